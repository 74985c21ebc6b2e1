today-title = Today
today-day = { $weekday }, { $day }
today-count = { $count ->
    [one] { $count } thing for now
   *[other] { $count } things for now
}
today-empty = Nobody waits for anything today.
today-empty-say = No promise is due, nobody has fallen silent, no birthday is near. A good day to write to somebody for no reason at all.
today-help = How this list is made
today-help-order = What we owe stands first, by its day: promises, then tasks. Birthdays and other dates follow, and never by what somebody is worth. Only care that nobody asked for is weighed.
today-help-formula = Regulars who fell silent stand by what is at stake × the odds that they are still here. By what is at stake alone, those surely gone would stand first, and a gesture can win nothing from them.
today-help-control = Whoever is held out of the whole programme is not suggested for their silence, and whoever a running play has drawn, treated or held out, is left to that play. So a control group stays one. What you owe somebody is never drawn by lot.
today-help-peace = Nothing cheerful is suggested for somebody in mourning or to be left in peace; a quiet word may be.
today-whose = Whose promises and tasks
today-mine = Mine and nobody’s
today-everybody = Everybody’s
today-part-duty = What we owe
today-part-work = To do
today-part-courtesy = Dates of today
today-part-care = Who may be slipping away
today-part-coming = The next days
today-cut = There is more than this list has room for; it comes up as you work through it.
today-why-promise = Promised, { $away }: { $text }
today-why-task = { $kind }, { $away }: { $text }
today-why-letters = { $count ->
    [one] { $count } letter was handed over whole and nobody knows whether it arrived. Decide whether it goes again.
   *[other] { $count } letters were handed over whole and nobody knows whether they arrived. Decide whether they go again.
}
today-why-missed = A step of their year was missed: { $step }, { $when }
today-why-approval = A play waits for your approval: { $play }
today-why-stock = A present runs out. { $left }
today-why-parcels = { $count ->
    [one] { $count } present has been on its way for more than { $days } days. Ask whether it arrived.
   *[other] { $count } presents have been on their way for more than { $days } days. Ask whether they arrived.
}
today-why-leaving = { $reason }: { $words }
today-why-peace = To be left in peace: { $reason }. No offers; perhaps a quiet word in your own hand.
today-why-occasion = { $away }: { $text }
today-why-occasion-age = { $away }: { $text } · { $age }
today-why-holiday = { $count ->
    [one] { $holiday }, { $away }: { $count } person you know keeps it
   *[other] { $holiday }, { $away }: { $count } people you know keep it
}
today-why-certificate = Left on their certificate: { $what }. Its last day: { $day }, { $away }.
today-why-silence = Came { $every } for { $span }, silent for *{ $silent }*; worth about { $money } a year
today-why-odds = { $odds } still here
today-rows = Why is this here?
today-row-orders = { $count ->
    [one] { $count } purchase day from { $first } to { $last }.
   *[other] { $count } purchase days from { $first } to { $last }.
}
today-row-overdue = Nine in ten of their own gaps would be over; past that by { $span }.
today-row-stake = At stake: { $stake } × still here: { $odds } = { $reach }
today-row-fact = Remembered { $day }: { $source }
today-row-promise = Promised { $day }
today-row-approval = Written { $day }
today-row-task = Decided { $day }
today-do-note = Write a note
today-do-call = Call
today-do-present = Small present
today-do-certificate = Certificate
today-do-greet = Greet them
today-do-open = Open
today-do-kept = Kept
today-later = Later
today-tomorrow = Tomorrow
today-week = In a week
today-month = In a month
today-decline = Decline
today-decline-why = Why not?
today-reason-met = Already met
today-reason-unfitting = Not fitting
today-reason-gone = No longer here
today-reason-asked = Asked to be left alone
today-reason-asked-say = Whoever asked to be left alone is left in peace until somebody ends that on their page: no play, offer or greeting reaches them. What you owe them is still done.
today-reason-wrong = What it says is wrong
today-own-words = Or in your own words
today-asides = Set aside
today-asides-none = Nothing is set aside.
today-asides-say = What was put off or declined, and by whom. Take it up again whenever you like.
today-aside-until = back { $day }
today-aside-good = for good
today-take-up = Take up again
today-said-aside = Set aside.
today-said-peace = Declined, and they are left in peace until somebody ends that on their page.
today-said-taken = Back in the list.
today-said-kept = A promise kept.
today-back = Back to today
today-keys = j and k move, o opens why, e begins the gesture, s puts it off till tomorrow.
today-kind-promise = Promise
today-kind-task = Task
today-kind-letters = Letters
today-kind-missed = Missed
today-kind-approval = Approval
today-kind-stock = Stock
today-kind-parcels = Parcels
today-kind-leaving = Answer
today-kind-peace = Peace
today-kind-occasion = Date
today-kind-holiday = Holiday
today-kind-certificate = Certificate
today-kind-silence = Silence
today-problem-past = Put it off to a day after today.
today-problem-reason = Say why, so that others understand it.
