plays-title = Plays
plays-says = A gesture for the right person at the right moment, with a few always held out, so that one day you know what it earned.
plays-none = No play yet. Begin with one that is ready.
plays-none-so = No play stands so.
plays-new = New play
plays-all = All
plays-filter = Show
plays-never = It meets nobody.
plays-state-draft = Draft
plays-state-waiting = Waits for approval
plays-state-running = Running
plays-state-met = Everybody was met
plays-state-paused = Paused
plays-state-ended = Ended
plays-met = { $count ->
    [one] { $count } met
   *[other] { $count } met
}
plays-held = { $count ->
    [one] { $count } held out
   *[other] { $count } held out
}
plays-choose = Which play?
plays-choose-says = Each begins as a draft: nothing is sent before you start it, and every word can be changed.
plays-take = Take this one
plays-empty = An empty play
plays-empty-says = Begin with a handwritten note to everybody, and change each part.
plays-sentence = { $who }, { $when }, gets { $steps }, { $often }, { $quiet }.
plays-sentence-proof = It costs { $cost }. It worked when { $success }; { $held }.
plays-who-everybody = Everybody
plays-who-clauses = Everybody with { $clauses }
plays-who-rule = Everybody for whom a rule holds
plays-is-at-least = { $word } of at least { $value }
plays-is-over = { $word } over { $value }
plays-is-at-most = { $word } of at most { $value }
plays-is-under = { $word } under { $value }
plays-is-equal = { $word } “{ $value }”
plays-is-other = { $word } other than “{ $value }”
plays-is-with = “{ $value }” among { $word }
plays-is-without = no “{ $value }” among { $word }
plays-choose-at-least = at least
plays-choose-over = more than
plays-choose-at-most = at most
plays-choose-under = less than
plays-choose-equal = is
plays-choose-other = is not
plays-choose-with = contains
plays-choose-without = does not contain
plays-word-orders = a number of orders
plays-word-spend = a spend
plays-word-p-alive = a chance of still being a customer
plays-word-expected-orders = a number of expected orders
plays-word-expected-value = an expected value
plays-word-at-stake = a value at stake
plays-word-rhythm = a rhythm in days
plays-word-overdue = a number of days overdue
plays-word-silent-days = a number of days of silence
plays-word-silent-rhythms = a silence in their own rhythms
plays-word-known-days = a number of days since the first order
plays-word-products = products bought
plays-word-fact-kinds = kinds of remembered facts
plays-word-fact-texts = remembered facts
plays-word-private-kinds = kinds of private facts
plays-word-private-texts = private facts
plays-word-special-kinds = kinds of specially protected facts
plays-word-special-texts = specially protected facts
plays-word-consent-given = topics agreed to
plays-word-consent-refused = topics refused
plays-word-tier = a tier
plays-word-left-reason = why they left
plays-word-stakes = what they are to us
plays-word-kind = a kind
plays-word-language = a language
plays-word-city = a city
plays-word-country = a country
plays-when-rule = as soon as this holds
plays-when-once = once, from { $at } on
plays-when-date = { $days ->
    [0] on each date remembered under “{ $fact }”
    [one] { $days } day before each date remembered under “{ $fact }”
   *[other] { $days } days before each date remembered under “{ $fact }”
}
plays-when-date-of = { $date } with any of these words: { $said }
plays-when-holiday = { $days ->
    [0] on the holiday “{ $holiday }”, if it is theirs
    [one] { $days } day before the holiday “{ $holiday }”, if it is theirs
   *[other] { $days } days before the holiday “{ $holiday }”, if it is theirs
}
plays-when-silence = once silent for { $rhythms } of their own rhythms
plays-when-order = { $days ->
    [0] with each order
    [one] { $days } day after each order
   *[other] { $days } days after each order
}
plays-when-order-nth = { $days ->
    [0] with order no. { $nth }
    [one] { $days } day after order no. { $nth }
   *[other] { $days } days after order no. { $nth }
}
plays-when-product = { $days ->
    [0] on buying “{ $sku }”
    [one] { $days } day after buying “{ $sku }”
   *[other] { $days } days after buying “{ $sku }”
}
plays-when-score-above = when { $figure } rises over { $line }
plays-when-score-below = when { $figure } falls below { $line }
plays-what-letter = the letter “{ $name }”
plays-what-letter-gone = a letter that is still to be chosen
plays-what-letter-with = the letter “{ $name }” with a certificate ({ $worth })
plays-what-note = a handwritten note
plays-what-call = a call
plays-what-present = a small present
plays-what-present-named = a present: { $name }
plays-what-task = something done by hand
plays-what-certificate = a certificate ({ $worth })
plays-step-itself = { $what }
plays-step-serves = { $what } from whoever serves
plays-step-by = { $what } from { $name }
plays-step-later = { $days ->
    [0] { $step }
    [one] { $days } day later { $step }
   *[other] { $days } days later { $step }
}
plays-often-once = once at most
plays-often-yearly = at most once a year
plays-often-days = { $days ->
    [one] at most once a day
   *[other] at most once in { $days } days
}
plays-often-until = { $often }, until { $day }
plays-often-most = { $most ->
    [one] { $often }, and at most { $most } person a day
   *[other] { $often }, and at most { $most } people a day
}
plays-quiet-usual = outside quiet hours
plays-quiet-own = outside quiet hours, which here are also from { $from } to { $to }
plays-quiet-days = outside quiet hours, and not on these days: { $days }
plays-quiet-both = outside quiet hours, which here are also from { $from } to { $to }, and not on these days: { $days }
plays-cost-nothing = nothing
plays-cost-each = { $money } a person
plays-goal-return = { $days ->
    [one] they buy again within { $days } day
   *[other] they buy again within { $days } days
}
plays-goal-revenue = { $days ->
    [one] they spend more within { $days } day
   *[other] they spend more within { $days } days
}
plays-goal-visit = { $days ->
    [one] they come by within { $days } day
   *[other] they come by within { $days } days
}
plays-goal-answer = { $days ->
    [one] they answer within { $days } day
   *[other] they answer within { $days } days
}
plays-held-share = { $share } are held out
plays-held-nobody = nobody is held out
plays-held-owed = nobody is held out, since it is owed
plays-field-name = Name of the play
plays-field-who-by = How do you say who?
plays-field-who-clicks = By choosing
plays-field-who-text = As a rule in CEL
plays-field-clause = Condition { $number }
plays-field-nothing = nothing more
plays-field-comparison = Comparison
plays-field-value = Value
plays-field-clauses-hint = All conditions have to hold. Empty for everybody. Saving adds room for more.
plays-field-rule = Rule
plays-field-rule-hint = The names a rule can say:
plays-field-too-clever = This rule says more than choosing can, so it stands as text.
plays-field-when = When?
plays-field-when-rule = As soon as the conditions hold
plays-field-when-once = Everybody, once
plays-field-when-date = A remembered date
plays-field-when-holiday = A holiday
plays-field-when-silence = Silence
plays-field-when-order = An order
plays-field-when-product = A product
plays-field-when-score = A figure
plays-field-at = From
plays-field-fact = Remembered as
plays-field-fact-words = With one of these words (commas between; empty for any)
plays-field-before = Days before
plays-field-after = Days after
plays-field-rhythms = How many of their rhythms
plays-field-nth = Which order (empty for each)
plays-field-sku = Product code
plays-field-figure = Figure
plays-field-line = Line
plays-field-crosses = Crosses it
plays-field-above = upwards
plays-field-below = downwards
plays-field-step = Step { $number }
plays-field-no-step = nothing
plays-field-what = What
plays-field-what-letter = A letter
plays-field-what-note = A handwritten note
plays-field-what-call = A call
plays-field-what-present = A small present
plays-field-what-task = Something else by hand
plays-field-what-certificate = A certificate
plays-field-wait = Days after the step before
plays-field-letter = Which letter
plays-field-words = Words to begin from
plays-field-gives = With a certificate
plays-field-gives-none = none
plays-field-gives-money = an amount
plays-field-gives-trial = a trial
plays-field-amount = Amount
plays-field-trial-of = A trial of
plays-field-trial-cost = What the trial costs us
plays-field-expires = Days until it expires (empty for never)
plays-field-by = Who does it
plays-field-by-itself = by itself, or whoever serves
plays-field-cost = Cost each time
plays-field-topic = About which topic (who refused it gets nothing)
plays-field-no-topic = no topic
plays-field-again = Days until they can be met again (empty for never)
plays-field-most = Most people a day (empty for all)
plays-field-until = Last day on which it meets people (empty until you end it)
plays-field-quiet-from = Quiet from
plays-field-quiet-to = to
plays-field-quiet-days = Wholly quiet days
plays-field-quiet-hint = In the person’s own zone, beside the quiet hours of the programme.
plays-field-goal = What success is
plays-field-goal-return = They buy again
plays-field-goal-revenue = What they spend
plays-field-goal-visit = They come by
plays-field-goal-answer = They answer
plays-field-within = Within how many days
plays-field-holdout = Held out, in percent
plays-field-holdout-hint = Chance decides, once for each person. Only by looking at those held out can you know what the play earned.
plays-field-reason = If nobody is held out: why not?
plays-field-organisation = Draw people of one organisation together
plays-field-owed = It is owed (condolence, recovery, a promise): everybody gets it
plays-save = Save
plays-wrong-number = “{ $value }” is no number that can stand under “{ $field }”.
plays-wrong-clause-is = Condition { $number }: “{ $is }” does not go with “{ $word }”. Choose { $can }.
plays-wrong-clause-empty = Condition { $number }: say with what “{ $word }” is compared.
plays-wrong-clause-number = Condition { $number }: “{ $value }” is no number that can stand beside “{ $word }”.
plays-wrong-date = “{ $fact }” is no kind of fact that bears a date. Choose one.
plays-wrong-holiday = No calendar has the holiday “{ $holiday }” any more. Choose another, or put it back into a calendar of your own.
plays-wrong-silence = Silence is longer than no rhythm at all. Say a number above 0.
plays-wrong-line = The line has to be a number.
plays-wrong-product = Say the code of the product.
plays-wrong-order = Orders are counted from 1. Leave it empty for each order.
plays-wrong-no-holiday = The letter “{ $letter }” names the holiday it goes out for. Let the play wait for a holiday, or say in the letter what to write where there is none.
plays-wrong-letter = Choose which letter is sent in step { $number }.
plays-wrong-no-step = Say what is to be done.
plays-wrong-too-many-steps = At most { $most } steps can be made.
plays-wrong-rule-long = The rule is too long; it can have at most { $most } bytes.
plays-wrong-days = { $days } days are too many; at most { $most } can be said.
plays-wrong-no-time = Say within how many days success has to show.
plays-wrong-no-reason = Nobody would be held out, so nothing could be proved. Write down why, or hold out 10 %.
plays-wrong-holdout = So many can’t be held out; at most { $most } can.
plays-wrong-owed = What is owed is done for everybody: hold out 0 %.
plays-wrong-topic = Choose the topic of what is written, so that people can refuse it.
plays-wrong-cost = A step can’t cost less than nothing.
plays-wrong-step-amount = Step { $number }: say an amount above zero, and not beyond what any amount can be.
plays-wrong-step-trial = Step { $number }: say what can be tried, in at most { $most } characters.
plays-wrong-step-expiry = Step { $number }: a certificate can be good for at most { $most } days.
plays-wrong-step-words = Step { $number }: the words can have at most { $most } characters.
plays-wrong-step-owner = Step { $number } is for somebody who does not work here any more; choose somebody of the team.
plays-wrong-step-present = Step { $number } names a present that is not on the list, or was put away; choose one that is there.
plays-wrong-name = Give the play a name of at most { $most } characters.
plays-wrong-quiet = Quiet hours have to leave a moment of the week.
plays-wrong-state = As the play stands now, that can’t be done to it.
plays-wrong-approval = The play needs the approval of somebody else first.
plays-wrong-own = You wrote this play last; somebody else has to approve it.
plays-wrong-running = The play runs. Pause it, then change it; who is on the way ends by what held when they came.
plays-wrong-both = Somebody else saved this play while you wrote. Theirs stands now as: “{ $theirs }” What you wrote is still below; save again to put it in its place.
plays-wrong-moved = Somebody else changed this play in the meantime. This is how it stands now.
plays-wrong-rule = The rule is wrong at line { $line }, column { $column }: { $problem }
plays-wrong-rule-clause = in the condition
plays-rule-syntax = it can’t be read. The reader says: { $said }
plays-rule-name = there is no “{ $name }”.
plays-rule-near = there is no “{ $name }”; “{ $near }” may be meant.
plays-rule-function = there is no function “{ $name }”.
plays-rule-types = “{ $of }” does not go with { $given }.
plays-rule-no-truth = it has to be true or false.
plays-rule-too-long = it would take too long for each person; go through fewer lists.
plays-rule-too-deep = it goes too deep; write it with fewer brackets.
plays-rule-level = you may not ask for “{ $name }”; somebody who may has to write it.
plays-now = How it stands
plays-submit = Ask for approval
plays-submit-says = Somebody else reads it and approves it. Nothing is sent.
plays-approve = Approve
plays-approve-says = You have read it and stand for it. It can then be started.
plays-start = Start
plays-start-says = Chance draws who is held out, once and for good, and from now on people are met.
plays-pause = Pause
plays-pause-says = Nobody is met for now; who is on the way waits.
plays-go-on = Go on
plays-go-on-says = People are met again; who waited goes on.
plays-end = End for good
plays-end-says = Who is on the way leaves, and open tasks are called off. Ending early because it looks good or bad spoils the proof.
plays-approved-by = Approved on { $day }.
plays-started-on = Started on { $day }.
plays-ended-on = Ended on { $day }.
plays-rehearse = Rehearse it
plays-people = People
plays-why = Why?
plays-rehearsal = Rehearsal
plays-rehearsal-says = What the play would do today. It looks as the play itself will, and writes nothing.
plays-rehearsal-next = What the play would do when its moment comes next: { $at }. It looks as the play itself will, at people as they stand today, and writes nothing.
plays-rehearsal-within = What the play would do within the next { $days } days. It looks as the play itself will, at people as they stand today, and writes nothing.
plays-rehearsal-found = found by the moment
plays-rehearsal-met = would be met
plays-rehearsal-held = held out by the play
plays-rehearsal-held-all = held out of everything
plays-rehearsal-cost = cost, at most
plays-rehearsal-nobody = It would meet nobody.
plays-rehearsal-some = Some of those it would meet
plays-rehearsal-not = Who would not be met, and why
plays-rehearsal-clauses = Conditions that speak against people
plays-rehearsal-clause = Does not hold: { $clause }
plays-rehearsal-some-not = Some of them
plays-rehearsal-fails = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
plays-rehearsal-broken = { $count ->
    [one] For { $count } person the rule could not be worked out. The reader says: { $said }
   *[other] For { $count } people the rule could not be worked out. The reader says: { $said }
}
plays-rehearsal-proof = What it could prove
plays-check-rule = The conditions hold
plays-check-rest = They are not to be left in peace
plays-check-complaint = Nothing they complained of is open
plays-check-consent = They may be written to about it
plays-check-cap = They were not met too often lately
plays-check-quiet = It is not quiet where they are
plays-check-goal = The goal is not met yet
plays-check-holdout = They are not held out
plays-check-full = The play has room today
plays-check-stock = A present is left
plays-check-over = Its last day is still to come
plays-check-play = The play runs
plays-check-again = They were not met on this occasion or too lately
plays-check-erased = They were not erased
plays-check-unfit = The step can be taken as it is written
plays-stopped-rule = The conditions do not hold
plays-stopped-rest = To be left in peace
plays-stopped-complaint = A complaint is open
plays-stopped-consent = May not or can’t be written to
plays-stopped-cap = Met often enough lately
plays-stopped-quiet = Quiet hours
plays-stopped-goal = Goal already met
plays-stopped-holdout = Held out
plays-stopped-full = The play met its number for today
plays-stopped-stock = None of the present is left in stock
plays-stopped-over = Its last day is over
plays-stopped-play = The play does not run
plays-stopped-again = Met before on this occasion, or lately
plays-stopped-erased = Erased
plays-stopped-unfit = The step could not be taken as the play says it
plays-pass = passes
plays-fail = stops
plays-later = waits until { $at }
plays-why-title = Why, or why not
plays-why-says = Every check in the order in which the play asks, with what is known of this one person now.
plays-why-find = Whom do you ask about?
plays-why-ask = Ask
plays-why-nobody = Nobody is found so.
plays-why-of = { $person } and “{ $play }”
plays-why-got = Begun on { $day }: it was done, or is on its way.
plays-why-underway = On the way; the next step comes on { $at }.
plays-why-held = Held out by this play: they get nothing of it, so that its effect can be seen.
plays-why-held-all = Held out of the whole programme: they get no play at all.
plays-why-stopped = Not met. { $why }.
plays-why-no-moment = The moment has not come for them.
plays-why-next = Nothing speaks against it; they are met at the next look.
plays-why-checks = The checks
plays-why-values = Their own values
plays-why-value-none = not known
plays-why-clause = The condition that speaks against it
plays-why-draw = The draw
plays-why-drawn-in = Drawn on { $at }: gets the play. { $share } are held out.
plays-why-drawn-out = Drawn on { $at }: held out. { $share } are.
plays-why-not-drawn = Not drawn yet.
plays-why-done = What was done
plays-why-done-nothing = Nothing yet.
plays-ways = Ways through plays
plays-ways-none = No play has met them yet.
plays-way-underway = On the way
plays-way-held = Held out
plays-way-done = Done
plays-way-goal-met = Goal met
plays-way-stopped = Left
plays-way-begun = begun { $day }
plays-people-none = Nobody stands so.
plays-gesture-waiting = on its way
plays-gesture-open = to be done
plays-gesture-done = done
plays-gesture-held = held
plays-gesture-could-not = could not be done
plays-gesture-cancelled = called off
plays-programme = The programme
plays-programme-says = What holds for every play together.
plays-topic-care = Care and greetings
plays-ready-welcome = Welcome
plays-ready-welcome-says = The day after the first order, a letter that says who you are.
plays-ready-second = Second visit
plays-ready-second-says = Three weeks after the first order, before the habit is lost.
plays-ready-silent = Silent regular
plays-ready-silent-says = A handwritten note when a regular is silent for two of their own rhythms.
plays-ready-birthday = Birthday
plays-ready-birthday-says = A card by hand, three days before a birthday you remember.
plays-ready-holiday = Holiday greeting
plays-ready-holiday-says = A letter before a holiday they keep, named as they name it.
plays-ready-thanks = Thank-you note with the purchase
plays-ready-thanks-says = A few words by hand in the parcel or on the receipt, at most once a month.
plays-ready-trial = Something they haven’t tried
plays-ready-trial-says = After the third order, a certificate for a trial of something new.
plays-ready-review = Request for a review
plays-ready-review-says = A week after an order, an honest question how it was.
plays-ready-win = Win back
plays-ready-win-says = After four rhythms of silence a letter, and a week later a call.
plays-ready-ask = Ask why
plays-ready-ask-says = After three rhythms of silence a letter with one question: why? One click answers it.
plays-ready-referral = Thanks for a referral
plays-ready-referral-says = A note to whoever sent you somebody: write { $tag } in what you remember of them.
plays-words-silent = We have missed you. How are you?
plays-words-birthday = Happy birthday, and a good year to you.
plays-birthday-words = birthday
plays-words-thanks = Thank you for coming to us. Enjoy it.
plays-words-win = Ask how they are, and whether something went wrong. Sell nothing.
plays-words-referral = Thank you for telling others about us. It means a lot.
plays-trial-of = something new of your choice
plays-letter-friend = friend
plays-letter-welcome-subject = Welcome to { $company }
plays-letter-welcome-body =
    Dear { $name },

    thank you for your first order. It is good to have you with us.

    If anything is not as it should be, just answer this letter. A human reads it.

    { $sender }
