gifts-title = Сертификаты
gifts-certificate = Сертификат
gifts-till = Касса
gifts-none = Сертификатов пока нет.
gifts-give = Подарить сертификат
gifts-give-says = Подарок, а не скидка: сумма, которую можно потратить, или проба того, чего человек ещё не пробовал.
gifts-kind = На что он годен
gifts-money = Денежная сумма
gifts-trial = Проба
gifts-amount = Сумма
gifts-what = Что можно попробовать
gifts-cost = Во что это нам обойдётся
gifts-last-day = Последний день
gifts-last-day-says = Действует по этот день включительно; если оставить пустым — бессрочно.
gifts-give-do = Подарить
gifts-whose = Чей
gifts-balance = Остаток
gifts-state = Состояние
gifts-until = Действует до
gifts-for = Для кого:
gifts-qr = QR-код, который открывает кассу с этим кодом
gifts-print = Распечатать
gifts-to-till = Открыть в кассе
gifts-history = Что списано
gifts-history-none = С него пока ничего не списано.
gifts-void = Аннулировать
gifts-void-reason = Почему
gifts-void-do = Аннулировать этот сертификат
gifts-left = Осталось: { $left }
gifts-took = Списано: { $amount }
gifts-put-back = Возвращено
gifts-put-back-amount = Возвращено: { $amount }
gifts-trial-of = Проба: { $what }
gifts-trial-taken = Проба использована
gifts-voided-on = Аннулирован { $when }.
gifts-never-expires = Бессрочно
gifts-through = Действует по { $day } включительно
gifts-state-open = действует
gifts-state-used = использован
gifts-state-expired = истёк
gifts-state-voided = аннулирован
gifts-code-length = В коде 17 букв и цифр, а введено { $typed }; проверьте ещё раз.
gifts-code-character = Знака «{ $letter }» в кодах не бывает; проверьте ещё раз.
gifts-code-slip = В коде опечатка; проверьте каждый знак.
gifts-unknown = Сертификата с таким кодом нет; проверьте ещё раз или спросите того, кто его принёс.
gifts-expired = Срок истёк: последним днём было { $day }.
gifts-voided = Он аннулирован и больше не действует.
gifts-not-enough = На нём осталось только { $left }.
gifts-taken-already = Эта проба уже использована.
gifts-too-much-back = С него списано только { $taken }, больше вернуть нельзя.
gifts-bad-amount = Введите сумму больше нуля, например 12,50.
gifts-request-taken = Касса под этим именем уже запрашивала другую сумму; откройте сертификат заново.
gifts-not-today = Отменить можно только списанное сегодня.
gifts-bad-expiry = Выберите последний день от сегодняшнего, не дальше десяти лет.
gifts-undo = Отменить
gifts-take-amount = Списать
gifts-note = Заметка
gifts-take = Списать
gifts-take-all = Списать всё: { $left }
gifts-code = Код
gifts-code-says = Большими или маленькими буквами, с дефисами или без; O и 0, I и 1 здесь одно и то же.
gifts-till-name = Какая касса
gifts-look-up = Найти
gifts-owe-nothing = Долга нет: ни одного действующего денежного сертификата.
gifts-moved = Что изменилось
gifts-moved-says = Остаток в начале плюс выданное, минус списанное, истёкшее и аннулированное — остаток в конце.
gifts-from = С
gifts-to = По
gifts-show = Показать
gifts-csv = Таблицей
gifts-moved-none = За это время сертификатов не было.
gifts-currency = Валюта
gifts-opening = Остаток в начале
gifts-issued = Выдано
gifts-redeemed = Списано
gifts-expired-sum = Истекло
gifts-voided-sum = Аннулировано
gifts-closing = Остаток в конце
gifts-soon = Скоро истекут неиспользованными
gifts-soon-none = В ближайшие 30 дней ни один не истекает.
gifts-trials = Пробы, штук
gifts-lapse = Истекает
gifts-lapse-title = Когда истекает то, что мы должны ({ $currency })
gifts-lapse-about = Действующие остатки по месяцу последнего дня.
gifts-count = Сколько
gifts-of-month = выдан: { $month }
gifts-never = никогда
gifts-figure = Показатель
gifts-wait = Здесь перепробовано слишком много неверных кодов; подождите { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
    [many] { $minutes } минут
   *[other] { $minutes } минуты
} или откройте сертификат со страницы человека.
gifts-others = { $count ->
    [one] ещё { $count } сертификат
    [few] ещё { $count } сертификата
    [many] ещё { $count } сертификатов
   *[other] ещё { $count } сертификата
}
gifts-owe = Мы должны { $owed } { $count ->
    [one] по { $count } действующему сертификату.
    [few] по { $count } действующим сертификатам.
    [many] по { $count } действующим сертификатам.
   *[other] по { $count } действующим сертификатам.
}
calendars-title = Праздники
calendars-says = Ваши собственные дни, когда людей поздравляют, вдобавок к тем, что программа знает.
calendars-known = Программа знает:
calendars-called = Как он называется
calendars-rules = Праздники, по одному в строке
calendars-save = Сохранить
calendars-remove = Убрать
calendars-new = Записать новый
calendars-how = Название, знак равенства и когда он бывает; строка, начинающаяся с #, ничего не значит. Например:
calendars-name = Короткое имя
calendars-name-says = Маленькие латинские буквы, цифры, - и _; под этим именем его знают сценарии.
calendars-kept = Какие праздники отмечают
calendars-kept-says = Как они нам сказали. Если ничего не отмечено, решает их страна.
calendars-latvia = Латвия
calendars-finland = Финляндия
calendars-persian = Персидский
calendars-russian = Русский
calendars-orthodox = Православный
calendars-united-states = США
calendars-western = Западный
calendars-bad-name = Назовите календарь маленькими латинскими буквами, цифрами, - или _, и не так, как уже назван другой.
calendars-too-long = Это больше, чем вмещает календарь; уберите дни, когда никого не поздравляют.
calendars-too-many = Календарей уже столько, сколько может быть; сначала уберите один.
calendars-unknown = Календаря «{ $name }» нет; сначала запишите его.
calendars-no-equals = В строке { $line } нет названия и даты; напишите как «Founding day = 09-14».
calendars-no-name = Название в строке { $line } пустое или слишком длинное.
calendars-twice = В строке { $line } назван праздник, который уже есть выше.
calendars-no-rule = «{ $rule }» в строке { $line } — не правило; напишите как в примерах.
calendars-no-day = Дня «{ $day }» нет (строка { $line }).
