tiers-title = Tiers
tiers-says = For the best regulars: who is in by a rule, and what everybody who joins is given. No points to collect; privileges are given by people, and whether they were is written down here.
tiers-none = There are no tiers yet.
tiers-new = New tier
tiers-members = in it
tiers-given = privileges given
tiers-open = still to give
tiers-could-not = could not be given
tiers-failing = leave unless the rule holds again
tiers-privileges = What everybody who joins is given
tiers-at-once = at once
tiers-within = { $days ->
    [one] within { $days } day
   *[other] within { $days } days
}
tiers-stays = { $days ->
    [0] Who fits no longer leaves at once.
    [one] Who fits no longer stays for { $days } more day.
   *[other] Who fits no longer stays for { $days } more days.
}
tiers-who = Who is in it
tiers-nobody = Nobody is in it. Who fits joins within a minute, and is looked at anew every day.
tiers-since = Since
tiers-failing-since = The rule has not held since { $day }
tiers-says-itself = The tier
tiers-how = People rise at once and fall only after the grace, so that nobody goes in and out. Who fits several tiers is in the best one. Each privilege becomes a task for somebody the day a person joins; nobody is promised the same twice.
tiers-name = What it is called
tiers-rank = Place, 1 the best
tiers-grace = Days of grace
tiers-grace-hint = How long people stay after the rule stopped holding.
tiers-rule = Who is in it
tiers-privilege = Privilege { $number }
tiers-within-days = Within days
tiers-save = Save
tiers-look = Who would be in it today?
tiers-look-title = Who would be in it today
tiers-look-says = As it is written now; nothing was saved.
tiers-look-fits = the rule holds for
tiers-look-join = would join
tiers-look-stay = are in it already
tiers-look-better = are in a better one
tiers-look-leave = would leave after the grace
tiers-look-tasks = tasks to give privileges
tiers-look-some = Some of those who would join
tiers-away = Put it away
tiers-away-says = Everybody leaves it now, and what is still to give is called off.
tiers-past = { $from } to { $until }
tiers-now = since { $from }
tiers-were = Tiers
tiers-wrong-name = Say what the tier is called, in at most { $max } characters.
tiers-wrong-name-taken = Another tier is called so; choose another name.
tiers-wrong-rank = A tier’s place is a number from 1, the best, to { $max }.
tiers-wrong-rank-taken = Another tier has this place; choose another, or move that one first.
tiers-wrong-rule = Say by a rule who is in the tier.
tiers-wrong-circular = The rule asks for the tier people are in, so it would turn in circles; say it without “tier”.
tiers-wrong-grace = People stay for 0 to { $max } days after the rule stopped holding.
tiers-wrong-privilege = Privilege { $number }: say what it is in at most { $max } characters, and within 0 to { $days } days.
tiers-wrong-privileges = A tier has at most { $max } privileges.
tiers-wrong-too-many = There are { $max } tiers already; put one away first.
tiers-wrong-put-away = The tier was put away; make a new one.
people-lede-tier = In the tier { $tier }.
audit-noun-tier = Tiers
audit-did-tier-made = made a tier
audit-did-tier-changed = changed a tier
audit-did-tier-put-away = put a tier away
