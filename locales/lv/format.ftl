format-under = mazāk par { $share }
format-over = vairāk par { $share }
format-interval = { $value } (no { $low } līdz { $high })
format-range = no { $low } līdz { $high }
format-interval-beyond = { $value } (39 no 40 šādiem klientiem zem { $high }, dažiem daudz vairāk)
format-range-beyond = 39 no 40 šādiem klientiem zem { $high }, dažiem daudz vairāk
format-instant = { $day } { $time }
span-days = { $count ->
    [zero] { $count } dienu
    [one] { $count } diena
   *[other] { $count } dienas
}
span-weeks = { $count ->
    [zero] { $count } nedēļu
    [one] { $count } nedēļa
   *[other] { $count } nedēļas
}
span-months = { $count ->
    [zero] { $count } mēnešu
    [one] { $count } mēnesis
   *[other] { $count } mēneši
}
span-years = { $count ->
    [zero] { $count } gadu
    [one] { $count } gads
   *[other] { $count } gadi
}
every-days = { $count ->
    [1] ik dienu
    [zero] ik pēc { $count } dienām
    [one] ik pēc { $count } dienas
   *[other] ik pēc { $count } dienām
}
every-weeks = { $count ->
    [1] ik nedēļu
    [zero] ik pēc { $count } nedēļām
    [one] ik pēc { $count } nedēļas
   *[other] ik pēc { $count } nedēļām
}
every-months = { $count ->
    [1] ik mēnesi
    [zero] ik pēc { $count } mēnešiem
    [one] ik pēc { $count } mēneša
   *[other] ik pēc { $count } mēnešiem
}
every-years = { $count ->
    [1] ik gadu
    [zero] ik pēc { $count } gadiem
    [one] ik pēc { $count } gada
   *[other] ik pēc { $count } gadiem
}
relative-today = šodien
relative-tomorrow = rīt
relative-yesterday = vakar
relative-in-days = { $count ->
    [zero] pēc { $count } dienām
    [one] pēc { $count } dienas
   *[other] pēc { $count } dienām
}
relative-in-weeks = { $count ->
    [zero] pēc { $count } nedēļām
    [one] pēc { $count } nedēļas
   *[other] pēc { $count } nedēļām
}
relative-in-months = { $count ->
    [zero] pēc { $count } mēnešiem
    [one] pēc { $count } mēneša
   *[other] pēc { $count } mēnešiem
}
relative-in-years = { $count ->
    [zero] pēc { $count } gadiem
    [one] pēc { $count } gada
   *[other] pēc { $count } gadiem
}
relative-days-ago = { $count ->
    [zero] pirms { $count } dienām
    [one] pirms { $count } dienas
   *[other] pirms { $count } dienām
}
relative-weeks-ago = { $count ->
    [zero] pirms { $count } nedēļām
    [one] pirms { $count } nedēļas
   *[other] pirms { $count } nedēļām
}
relative-months-ago = { $count ->
    [zero] pirms { $count } mēnešiem
    [one] pirms { $count } mēneša
   *[other] pirms { $count } mēnešiem
}
relative-years-ago = { $count ->
    [zero] pirms { $count } gadiem
    [one] pirms { $count } gada
   *[other] pirms { $count } gadiem
}
lasting-days = { $count ->
    [zero] { $count } dienu
    [one] { $count } dienu
   *[other] { $count } dienas
}
lasting-weeks = { $count ->
    [zero] { $count } nedēļu
    [one] { $count } nedēļu
   *[other] { $count } nedēļas
}
lasting-months = { $count ->
    [zero] { $count } mēnešu
    [one] { $count } mēnesi
   *[other] { $count } mēnešus
}
lasting-years = { $count ->
    [zero] { $count } gadu
    [one] { $count } gadu
   *[other] { $count } gadus
}
