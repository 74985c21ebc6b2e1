merge-title = Дубликаты
merge-lede = { $count ->
    [0] Похоже, никто не записан дважды.
    [one] { $count } пара может быть одним человеком.
    [few] { $count } пары могут быть каждая одним человеком.
    [many] { $count } пар могут быть каждая одним человеком.
   *[other] { $count } пары могут быть каждая одним человеком.
}
merge-looked = Последний поиск: людей – { $people }, сравнено пар – { $pairs }.
merge-dropped = Групп, слишком больших для сравнения по одному признаку и сравнённых по более точным: { $blocks }.
merge-look = Искать снова
merge-looking = Поиск запрошен; он займёт немного времени.
merge-filter = Что показать
merge-filter-all = Все
merge-filter-likely = Вероятные
merge-filter-undecided = Неясные
merge-probability = вероятность { $percent }
merge-for = говорит за одного человека
merge-against = говорит за двоих
merge-compare = Сравнить и объединить
merge-apart = Разные люди
merge-all = Объединить все вероятные
merge-all-title = Объединить сразу пары: { $count }?
merge-all-say = Вероятность каждой не меньше { $percent }. В каждой паре остаётся тот, кого мы знаем дольше. Любое объединение можно отменить отдельно.
merge-all-do = Объединить
merge-all-done = { $count ->
    [one] Объединена { $count } пара.
    [few] Объединены { $count } пары.
    [many] Объединено { $count } пар.
   *[other] Объединено { $count } пары.
}
merge-given = Имя
merge-family = Фамилия
merge-email = Эл. почта
merge-phone = Телефон
merge-address = Адрес
merge-birthday = День рождения
merge-household = Один дом
merge-same = совпадает
merge-nickname = краткая форма
merge-spelling = иное написание
merge-swapped = переставлены
merge-typo = опечатка
merge-partly = совпадает частично
merge-slightly = немного похоже
merge-different = различается
merge-missing = неизвестно
merge-relatives = возможно, родственники
merge-preview-title = Объединить двух людей
merge-stays = Остаётся
merge-goes = Уходит
merge-turn = Наоборот
merge-known-by = Известен по
merge-identities = Как мы его знаем
merge-orders = Заказы
merge-facts = Факты
merge-promises = Обещания и пожелания
merge-entries = В ленте событий
merge-choose = Что верно?
merge-filled = Добавится к тому, кто остаётся
merge-relations-gone = { $count ->
    [one] { $count } связь, повторяющая другую, исчезнет и вернётся при отмене.
    [few] { $count } связи, повторяющие другие, исчезнут и вернутся при отмене.
    [many] { $count } связей, повторяющих другие, исчезнут и вернутся при отмене.
   *[other] { $count } связи, повторяющие другие, исчезнут и вернутся при отмене.
}
merge-happens = Остаётся { $name } и получает всё от второго: всё, по чему его знают, и всё, что по этому пришло. Старая страница будет вести сюда. Это можно отменить.
merge-do = Объединить
merge-undo = Отменить
merge-list = Объединения
merge-list-none = Ещё никого не объединяли.
merge-line = { $absorbed } → { $survivor }
merge-undone = отменено { $when }
merge-kept = Отменено. Изменено с тех пор и оставлено как есть: { $fields }.
merge-undone-now = Отменено: оба такие, как были.
merge-with = Объединить с…
merge-with-say = Адрес страницы или id второго человека
merge-told-apart = Признаны разными
merge-lift = Всё же могут быть одним человеком
merge-pages = Страницы списка
merge-next = Дальше
merge-back = Назад к дубликатам
merge-refused-same = Это уже один и тот же человек; выберите двух.
merge-refused-merged = Один из них уже объединён. Откройте его страницу, чтобы увидеть, с кем.
merge-refused-kinds = Человек и организация не могут быть одним; укажите, как они связаны.
merge-refused-distinct = { $when } кто-то указал, что это разные люди. Если это ошибка, сначала отмените это.
merge-refused-undone = Это объединение уже отменено.
merge-refused-merged-on = Тот, с кем объединили, с тех пор объединён дальше; сначала отмените то объединение.
merge-refused-nothing-left = Не осталось ничего, по чему его знали, поэтому возвращать некого.
merge-refused-erased = Одного из них стёрли; не осталось ничего, что можно объединить или разделить.
merge-field-name = Полное имя
merge-field-says = Как произносится
merge-field-title = Обращение
merge-field-language = Язык
merge-field-zone = Часовой пояс
merge-field-website = Сайт
merge-field-street = Улица
merge-field-city = Город
merge-field-region = Регион
merge-field-postal-code = Индекс
merge-field-country = Страна
merge-details = Подробнее
merge-row-keys = Клавиши: j и k ведут от пары к паре, o открывает подробности.
merge-to-undo = К списку объединений, где каждое можно отменить
