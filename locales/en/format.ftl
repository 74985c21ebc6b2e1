format-under = under { $share }
format-over = over { $share }
format-interval = { $value } ({ $low } to { $high })
format-range = { $low } to { $high }
format-interval-beyond = { $value } (39 in 40 such customers under { $high }, a few far more)
format-range-beyond = 39 in 40 such customers under { $high }, a few far more
format-instant = { $day }, { $time }
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
span-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
span-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
span-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
every-days = { $count ->
    [1] every day
    [one] every { $count } day
   *[other] every { $count } days
}
every-weeks = { $count ->
    [1] every week
    [one] every { $count } week
   *[other] every { $count } weeks
}
every-months = { $count ->
    [1] every month
    [one] every { $count } month
   *[other] every { $count } months
}
every-years = { $count ->
    [1] every year
    [one] every { $count } year
   *[other] every { $count } years
}
relative-today = today
relative-tomorrow = tomorrow
relative-yesterday = yesterday
relative-in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}
relative-in-weeks = { $count ->
    [one] in { $count } week
   *[other] in { $count } weeks
}
relative-in-months = { $count ->
    [one] in { $count } month
   *[other] in { $count } months
}
relative-in-years = { $count ->
    [one] in { $count } year
   *[other] in { $count } years
}
relative-days-ago = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
relative-weeks-ago = { $count ->
    [one] { $count } week ago
   *[other] { $count } weeks ago
}
relative-months-ago = { $count ->
    [one] { $count } month ago
   *[other] { $count } months ago
}
relative-years-ago = { $count ->
    [one] { $count } year ago
   *[other] { $count } years ago
}
lasting-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
lasting-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
lasting-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
lasting-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
