format-under = alle { $share }
format-over = yli { $share }
format-interval = { $value } ({ $low }–{ $high })
format-range = { $low }–{ $high }
format-interval-beyond = { $value } (39:llä 40:stä tällaisesta asiakkaasta alle { $high }, harvoilla paljon enemmän)
format-range-beyond = 39:llä 40:stä tällaisesta asiakkaasta alle { $high }, harvoilla paljon enemmän
format-instant = { $day } klo { $time }
span-days = { $count ->
    [one] { $count } päivä
   *[other] { $count } päivää
}
span-weeks = { $count ->
    [one] { $count } viikko
   *[other] { $count } viikkoa
}
span-months = { $count ->
    [one] { $count } kuukausi
   *[other] { $count } kuukautta
}
span-years = { $count ->
    [one] { $count } vuosi
   *[other] { $count } vuotta
}
every-days = { $count ->
    [1] päivittäin
    [one] { $count } päivän välein
   *[other] { $count } päivän välein
}
every-weeks = { $count ->
    [1] viikoittain
    [one] { $count } viikon välein
   *[other] { $count } viikon välein
}
every-months = { $count ->
    [1] kuukausittain
    [one] { $count } kuukauden välein
   *[other] { $count } kuukauden välein
}
every-years = { $count ->
    [1] vuosittain
    [one] { $count } vuoden välein
   *[other] { $count } vuoden välein
}
relative-today = tänään
relative-tomorrow = huomenna
relative-yesterday = eilen
relative-in-days = { $count ->
    [one] { $count } päivän kuluttua
   *[other] { $count } päivän kuluttua
}
relative-in-weeks = { $count ->
    [one] { $count } viikon kuluttua
   *[other] { $count } viikon kuluttua
}
relative-in-months = { $count ->
    [one] { $count } kuukauden kuluttua
   *[other] { $count } kuukauden kuluttua
}
relative-in-years = { $count ->
    [one] { $count } vuoden kuluttua
   *[other] { $count } vuoden kuluttua
}
relative-days-ago = { $count ->
    [one] { $count } päivä sitten
   *[other] { $count } päivää sitten
}
relative-weeks-ago = { $count ->
    [one] { $count } viikko sitten
   *[other] { $count } viikkoa sitten
}
relative-months-ago = { $count ->
    [one] { $count } kuukausi sitten
   *[other] { $count } kuukautta sitten
}
relative-years-ago = { $count ->
    [one] { $count } vuosi sitten
   *[other] { $count } vuotta sitten
}
lasting-days = { $count ->
    [one] { $count } päivän
   *[other] { $count } päivää
}
lasting-weeks = { $count ->
    [one] { $count } viikon
   *[other] { $count } viikkoa
}
lasting-months = { $count ->
    [one] { $count } kuukauden
   *[other] { $count } kuukautta
}
lasting-years = { $count ->
    [one] { $count } vuoden
   *[other] { $count } vuotta
}
