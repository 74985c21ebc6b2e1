standing-odds = Вероятность, что это всё ещё клиент: { $odds }.
standing-orders = Такой клиент { $horizon } в среднем совершает ещё столько покупок: { $orders }; на деле их, вероятно, будет от { $low } до { $high }.
standing-value = Ценность: { $value }; на деле, вероятно, будет от { $low } до { $high }.
standing-once = Покупки были только в один день; с тех пор прошло: { $span }. Одна покупка не показывает ритма, поэтому дальнейшее опирается на поведение других клиентов: это слабое свидетельство.
standing-overdue = Обычно покупает { $every }; молчит уже { $silent }. Девять из десяти перерывов закончились бы за такой срок: { $after }.
standing-in-time = Обычно покупает { $every }; с последнего раза прошло: { $silent }. Задержкой это станет не раньше, чем пройдёт { $after }.
standing-still = Всё ещё клиент
standing-silent-for = молчит { $span }
standing-gap = Обычный перерыв
standing-overdue-after = задержка через { $span }
standing-expected-value = Ожидаемая ценность
standing-at-stake = Под угрозой
standing-if-here = из { $money }, будь это точно клиент
standing-spent = Потрачено на сегодня
standing-since = с { $day }
standing-strip = { $count ->
    [one] { $count } день с покупками с { $first } по { $last }, затем молчание { $silent }
    [few] { $count } дня с покупками с { $first } по { $last }, затем молчание { $silent }
    [many] { $count } дней с покупками с { $first } по { $last }, затем молчание { $silent }
   *[other] { $count } дня с покупками с { $first } по { $last }, затем молчание { $silent }
}
standing-strip-silent = Молчит { $span }
standing-if-silent = если молчит
standing-odds-title = Вероятность, что это всё ещё клиент: сейчас { $odds }
standing-odds-about = Она падает с каждым днём молчания и снова растёт с каждой покупкой. Пунктир: если ничего не произойдёт
standing-as-stood = Как было
standing-if-nothing = Если ничего не произойдёт
standing-day = День
