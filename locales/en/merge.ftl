merge-title = Duplicates
merge-lede = { $count ->
    [0] Nobody seems to be here twice.
    [one] One pair may be one person.
   *[other] { $count } pairs may be one person each.
}
merge-looked = { $people } people, { $pairs } pairs compared in the last search.
merge-dropped = { $blocks } groups were too large to be compared by one thing in common, and were compared by finer ones.
merge-look = Search again
merge-looking = A search has been asked for; it takes a moment.
merge-filter = Which to show
merge-filter-all = All
merge-filter-likely = Likely
merge-filter-undecided = Undecided
merge-probability = { $percent } probable
merge-for = speaks for one person
merge-against = speaks for two
merge-compare = Compare and merge
merge-apart = Different people
merge-all = Merge all likely ones
merge-all-title = Merge { $count } pairs at once?
merge-all-say = Each is at least { $percent } probable. In each pair the one we have known longer stays. Every merge can be undone by itself.
merge-all-do = Merge them
merge-all-done = { $count ->
    [one] One pair was merged.
   *[other] { $count } pairs were merged.
}
merge-given = Given name
merge-family = Family name
merge-email = E-mail
merge-phone = Phone
merge-address = Address
merge-birthday = Birthday
merge-household = One home
merge-same = the same
merge-nickname = a short form
merge-spelling = spelled differently
merge-swapped = swapped
merge-typo = a slip apart
merge-partly = partly the same
merge-slightly = a little alike
merge-different = different
merge-missing = not known
merge-relatives = may be relatives
merge-preview-title = Merge two people
merge-stays = Stays
merge-goes = Goes
merge-turn = The other way round
merge-known-by = Known by
merge-identities = Ways of knowing them
merge-orders = Orders
merge-facts = Facts
merge-promises = Promises and wishes
merge-entries = On the timeline
merge-choose = Which is right?
merge-filled = Added to the one who stays
merge-relations-gone = { $count ->
    [one] One relation that would say the same twice goes, and comes back with an undo.
   *[other] { $count } relations that would say the same twice go, and come back with an undo.
}
merge-happens = { $name } stays and gets everything of the other: every way of knowing them, and all that came by these. The old page leads here. It can be undone.
merge-do = Merge
merge-undo = Undo
merge-list = Merges
merge-list-none = Nobody has been merged yet.
merge-line = { $absorbed } became part of { $survivor }
merge-undone = undone on { $when }
merge-kept = Undone. Changed since and kept as it is: { $fields }.
merge-undone-now = Undone: both are as they were.
merge-with = Merge with…
merge-with-say = The other person's page address or id
merge-told-apart = Told apart
merge-lift = They may be one after all
merge-pages = Pages of the list
merge-next = Next
merge-back = Back to the duplicates
merge-refused-same = These are one and the same already; choose two.
merge-refused-merged = One of them has been merged already. Open their page to see whom they became.
merge-refused-kinds = A person and an organisation can't be one; say how they are related instead.
merge-refused-distinct = On { $when } somebody said that these are different people. Take that back first if it was wrong.
merge-refused-undone = This merge has been undone already.
merge-refused-merged-on = The one this was merged into has been merged further since; undo that merge first.
merge-refused-nothing-left = Nothing by which they were known is left, so there is nobody to bring back.
merge-refused-erased = One of them has been erased; nothing is left that could be merged or taken apart.
merge-field-name = Name
merge-field-says = How it is said
merge-field-title = Title
merge-field-language = Language
merge-field-zone = Time zone
merge-field-website = Web site
merge-field-street = Street
merge-field-city = City
merge-field-region = Region
merge-field-postal-code = Postal code
merge-field-country = Country
merge-details = Details
merge-row-keys = Keys: j and k move from pair to pair, o opens the details.
merge-to-undo = To the merges, where each can be undone
