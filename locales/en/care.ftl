care-heading = Who is slipping away in silence
care-nobody = Nobody is overdue by their own rhythm today.
care-overdue = { $count ->
    [one] { $count } person has been silent longer than nine in ten of their own gaps would be; { $money } is at stake with them.
   *[other] { $count } people have been silent longer than nine in ten of their own gaps would be; { $money } is at stake with them.
}
care-definition = Most at stake first. At stake is what somebody would be worth were they surely still a customer, less what they are worth given their silence. The share is how likely they are still here.
care-first = Care for these first
care-whole = The whole care list
care-came = Came { $every }, silent for *{ $silent }*
care-stake = At stake: { $money }
care-still-here = { $odds } still here
care-more = { $count ->
    [one] { $count } more
   *[other] { $count } more
}
care-unlisted = { $count ->
    [one] { $count } more stands in the full list.
   *[other] { $count } more stand in the full list.
}
care-empty = Nobody here.
care-none-begins = Nobody overdue begins so.
