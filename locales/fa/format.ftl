format-under = کمتر از { $share }
format-over = بیش از { $share }
format-interval = { $value } (از { $low } تا { $high })
format-range = از { $low } تا { $high }
format-interval-beyond = { $value } (۳۹ نفر از هر ۴۰ مشتری مانند او کمتر از { $high }، شماری اندک بسیار بیشتر)
format-range-beyond = ۳۹ نفر از هر ۴۰ مشتری مانند او کمتر از { $high }، شماری اندک بسیار بیشتر
format-instant = { $day }، ساعت { $time }
span-days = { $count } روز
span-weeks = { $count } هفته
span-months = { $count } ماه
span-years = { $count } سال
every-days = { $count ->
    [1] هر روز
   *[other] هر { $count } روز
}
every-weeks = { $count ->
    [1] هر هفته
   *[other] هر { $count } هفته
}
every-months = { $count ->
    [1] هر ماه
   *[other] هر { $count } ماه
}
every-years = { $count ->
    [1] هر سال
   *[other] هر { $count } سال
}
relative-today = امروز
relative-tomorrow = فردا
relative-yesterday = دیروز
relative-in-days = { $count } روز دیگر
relative-in-weeks = { $count } هفته دیگر
relative-in-months = { $count } ماه دیگر
relative-in-years = { $count } سال دیگر
relative-days-ago = { $count } روز پیش
relative-weeks-ago = { $count } هفته پیش
relative-months-ago = { $count } ماه پیش
relative-years-ago = { $count } سال پیش
lasting-days = { $count } روز
lasting-weeks = { $count } هفته
lasting-months = { $count } ماه
lasting-years = { $count } سال
