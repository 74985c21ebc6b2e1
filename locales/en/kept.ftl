kept-title = Past forecasts
kept-about = { $days ->
    [one] The first forecast of each month is kept, and { $days } day later held against what came.
   *[other] The first forecast of each month is kept, and { $days } days later held against what came.
}
kept-none = No forecast has been kept yet: the next time the models are fitted, the first will be.
kept-first-over = The first forecast will be over on { $day }; then this page says what came of it.
kept-choose = Forecasts by quarter
kept-span = { $from } to { $until }
kept-still-running = still running
kept-running = On { $day } we said { $said } purchases ({ $low } to { $high }). The quarter ends on { $until }; what came is counted then.
kept-within = We said { $said } purchases, { $came } came: within what we promised, { $low } to { $high }.
kept-too-high = We said { $said } purchases, { $came } came: fewer than we promised, { $low } to { $high }.
kept-too-low = We said { $said } purchases, { $came } came: more than we promised, { $low } to { $high }.
kept-bias-high = The forecast was { $miss } too high.
kept-bias-low = The forecast was { $miss } too low.
kept-value = We said { $said } of revenue, { $came } came.
kept-definition = What we promise is the range in which the model sees 19 of 20 such quarters end. A day on which a customer bought is one purchase; customers won later don’t count. { $count ->
    [one] It was a forecast of { $count } customer.
   *[other] It was a forecast of { $count } customers.
}
kept-looked-back = Made on { $made }, looking back: from the orders until { $day } and nothing after.
kept-counted = Counted on { $day }. Late orders and refunds are counted until { $last }.
kept-counted-for-good = Counted on { $day }, for good.
kept-deciles-about = Customers in tenths by forecast, the lowest first: mean purchases in the quarter
kept-tenth = Tenth
kept-interval = 95% interval
kept-value-said = Revenue expected
kept-value-came = Revenue came
kept-all = All, mean
