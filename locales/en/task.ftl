task-title = Tasks
task-count = { $count ->
    [one] { $count } open task
   *[other] { $count } open tasks
}
task-empty = No task is waiting here.
task-mine = Mine
task-nobody = Nobody’s yet
task-everybody = Everybody’s
task-whose = Whose tasks
task-owner = Who does it
task-no-owner = Nobody yet
task-take = Take it
task-hand = Hand over
task-done = Done
task-could-not = Could not
task-cancel = Call off
task-note = What there is to say of it
task-close = How did it go?
task-due = Due
task-move = Change the day
task-asked = What was asked
task-suggested = Suggested words
task-suggested-say = Made of nothing but what is remembered. Say it as you would yourself.
task-know = What you know
task-address = Write to
task-no-address = No postal address is known. Ask for it when you next speak.
task-phone = Call
task-no-phone = No phone number is known.
task-addresses = Addresses for notes
task-addresses-none = No open note has a postal address.
task-without = { $count ->
    [one] { $count } note has no address
   *[other] { $count } notes have no address
}
task-own = A gesture of your own
task-own-words = What, in a few words; may stay empty
task-late = overdue since { $day }
task-until = by { $day }
task-closed = Closed
task-against-rest = They are to be left in peace now. Move this to a later day, or cancel it.
task-against-consent = Since this was decided they refused it, or can’t be reached any more. Cancel it.
task-against-holdout = They are in the control group, whom this play must not contact. Cancel it.
task-conflict = Somebody else changed or closed this task in the meantime; this is how it stands now.
task-note-greeting = Dear { $name },
task-note-since = Thank you for coming to us since { $day }.
task-note-date = We are thinking of you today: { $text }.
task-note-silence = It has been a while, and we would be glad to see you again.
task-note-peace = Our thoughts are with you in these days.
task-note-close = With kind regards,
task-own-more = More: owed, by whom, by when, at what cost
task-owed = Is it owed?
task-owed-not = No, of our own accord
task-owed-condolence = A condolence
task-owed-amends = Making something good
task-owed-answer = An answer
task-owed-news = News that concerns them
task-owed-say = What is owed is done whatever else holds: it counts towards no cap, and being left in peace does not stop it.
task-cost = What it costs
task-note-recovery = We are sorry for what went wrong, and we want to make it good.
task-note-follow-up = Something went wrong here not long ago. Is it good now?
