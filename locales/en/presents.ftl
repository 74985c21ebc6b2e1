presents-title = Presents
presents-says = Small things that lie ready to be given. Whoever is to get one has it put by; sending it takes it off the shelf.
presents-none = No presents yet.
presents-name = What it is
presents-cost = What one costs
presents-shelf = On the shelf
presents-shelf-says = All that lie there, those put by among them. Leave it empty and nobody counts.
presents-mark = Say when fewer are free than
presents-free = Free
presents-uncounted = not counted
presents-reserved = Put by
presents-sent = On the way
presents-delivered = Delivered
presents-returned = Came back
presents-released = Called off
presents-spent = Cost this year
presents-new = A new present
presents-make = Add it
presents-change = Correct it, or count again
presents-save = Save
presents-put-away = Put it away
presents-put-away-says = Nobody can give it any more. What is put by can still be sent.
presents-bring-out = Bring it out again
presents-is-away = put away
presents-parcels = Parcels
presents-parcels-none = No such parcels.
presents-all = All
presents-state = What became of it
presents-days = { $days ->
    [0] today
    [one] for { $days } day
   *[other] for { $days } days
}
presents-left = { $name }: { $count ->
    [0] none left
    [one] { $count } left
   *[other] { $count } left
}
presents-choose = Which present
presents-any = As the words say
presents-send = Sent
presents-send-note = Tracking number, or a note
presents-back = Came back
presents-onto-shelf = Put it on the shelf again
presents-wrong-name = Say what the present is, in at most { $most } characters.
presents-wrong-cost = Say what one costs: nothing or more, such as 4.50.
presents-wrong-pieces = Say how many as a whole number from 0 to { $most }.
presents-wrong-put-by = { $count ->
    [one] { $count } of them is put by for somebody: count at least that, or call off the task first.
   *[other] { $count } of them are put by for somebody: count at least so many, or call off tasks first.
}
presents-wrong-many = There are as many presents as there can be.
presents-wrong-named = Plays name it: { $plays }. Choose another present there, or end them first.
presents-wrong-none-left = None of this present can be given: it is put away, or none is left. Choose another, or count what is on the shelf.
presents-wrong-kind = Only a small present can be one from the shelf.
presents-wrong-not-sent = It was not sent yet. Say first that it was.
presents-wrong-ended = Somebody said already what became of it; this is how it stands now.
