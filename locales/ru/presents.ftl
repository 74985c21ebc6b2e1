presents-title = Подарки
presents-says = Мелочи, которые лежат наготове. Кому подарок назначен, тому его откладывают; при отправке он уходит с полки.
presents-none = Подарков пока нет.
presents-name = Что это
presents-cost = Сколько стоит один
presents-shelf = На полке
presents-shelf-says = Все, что там лежат, вместе с отложенными. Оставьте пустым, и считать никто не будет.
presents-mark = Сказать, когда свободных меньше чем
presents-free = Свободно
presents-uncounted = не считают
presents-reserved = Отложено
presents-sent = В пути
presents-delivered = Доставлено
presents-returned = Вернулось
presents-released = Отменено
presents-spent = Расход с начала года
presents-new = Новый подарок
presents-make = Добавить
presents-change = Исправить или пересчитать
presents-save = Сохранить
presents-put-away = Убрать
presents-put-away-says = Дарить его больше никто не сможет. Что уже отложено, ещё можно отправить.
presents-bring-out = Снова достать
presents-is-away = убран
presents-parcels = Посылки
presents-parcels-none = Таких посылок нет.
presents-all = Все
presents-state = Что стало с посылкой
presents-days = { $days ->
    [0] с сегодняшнего дня
    [one] уже { $days } день
    [few] уже { $days } дня
    [many] уже { $days } дней
   *[other] уже { $days } дней
}
presents-left = { $name }: { $count ->
    [0] не осталось
    [one] остался { $count }
    [few] осталось { $count }
    [many] осталось { $count }
   *[other] осталось { $count }
}
presents-choose = Какой подарок
presents-any = Как сказано в словах
presents-send = Отправлено
presents-send-note = Номер отправления или заметка
presents-back = Вернулось
presents-onto-shelf = Положить обратно на полку
presents-wrong-name = Скажите, что это за подарок, не более чем в { $most } знаках.
presents-wrong-cost = Скажите, сколько стоит один: ноль или больше, например 4,50.
presents-wrong-pieces = Укажите количество целым числом от 0 до { $most }.
presents-wrong-put-by = { $count ->
    [one] { $count } из них отложен для кого-то: насчитайте хотя бы столько или сначала отмените задачу.
    [few] { $count } из них отложены для кого-то: насчитайте хотя бы столько или сначала отмените задачи.
    [many] { $count } из них отложены для кого-то: насчитайте хотя бы столько или сначала отмените задачи.
   *[other] { $count } из них отложены для кого-то: насчитайте хотя бы столько или сначала отмените задачи.
}
presents-wrong-many = Подарков уже столько, сколько может быть.
presents-wrong-named = Его называют сценарии: { $plays }. Выберите там другой подарок или сначала завершите их.
presents-wrong-none-left = Этот подарок подарить нельзя: он убран, или их не осталось. Выберите другой или пересчитайте полку.
presents-wrong-kind = С полки может быть только небольшой подарок.
presents-wrong-not-sent = Подарок ещё не отправлен. Сначала отметьте отправку.
presents-wrong-ended = Кто-то уже сказал, что с ним стало; сейчас это так.
