standing-odds = The odds that they are still a customer are { $odds }.
standing-orders = Such a customer makes { $orders } more purchases { $horizon } on average; what will be counted is likely between { $low } and { $high }.
standing-value = They are worth { $value }; what will be counted is likely between { $low } and { $high }.
standing-once = Bought on one day only, { $span } ago. One purchase shows no rhythm, so what follows rests on what other customers do: it is little evidence.
standing-overdue = Usually comes { $every }, and has been silent for { $silent }. Nine in ten of their gaps would be over after { $after }.
standing-in-time = Usually comes { $every }; last came { $silent } ago, and is not overdue before { $after } have passed.
standing-still = Still a customer
standing-silent-for = silent for { $span }
standing-gap = Usual gap
standing-overdue-after = overdue after { $span }
standing-expected-value = Expected value
standing-at-stake = At stake
standing-if-here = of { $money } were they surely here
standing-spent = Spent so far
standing-since = since { $day }
standing-strip = { $count ->
    [one] { $count } day of purchase from { $first } to { $last }, then silence for { $silent }
   *[other] { $count } days of purchase from { $first } to { $last }, then silence for { $silent }
}
standing-strip-silent = Silent for { $span }
standing-if-silent = if silent
standing-odds-title = The odds that they are still a customer: { $odds } now
standing-odds-about = They fall with every silent day and are up again with every purchase. Dashed: if nothing comes
standing-as-stood = As they stood
standing-if-nothing = If nothing comes
standing-day = Day
