overview-bring = Bring *your orders*.
overview-bring-say = An export from your shop or till is enough: who bought, when, and for how much. A minute later this page says how many come back, what they are worth, and who is slipping away in silence.
overview-import = Import orders
overview-reading = { $count ->
    [one] { $count } order is *being read into figures*.
   *[other] { $count } orders are *being read into figures*.
}
overview-fitting = The models are fitted to them now. This page looks again by itself.
overview-refit-failed = The last refit failed, so these figures are those of { $day }.
overview-fit-failed = The models could not be fitted. The log of the server says why; the next import tries again.
overview-no-orders = There is not one order to study: every row was set aside, or there were none.