plays-letter-second-subject = How was it?
plays-letter-second-body =
    Dear { $name },

    a few weeks ago you came to us for the first time. We hope it was as you wished.

    Come by again when you feel like it; we are glad to help you choose.

    { $sender }
plays-letter-holiday-subject = { $holiday }: best wishes from { $company }
plays-letter-holiday-body =
    Dear { $name },

    we wish you and those close to you a happy { $holiday }, and thank you for being with us.

    { $sender }
plays-letter-birthday-subject = A happy birthday from { $company }
plays-letter-birthday-body =
    Dear { $name },

    happy birthday. We are glad that you come to us, and wish you a good year.

    { $sender }
plays-letter-trial-subject = Something you haven’t tried
plays-letter-trial-body =
    Dear { $name },

    you know what you like of ours. We would like you to try something new, as our guest: { $worth }.

    Show this code when you come: { $code }

    { $sender }
plays-letter-review-subject = How was it, honestly?
plays-letter-review-body =
    Dear { $name },

    your order is a week old. What was good, and what should we do better?

    Answer this letter in a line or two. A human reads it.

    { $sender }
plays-letter-win-subject = We haven’t seen you for a while
plays-letter-win-body =
    Dear { $name },

    it has been quiet, and we thought of you. If we did something wrong, tell us; we would like to put it right.

    If it is just how life goes, we are here when you like.

    { $sender }
plays-letter-ask-subject = May we ask you one question?
plays-letter-ask-body =
    Dear { $name },

    it has been quiet for a while, and we would rather ask than guess. Why did you stop coming?

    You can [answer in one click]({ $why }).

    Thank you, whatever it is. A human here reads every answer.

    { $sender }
