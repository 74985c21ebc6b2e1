worth-horizon-weeks = { $count ->
    [one] over the next week
   *[other] over the next { $count } weeks
}
worth-horizon-days = { $count ->
    [one] over the next day
   *[other] over the next { $count } days
}
worth-lede-none = There are no customers to speak of yet.
worth-lede-one-not = One customer, who has *not come back yet*.
worth-lede-one = One customer, who *came back*.
worth-lede-nobody = { $total ->
    [one] Of { $total } customer *none has come back yet*.
   *[other] Of { $total } customers *none has come back yet*.
}
worth-lede-all = { $total ->
    [one] All { $total } customer *came back*.
   *[other] All { $total } customers *came back*.
}
worth-lede-some = { $total ->
    [one] Of { $total } customer *{ $repeat } came back*.
   *[other] Of { $total } customers *{ $repeat } came back*.
}
worth-bring = Bring orders of at least a few customers, and this page will say who returns.
worth-repeat-revenue = People who had bought before brought { $share } of the revenue, { $repeat } of { $all }.
worth-gap = Between two visits of a regular usually { $span } pass.
worth-overdue-now = { $count ->
    [one] By their own rhythm { $count } person is overdue now, and { $money } is at stake with them.
   *[other] By their own rhythm { $count } people are overdue now, and { $money } is at stake with them.
}
worth-key-return = { $days ->
    [one] Return within { $days } day
   *[other] Return within { $days } days
}
worth-key-return-latest = latest full month { $share }
worth-key-alive = Probably still customers
worth-key-value = { $kind ->
    [profit] Expected profit { $horizon }
   *[revenue] Expected revenue { $horizon }
}
worth-key-overdue = Overdue by their own rhythm
worth-at-stake = { $money } at stake
worth-returns-heading = Do they come back?
worth-returns-trend = Over the last six full months { $now } returned, over the six before { $before }.
worth-returns-definition = The return rate of a month is the share of its buyers who buy again within { $days -> 
    [one] { $days } day
   *[other] { $days } days
} of their first purchase in it. Pale months are younger than that: some of their buyers still have time to return, so they are no trend.
worth-returns-absent = No month has a purchase in it.
worth-returns-title = { $days ->
    [one] { $share } of buyers come back within { $days } day
   *[other] { $share } of buyers come back within { $days } days
}
worth-returns-title-unknown = { $days ->
    [one] How many buyers come back within { $days } day
   *[other] How many buyers come back within { $days } days
}
worth-returns-about = Share of each month’s buyers
worth-returns-overall = { $share } over all full months
worth-return-rate = Return rate
worth-too-young = Too young to judge
worth-month = Month
worth-returned = Returned
worth-buyers = Buyers
worth-note = Note
worth-revenue-title = Returning customers bring { $share } of revenue
worth-revenue-by-month = Revenue by month
worth-revenue-about = Revenue by month, after refunds
worth-from-before = From people who had bought before
worth-from-first = From first purchases
worth-returning-share = Returning share
worth-from-returning = From returning
worth-first-time-buyers = First-time buyers
worth-cohorts-heading = Who stays, by the month they first came
worth-cohorts-definition = Each row is everyone who first bought in that month; each column, how many of them bought so many months later. The last cell of a row is the present month, which is not over.
worth-cohorts-next-month = Of new customers { $share } bought in the next month.
worth-cohorts-three-months = Three months on it was { $share }.
worth-cohorts-year = A year on it was { $share }.
worth-cohorts-absent = No cohort yet.
worth-cohorts-all = All months and cohorts
worth-cohorts-first-bought = First bought
worth-cohorts-month-number = Month { $month }
worth-customers = Customers
worth-some-of = { $part } of { $all }
worth-value-heading = What they are worth
worth-value-definition = { $kind ->
    [profit] A customer’s value is the profit expected of them { $horizon }, discounted at { $rate } a year.
   *[revenue] A customer’s value is the revenue expected of them { $horizon }, discounted at { $rate } a year.
}
worth-value-absent = The orders can’t carry an estimate of customer value; the models below say why.
worth-value-sentence = Together { $total }; { $mean } a customer on average, and half are worth less than { $median }.
worth-value-title = Half of the customers are worth less than { $median }
worth-value-about = Customers by value
worth-value-about-in = Customers by value, in { $currency }
worth-value = Value
worth-value-together = Value together
worth-value-share = Share of all value
worth-value-held = The best tenth of customers hold { $share } of the value
worth-value-held-about = Share of all value held by the poorest customers, from the poorest on. Gini coefficient { $gini }
worth-value-poorest = Poorest { $share }
worth-value-they-hold = They hold
worth-value-others-hold = The others hold
worth-value-equal = If all were worth the same
worth-value-as-is = As it is
worth-value-best-tenth = best tenth
worth-forecast-heading = What to expect
worth-forecast-days = The customers there are now should come { $days } times { $horizon }.
worth-forecast-value = { $kind ->
    [profit] The customers there are now should come { $days } times { $horizon } and bring { $money } of profit.
   *[revenue] The customers there are now should come { $days } times { $horizon } and bring { $money } of revenue.
}
worth-forecast-definition = The range in brackets is the model’s own 95% interval: it knows nothing of changes the customers have not shown yet.
worth-forecast-absent = The orders can’t carry a forecast; the models below say why.
worth-forecast-title = Purchases to come from today’s customers, week by week
worth-forecast-about = Customers won from now on are not in it, so the line falls: this is what keeping can still change
worth-came = Came
worth-expected = Expected
worth-week-to = Week to
worth-holdout-heading = Can the forecast be trusted?
worth-holdout-definition = The last part of history was hidden from the models and then compared with what they expected of it.
worth-holdout-absent = The history is too short to hide a part of it and test the forecast on it.
worth-holdout-saw = { $customers ->
    [one] The models saw { $customers } customer until { $day } and nothing after.
   *[other] The models saw { $customers } customers until { $day } and nothing after.
}
worth-holdout-came = Until { $day } { $model } expected { $predicted } repeat purchases; { $actual } came.
worth-holdout-came-as-forecast = Until { $day } { $model } expected { $predicted } repeat purchases; { $actual } came, as forecast.
worth-holdout-came-high = Until { $day } { $model } expected { $predicted } repeat purchases; { $actual } came: the forecast was { $miss } too high.
worth-holdout-came-low = Until { $day } { $model } expected { $predicted } repeat purchases; { $actual } came: the forecast was { $miss } too low.
worth-holdout-deciles = Customers in tenths by forecast, the lowest first: mean purchases in the test period
worth-holdout-frequency = Customers by repeat purchases before the test: mean purchases in the test period
worth-holdout-more = Those expected to buy more did buy more
worth-holdout-by-expected = What came, by how much was expected
worth-holdout-by-frequency = What came, by how often they had come
worth-holdout-cumulative = Repeat purchases so far, came and expected
worth-holdout-weekly = Repeat purchases each week, came and expected
worth-holdout-unseen = Beyond the dashed line is what the models had not seen
worth-holdout-unseen-from = unseen from here
worth-holdout-model-expected = { $model } expected
worth-holdout-group = Group
worth-holdout-models = How each model did
worth-model = Model
worth-off-by = Off by
worth-log-likelihood = Log-likelihood
worth-mae = Mean abs. error
worth-rmse = RMSE
worth-correlation = Correlation
worth-coverage = In the 95% interval
worth-coverage-about = Customers whose count fell inside their own 95% interval
worth-scores = scores
worth-models-heading = The models behind it
worth-models-weeks = Parameters under the papers’ letters, time in weeks.
worth-models-days = Parameters under the papers’ letters, time in days.
worth-model-pareto = Visits and drop-out. { $source }
worth-model-bg = Visits and drop-out after a purchase. { $source }
worth-model-mbg = As BG/NBD, drop-out also after the first. { $source }
worth-model-gamma = Spend a visit. { $source }
worth-model-alive = says who is still a customer
worth-parameter = Parameter
worth-std-error = Std. error
worth-fit = Fit
worth-fit-mle = maximum likelihood
worth-fit-map = maximum a posteriori, weak priors
worth-gradient = Largest gradient
worth-no-trouble = No trouble found.
worth-not-fitted = Not fitted: { $model }.
worth-taken-heading = What it stands on
worth-taken-none = No row could be counted as an order.
worth-taken-orders = Rows counted: { $rows }. Orders: { $orders }. Days of purchase: { $days }, from { $first } to { $last }.
worth-taken-refunds = Refunds taken off: { $refunds }.
worth-taken-refused = { $rows ->
    [one] { $rows } row was set aside
   *[other] { $rows } rows were set aside
}
worth-taken-format = Format
worth-taken-preset = Preset
worth-taken-encoding = Encoding
worth-taken-delimiter = Separated by
worth-taken-header = Header row
worth-taken-yes = yes
worth-taken-no = no
worth-taken-decimal = Decimal mark
worth-taken-dates = Dates
worth-taken-columns = Columns
worth-taken-rows = Rows read
worth-numbers = The numbers: { $title }
worth-numbers-short = The numbers
