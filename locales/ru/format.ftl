format-under = менее { $share }
format-over = более { $share }
format-interval = { $value } (от { $low } до { $high })
format-range = от { $low } до { $high }
format-interval-beyond = { $value } (у 39 из 40 таких клиентов меньше { $high }, у немногих гораздо больше)
format-range-beyond = у 39 из 40 таких клиентов меньше { $high }, у немногих гораздо больше
format-instant = { $day }, { $time }
span-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
span-weeks = { $count ->
    [one] { $count } неделя
    [few] { $count } недели
    [many] { $count } недель
   *[other] { $count } недели
}
span-months = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
    [many] { $count } месяцев
   *[other] { $count } месяца
}
span-years = { $count ->
    [one] { $count } год
    [few] { $count } года
    [many] { $count } лет
   *[other] { $count } года
}
every-days = { $count ->
    [1] каждый день
    [one] раз в { $count } день
    [few] раз в { $count } дня
    [many] раз в { $count } дней
   *[other] раз в { $count } дня
}
every-weeks = { $count ->
    [1] каждую неделю
    [one] раз в { $count } неделю
    [few] раз в { $count } недели
    [many] раз в { $count } недель
   *[other] раз в { $count } недели
}
every-months = { $count ->
    [1] каждый месяц
    [one] раз в { $count } месяц
    [few] раз в { $count } месяца
    [many] раз в { $count } месяцев
   *[other] раз в { $count } месяца
}
every-years = { $count ->
    [1] каждый год
    [one] раз в { $count } год
    [few] раз в { $count } года
    [many] раз в { $count } лет
   *[other] раз в { $count } года
}
relative-today = сегодня
relative-tomorrow = завтра
relative-yesterday = вчера
relative-in-days = { $count ->
    [one] через { $count } день
    [few] через { $count } дня
    [many] через { $count } дней
   *[other] через { $count } дня
}
relative-in-weeks = { $count ->
    [one] через { $count } неделю
    [few] через { $count } недели
    [many] через { $count } недель
   *[other] через { $count } недели
}
relative-in-months = { $count ->
    [one] через { $count } месяц
    [few] через { $count } месяца
    [many] через { $count } месяцев
   *[other] через { $count } месяца
}
relative-in-years = { $count ->
    [one] через { $count } год
    [few] через { $count } года
    [many] через { $count } лет
   *[other] через { $count } года
}
relative-days-ago = { $count ->
    [one] { $count } день назад
    [few] { $count } дня назад
    [many] { $count } дней назад
   *[other] { $count } дня назад
}
relative-weeks-ago = { $count ->
    [one] { $count } неделю назад
    [few] { $count } недели назад
    [many] { $count } недель назад
   *[other] { $count } недели назад
}
relative-months-ago = { $count ->
    [one] { $count } месяц назад
    [few] { $count } месяца назад
    [many] { $count } месяцев назад
   *[other] { $count } месяца назад
}
relative-years-ago = { $count ->
    [one] { $count } год назад
    [few] { $count } года назад
    [many] { $count } лет назад
   *[other] { $count } года назад
}
lasting-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
lasting-weeks = { $count ->
    [one] { $count } неделю
    [few] { $count } недели
    [many] { $count } недель
   *[other] { $count } недели
}
lasting-months = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
    [many] { $count } месяцев
   *[other] { $count } месяца
}
lasting-years = { $count ->
    [one] { $count } год
    [few] { $count } года
    [many] { $count } лет
   *[other] { $count } года
}
