plays-title = Знаки внимания
plays-says = Добрый жест нужному человеку в нужный момент, а несколько человек всегда в стороне, чтобы однажды узнать, что это дало.
plays-none = Пока ничего нет. Начните с одного из готовых сценариев.
plays-none-so = В таком состоянии нет ни одного сценария.
plays-new = Новый сценарий
plays-all = Все
plays-filter = Показать
plays-never = Он ни до кого не доходит.
plays-state-draft = Черновик
plays-state-waiting = Ждёт одобрения
plays-state-running = Идёт
plays-state-met = Все охвачены
plays-state-paused = Приостановлен
plays-state-ended = Завершён
plays-met = { $count ->
    [one] охвачен { $count } человек
    [few] охвачено { $count } человека
    [many] охвачено { $count } человек
   *[other] охвачено { $count } человека
}
plays-held = { $count ->
    [one] { $count } в стороне
    [few] { $count } в стороне
    [many] { $count } в стороне
   *[other] { $count } в стороне
}
plays-choose = Какой сценарий?
plays-choose-says = Каждый начинается черновиком: пока вы его не запустите, ничего не отправляется, и каждое слово можно изменить.
plays-take = Взять этот
plays-empty = Пустой сценарий
plays-empty-says = Начните с записки от руки для всех и измените каждую часть.
plays-sentence = { $who }, { $when }, получает { $steps }, { $often }, { $quiet }.
plays-sentence-proof = Стоимость: { $cost }. Удалось, если { $success }; { $held }.
plays-who-everybody = Каждый
plays-who-clauses = Каждый, о ком верно: { $clauses }
plays-who-rule = Каждый, кто подходит под правило
plays-is-at-least = { $word } — не меньше { $value }
plays-is-over = { $word } — больше { $value }
plays-is-at-most = { $word } — не больше { $value }
plays-is-under = { $word } — меньше { $value }
plays-is-equal = { $word } — «{ $value }»
plays-is-other = { $word } — не «{ $value }»
plays-is-with = { $word } — есть «{ $value }»
plays-is-without = { $word } — нет «{ $value }»
plays-choose-at-least = не меньше
plays-choose-over = больше
plays-choose-at-most = не больше
plays-choose-under = меньше
plays-choose-equal = равно
plays-choose-other = не равно
plays-choose-with = содержит
plays-choose-without = не содержит
plays-word-orders = число заказов
plays-word-spend = потраченная сумма
plays-word-p-alive = вероятность, что ещё клиент
plays-word-expected-orders = число ожидаемых заказов
plays-word-expected-value = ожидаемая ценность
plays-word-at-stake = ценность под угрозой
plays-word-rhythm = ритм в днях
plays-word-overdue = число дней опоздания
plays-word-silent-days = число дней молчания
plays-word-silent-rhythms = молчание в собственных ритмах
plays-word-known-days = число дней с первого заказа
plays-word-products = список купленных товаров
plays-word-fact-kinds = виды запомненных фактов
plays-word-fact-texts = запомненные факты
plays-word-private-kinds = виды личных фактов
plays-word-private-texts = личные факты
plays-word-special-kinds = виды особо охраняемых фактов
plays-word-special-texts = особо охраняемые факты
plays-word-consent-given = темы с согласием
plays-word-consent-refused = темы с отказом
plays-word-tier = уровень
plays-word-left-reason = причина ухода
plays-word-stakes = кем приходится нам
plays-word-kind = вид
plays-word-language = язык
plays-word-city = город
plays-word-country = страна
plays-when-rule = как только это верно
plays-when-once = один раз, начиная с { $at }
plays-when-date = { $days ->
    [0] в каждую дату, записанную как «{ $fact }»
    [one] за { $days } день до каждой даты, записанной как «{ $fact }»
    [few] за { $days } дня до каждой даты, записанной как «{ $fact }»
    [many] за { $days } дней до каждой даты, записанной как «{ $fact }»
   *[other] за { $days } дня до каждой даты, записанной как «{ $fact }»
}
plays-when-date-of = { $date }, если там есть одно из слов: { $said }
plays-when-holiday = { $days ->
    [0] в праздник «{ $holiday }», если отмечает его
    [one] за { $days } день до праздника «{ $holiday }», если отмечает его
    [few] за { $days } дня до праздника «{ $holiday }», если отмечает его
    [many] за { $days } дней до праздника «{ $holiday }», если отмечает его
   *[other] за { $days } дня до праздника «{ $holiday }», если отмечает его
}
plays-when-silence = когда молчание длится столько собственных ритмов: { $rhythms }
plays-when-order = { $days ->
    [0] с каждым заказом
    [one] через { $days } день после каждого заказа
    [few] через { $days } дня после каждого заказа
    [many] через { $days } дней после каждого заказа
   *[other] через { $days } дня после каждого заказа
}
plays-when-order-nth = { $days ->
    [0] с заказом № { $nth }
    [one] через { $days } день после заказа № { $nth }
    [few] через { $days } дня после заказа № { $nth }
    [many] через { $days } дней после заказа № { $nth }
   *[other] через { $days } дня после заказа № { $nth }
}
plays-when-product = { $days ->
    [0] при покупке «{ $sku }»
    [one] через { $days } день после покупки «{ $sku }»
    [few] через { $days } дня после покупки «{ $sku }»
    [many] через { $days } дней после покупки «{ $sku }»
   *[other] через { $days } дня после покупки «{ $sku }»
}
plays-when-score-above = когда { $figure } поднимается выше { $line }
plays-when-score-below = когда { $figure } опускается ниже { $line }
plays-what-letter = письмо «{ $name }»
plays-what-letter-gone = письмо, которое ещё надо выбрать
plays-what-letter-with = письмо «{ $name }» с сертификатом ({ $worth })
plays-what-note = записку от руки
plays-what-call = звонок
plays-what-present = небольшой подарок
plays-what-present-named = подарок: { $name }
plays-what-task = что-то сделанное вручную
plays-what-certificate = сертификат ({ $worth })
plays-step-itself = { $what }
plays-step-serves = { $what } от того, кто обслуживает
plays-step-by = { $what } (делает: { $name })
plays-step-later = { $days ->
    [0] { $step }
    [one] через { $days } день { $step }
    [few] через { $days } дня { $step }
    [many] через { $days } дней { $step }
   *[other] через { $days } дня { $step }
}
plays-often-once = не больше одного раза
plays-often-yearly = не чаще раза в год
plays-often-days = { $days ->
    [one] не чаще раза в { $days } день
    [few] не чаще раза в { $days } дня
    [many] не чаще раза в { $days } дней
   *[other] не чаще раза в { $days } дня
}
plays-often-until = { $often }, до { $day } включительно
plays-often-most = { $most ->
    [one] { $often }, и не больше { $most } человека в день
    [few] { $often }, и не больше { $most } человек в день
    [many] { $often }, и не больше { $most } человек в день
   *[other] { $often }, и не больше { $most } человек в день
}
plays-quiet-usual = не в тихие часы
plays-quiet-own = не в тихие часы, которые здесь ещё и с { $from } до { $to }
plays-quiet-days = не в тихие часы и не в эти дни: { $days }
plays-quiet-both = не в тихие часы, которые здесь ещё и с { $from } до { $to }, и не в эти дни: { $days }
plays-cost-nothing = никакой
plays-cost-each = { $money } на человека
plays-goal-return = { $days ->
    [one] в течение { $days } дня человек покупает снова
    [few] в течение { $days } дней человек покупает снова
    [many] в течение { $days } дней человек покупает снова
   *[other] в течение { $days } дня человек покупает снова
}
plays-goal-revenue = { $days ->
    [one] в течение { $days } дня человек тратит больше
    [few] в течение { $days } дней человек тратит больше
    [many] в течение { $days } дней человек тратит больше
   *[other] в течение { $days } дня человек тратит больше
}
plays-goal-visit = { $days ->
    [one] в течение { $days } дня человек заходит
    [few] в течение { $days } дней человек заходит
    [many] в течение { $days } дней человек заходит
   *[other] в течение { $days } дня человек заходит
}
plays-goal-answer = { $days ->
    [one] в течение { $days } дня человек отвечает
    [few] в течение { $days } дней человек отвечает
    [many] в течение { $days } дней человек отвечает
   *[other] в течение { $days } дня человек отвечает
}
plays-held-share = { $share } остаются в стороне
plays-held-nobody = никто не остаётся в стороне
plays-held-owed = никто не остаётся в стороне, потому что это долг
plays-field-name = Название сценария
plays-field-who-by = Как вы скажете, кто?
plays-field-who-clicks = Выбором
plays-field-who-text = Правилом на языке CEL
plays-field-clause = Условие { $number }
plays-field-nothing = больше ничего
plays-field-comparison = Сравнение
plays-field-value = Значение
plays-field-clauses-hint = Все условия должны быть верны. Пусто — для каждого. После сохранения появится место для новых.
plays-field-rule = Правило
plays-field-rule-hint = Имена, которые может называть правило:
plays-field-too-clever = Это правило говорит больше, чем можно выбрать, поэтому стоит как текст.
plays-field-when = Когда?
plays-field-when-rule = Как только условия верны
plays-field-when-once = Все, один раз
plays-field-when-date = Запомненная дата
plays-field-when-holiday = Праздник
plays-field-when-silence = Молчание
plays-field-when-order = Заказ
plays-field-when-product = Товар
plays-field-when-score = Показатель
plays-field-at = Начиная с
plays-field-fact = Записано как
plays-field-fact-words = С одним из слов (через запятую; пусто — с любыми)
plays-field-before = За сколько дней
plays-field-after = Через сколько дней
plays-field-rhythms = Сколько собственных ритмов
plays-field-nth = Какой заказ (пусто — каждый)
plays-field-sku = Код товара
plays-field-figure = Показатель
plays-field-line = Граница
plays-field-crosses = Пересекает её
plays-field-above = вверх
plays-field-below = вниз
plays-field-step = Шаг { $number }
plays-field-no-step = ничего
plays-field-what = Что
plays-field-what-letter = Письмо
plays-field-what-note = Записка от руки
plays-field-what-call = Звонок
plays-field-what-present = Небольшой подарок
plays-field-what-task = Другое, сделанное вручную
plays-field-what-certificate = Сертификат
plays-field-wait = Дней после предыдущего шага
plays-field-letter = Какое письмо
plays-field-words = С каких слов начать
plays-field-gives = С сертификатом
plays-field-gives-none = без него
plays-field-gives-money = сумма
plays-field-gives-trial = проба
plays-field-amount = Сумма
plays-field-trial-of = Что попробовать
plays-field-trial-cost = Во что нам обходится проба
plays-field-expires = Дней до истечения (пусто — бессрочно)
plays-field-by = Кто делает
plays-field-by-itself = само собой или тот, кто обслуживает
plays-field-cost = Стоимость каждого раза
plays-field-topic = На какую тему (кто отказался от неё, не получает ничего)
plays-field-no-topic = без темы
plays-field-again = Дней до следующего раза (пусто — никогда)
plays-field-most = Не больше людей в день (пусто — все)
plays-field-until = Последний день, когда он застаёт людей (пусто — пока не завершите)
plays-field-quiet-from = Тихо с
plays-field-quiet-to = до
plays-field-quiet-days = Целиком тихие дни
plays-field-quiet-hint = По времени самого человека, вдобавок к тихим часам программы.
plays-field-goal = Что считать успехом
plays-field-goal-return = Покупает снова
plays-field-goal-revenue = Сколько тратит
plays-field-goal-visit = Заходит
plays-field-goal-answer = Отвечает
plays-field-within = За сколько дней
plays-field-holdout = Остаются в стороне, в процентах
plays-field-holdout-hint = Решает случай, один раз для каждого. Только глядя на оставшихся в стороне, можно узнать, что дал сценарий.
plays-field-reason = Если в стороне никто: почему?
plays-field-organisation = Разыгрывать людей одной организации вместе
plays-field-owed = Это долг (соболезнование, исправление ошибки, обещание): получают все
plays-save = Сохранить
plays-wrong-number = «{ $value }» — не число, которое может стоять в поле «{ $field }».
plays-wrong-clause-is = Условие { $number }: «{ $is }» не подходит к «{ $word }». Выберите: { $can }.
plays-wrong-clause-empty = Условие { $number }: укажите, с чем сравнивать «{ $word }».
plays-wrong-clause-number = Условие { $number }: «{ $value }» — не число, которое подошло бы к «{ $word }».
plays-wrong-date = «{ $fact }» — не тот вид факта, у которого бывает дата. Выберите другой.
plays-wrong-holiday = Праздника «{ $holiday }» больше нет ни в одном календаре. Выберите другой или верните его в свой календарь.
plays-wrong-silence = Молчание длиннее нуля ритмов. Напишите число больше 0.
plays-wrong-line = Граница должна быть числом.
plays-wrong-product = Напишите код товара.
plays-wrong-order = Заказы считаются с 1. Оставьте поле пустым, если речь о каждом заказе.
plays-wrong-no-holiday = Письмо «{ $letter }» называет праздник, к которому его отправляют. Выберите праздник как повод или напишите в письме, что сказать, если праздника нет.
plays-wrong-letter = Выберите, какое письмо отправлять на шаге { $number }.
plays-wrong-no-step = Скажите, что надо сделать.
plays-wrong-too-many-steps = Шагов может быть не больше { $most }.
plays-wrong-rule-long = Правило слишком длинное; в нём может быть не больше { $most } байт.
plays-wrong-days = { $days } дней — слишком много; можно назвать не больше { $most }.
plays-wrong-no-time = Скажите, за сколько дней должен проявиться успех.
plays-wrong-no-reason = В стороне не осталось бы никого, и ничего нельзя было бы доказать. Напишите почему или оставьте в стороне 10 %.
plays-wrong-holdout = Столько оставить в стороне нельзя; не больше { $most }.
plays-wrong-owed = Долг исполняют для всех: оставьте в стороне 0 %.
plays-wrong-topic = Выберите тему написанного, чтобы от неё можно было отказаться.
plays-wrong-cost = Шаг не может стоить меньше нуля.
plays-wrong-step-amount = Шаг { $number }: укажите сумму больше нуля и не сверх возможного.
plays-wrong-step-trial = Шаг { $number }: скажите, что можно попробовать, не длиннее { $most } знаков.
plays-wrong-step-expiry = Шаг { $number }: сертификат может действовать не больше { $most } дней.
plays-wrong-step-words = Шаг { $number }: в словах может быть не больше { $most } знаков.
plays-wrong-step-owner = Шаг { $number } поручен тому, кто здесь больше не работает; выберите кого-нибудь из команды.
plays-wrong-step-present = Шаг { $number } называет подарок, которого нет в списке или который убран; выберите из тех, что есть.
plays-wrong-name = Дайте сценарию название не длиннее { $most } знаков.
plays-wrong-quiet = Тихие часы должны оставлять хоть какое-то время недели.
plays-wrong-state = В нынешнем состоянии сценария это сделать нельзя.
plays-wrong-approval = Сначала сценарий должен одобрить кто-то другой.
plays-wrong-own = Последним этот сценарий писали вы; одобрить его должен кто-то другой.
plays-wrong-running = Сценарий идёт. Приостановите его, затем меняйте; кто уже в пути, закончит по тому, что было вначале.
plays-wrong-both = Пока вы писали, этот сценарий сохранил кто-то другой. Теперь там стоит: «{ $theirs }» Написанное вами пока ниже; сохраните ещё раз, чтобы поставить его на место.
plays-wrong-moved = Тем временем этот сценарий изменил кто-то другой. Вот как он выглядит сейчас.
plays-wrong-rule = В правиле ошибка в строке { $line }, знаке { $column }: { $problem }
plays-wrong-rule-clause = в условии
plays-rule-syntax = его нельзя прочесть. Разборщик говорит: { $said }
plays-rule-name = «{ $name }» не существует.
plays-rule-near = «{ $name }» не существует; возможно, имелось в виду «{ $near }».
plays-rule-function = функции «{ $name }» не существует.
plays-rule-types = «{ $of }» не сочетается с { $given }.
plays-rule-no-truth = оно должно быть истинным или ложным.
plays-rule-too-long = на каждого человека ушло бы слишком много времени; просматривайте меньше списков.
plays-rule-too-deep = оно слишком глубокое; напишите с меньшим числом скобок.
plays-rule-level = вам нельзя спрашивать о «{ $name }»; это должен написать тот, кому можно.
plays-now = Как он стоит
plays-submit = Попросить одобрения
plays-submit-says = Кто-то другой прочтёт и одобрит. Ничего не отправляется.
plays-approve = Одобрить
plays-approve-says = Вы прочли и отвечаете за это. После этого сценарий можно запустить.
plays-start = Запустить
plays-start-says = Случай раз и навсегда решает, кто остаётся в стороне, и с этого момента люди получают внимание.
plays-pause = Приостановить
plays-pause-says = Пока никто ничего не получает; кто в пути, ждёт.
plays-go-on = Продолжить
plays-go-on-says = Люди снова получают внимание; кто ждал, идёт дальше.
plays-end = Завершить навсегда
plays-end-says = Кто в пути, выходит, открытые задания отменяются. Закончить раньше, потому что выглядит хорошо или плохо, значит испортить доказательство.
plays-approved-by = Одобрен { $day }.
plays-started-on = Запущен { $day }.
plays-ended-on = Завершён { $day }.
plays-rehearse = Прогнать
plays-people = Люди
plays-why = Почему?
plays-rehearsal = Прогон
plays-rehearsal-says = Что сценарий сделал бы сегодня. Прогон смотрит так же, как сам сценарий, и ничего не записывает.
plays-rehearsal-next = Что сценарий сделал бы, когда в следующий раз наступит его момент: { $at }. Прогон смотрит так же, как сам сценарий, на людей, какие они сегодня, и ничего не записывает.
plays-rehearsal-within = Что сценарий сделал бы за ближайшие { $days } дней. Прогон смотрит так же, как сам сценарий, на людей, какие они сегодня, и ничего не записывает.
plays-rehearsal-found = подходят по моменту
plays-rehearsal-met = получили бы
plays-rehearsal-held = в стороне этого сценария
plays-rehearsal-held-all = в стороне от всего
plays-rehearsal-cost = расходы, не больше
plays-rehearsal-nobody = Никто ничего бы не получил.
plays-rehearsal-some = Некоторые из тех, кто получил бы
plays-rehearsal-not = Кто не получил бы и почему
plays-rehearsal-clauses = Условия, которые говорят против
plays-rehearsal-clause = Не выполняется: { $clause }
plays-rehearsal-some-not = Некоторые из них
plays-rehearsal-fails = { $count ->
    [one] { $count } человек
    [few] { $count } человека
    [many] { $count } человек
   *[other] { $count } человека
}
plays-rehearsal-broken = { $count ->
    [one] Для { $count } человека правило не удалось вычислить. Разборщик говорит: { $said }
    [few] Для { $count } человек правило не удалось вычислить. Разборщик говорит: { $said }
    [many] Для { $count } человек правило не удалось вычислить. Разборщик говорит: { $said }
   *[other] Для { $count } человека правило не удалось вычислить. Разборщик говорит: { $said }
}
plays-rehearsal-proof = Что это могло бы доказать
plays-check-rule = Условия верны
plays-check-rest = Человека не надо оставить в покое
plays-check-complaint = Нет неразрешённой жалобы
plays-check-consent = Об этом можно писать
plays-check-cap = В последнее время внимания было не слишком много
plays-check-quiet = Там, где человек, не тихие часы
plays-check-goal = Цель ещё не достигнута
plays-check-holdout = Не в стороне
plays-check-full = У сценария сегодня есть место
plays-check-stock = Подарок ещё есть
plays-check-over = Последний день ещё впереди
plays-check-play = Сценарий идёт
plays-check-again = По этому поводу или недавно ещё не было
plays-check-erased = Не стёрт
plays-check-unfit = Шаг можно сделать так, как он записан
plays-stopped-rule = Условия не верны
plays-stopped-rest = Надо оставить в покое
plays-stopped-complaint = Есть неразрешённая жалоба
plays-stopped-consent = Писать нельзя или некуда
plays-stopped-cap = В последнее время было достаточно
plays-stopped-quiet = Тихие часы
plays-stopped-goal = Цель уже достигнута
plays-stopped-holdout = В стороне
plays-stopped-full = На сегодня сценарий набрал своё число
plays-stopped-stock = Подарков в запасе не осталось
plays-stopped-over = Последний день прошёл
plays-stopped-play = Сценарий не идёт
plays-stopped-again = По этому поводу или недавно уже было
plays-stopped-erased = Стёрт
plays-stopped-unfit = Шаг нельзя было сделать так, как он записан в сценарии
plays-pass = проходит
plays-fail = останавливает
plays-later = ждёт до { $at }
plays-why-title = Почему да или почему нет
plays-why-says = Все проверки в том порядке, в каком их задаёт сценарий, с тем, что известно об этом человеке сейчас.
plays-why-find = О ком вы спрашиваете?
plays-why-ask = Спросить
plays-why-nobody = Никто не найден.
plays-why-of = { $person } и «{ $play }»
plays-why-got = Начато { $day }: это сделано или в пути.
plays-why-underway = В пути; следующий шаг { $at }.
plays-why-held = В стороне этого сценария: ничего из него не получает, чтобы было видно его действие.
plays-why-held-all = В стороне от всей программы: не получает ни одного сценария.
plays-why-stopped = Не получает. { $why }.
plays-why-no-moment = Момент ещё не пришёл.
plays-why-next = Ничто не говорит против; получит при следующем просмотре.
plays-why-checks = Проверки
plays-why-values = Собственные значения человека
plays-why-value-none = неизвестно
plays-why-clause = Условие, которое говорит против
plays-why-draw = Жребий
plays-why-drawn-in = Жребий { $at }: получает. В стороне остаются { $share }.
plays-why-drawn-out = Жребий { $at }: в стороне, как { $share }.
plays-why-not-drawn = Жребий ещё не брошен.
plays-why-done = Что сделано
plays-why-done-nothing = Пока ничего.
plays-ways = Пути через сценарии
plays-ways-none = Ни один сценарий ещё не дошёл до этого человека.
plays-way-underway = В пути
plays-way-held = В стороне
plays-way-done = Пройдено
plays-way-goal-met = Цель достигнута
plays-way-stopped = Выход
plays-way-begun = начало { $day }
plays-people-none = В таком состоянии нет никого.
plays-gesture-waiting = в пути
plays-gesture-open = надо сделать
plays-gesture-done = сделано
plays-gesture-held = задержано
plays-gesture-could-not = не удалось
plays-gesture-cancelled = отменено
plays-programme = Программа
plays-programme-says = Что действует для всех сценариев вместе.
plays-topic-care = Забота и поздравления
plays-ready-welcome = Добро пожаловать
plays-ready-welcome-says = На следующий день после первого заказа письмо о том, кто вы.
plays-ready-second = Второй визит
plays-ready-second-says = Через три недели после первого заказа, пока привычка не потеряна.
plays-ready-silent = Замолчавший постоянный клиент
plays-ready-silent-says = Записка от руки, когда постоянный клиент молчит два своих ритма.
plays-ready-birthday = День рождения
plays-ready-birthday-says = Открытка от руки за три дня до дня рождения, который вы помните.
plays-ready-holiday = Поздравление с праздником
plays-ready-holiday-says = Письмо перед праздником, который человек отмечает, названным так, как он его называет.
plays-ready-thanks = Благодарность вместе с покупкой
plays-ready-thanks-says = Несколько слов от руки в посылке или на чеке, не чаще раза в месяц.
plays-ready-trial = То, чего ещё не пробовали
plays-ready-trial-says = После третьего заказа сертификат на пробу чего-то нового.
plays-ready-review = Просьба об отзыве
plays-ready-review-says = Через неделю после заказа честный вопрос, как всё прошло.
plays-ready-win = Вернуть
plays-ready-win-says = После четырёх ритмов молчания письмо, а через неделю звонок.
plays-ready-ask = Спросить почему
plays-ready-ask-says = После трёх ритмов молчания письмо с одним вопросом: почему? Ответ — одно нажатие.
plays-ready-referral = Спасибо за рекомендацию
plays-ready-referral-says = Записка тому, кто кого-то к вам прислал: напишите { $tag } в том, что о нём помните.
plays-words-silent = Нам вас не хватает. Как вы?
plays-words-birthday = С днём рождения, и пусть год будет добрым.
plays-birthday-words = рождения
plays-words-thanks = Спасибо, что вы у нас. Приятного удовольствия!
plays-words-win = Спросите, как дела и не было ли чего-то не так. Ничего не продавайте.
plays-words-referral = Спасибо, что рассказываете о нас. Это много для нас значит.
plays-trial-of = что-то новое на ваш выбор
plays-letter-friend = друг
plays-letter-welcome-subject = { $company } приветствует вас
plays-letter-welcome-body =
    Здравствуйте, { $name }!

    Спасибо за первый заказ. Мы рады, что вы с нами.

    Если что-то не так, просто ответьте на это письмо. Его читает человек.

    { $sender }
plays-letter-second-subject = Как всё прошло?
plays-letter-second-body =
    Здравствуйте, { $name }!

    Несколько недель назад вы были у нас впервые. Надеемся, всё было так, как вы хотели.

    Заходите снова, когда захочется; мы с радостью поможем выбрать.

    { $sender }
plays-letter-holiday-subject = { $holiday }: { $company } поздравляет вас
plays-letter-holiday-body =
    Здравствуйте, { $name }!

    { $holiday } уже скоро. Желаем вам и вашим близким счастливого праздника. Спасибо, что вы с нами.

    { $sender }
plays-letter-birthday-subject = { $company } поздравляет вас с днём рождения
plays-letter-birthday-body =
    Здравствуйте, { $name }!

    С днём рождения! Мы рады, что вы приходите к нам, и желаем вам хорошего года.

    { $sender }
plays-letter-trial-subject = То, чего вы ещё не пробовали
plays-letter-trial-body =
    Здравствуйте, { $name }!

    Вы знаете, что вам у нас нравится. Мы хотели бы угостить вас чем-то новым: { $worth }.

    Когда придёте, покажите этот код: { $code }

    { $sender }
plays-letter-review-subject = Как всё было, честно?
plays-letter-review-body =
    Здравствуйте, { $name }!

    С вашего заказа прошла неделя. Что было хорошо и что нам сделать лучше?

    Ответьте на это письмо одной-двумя строками. Его читает человек.

    { $sender }
plays-letter-win-subject = Давно вас не видели
plays-letter-win-body =
    Здравствуйте, { $name }!

    Было тихо, и мы вспомнили о вас. Если мы сделали что-то не так, скажите; мы хотим это исправить.

    Если просто так сложилась жизнь, мы здесь, когда захотите.

    { $sender }
plays-letter-ask-subject = Можно один вопрос?
plays-letter-ask-body =
    Здравствуйте, { $name }!

    уже какое-то время тихо, и нам лучше спросить, чем гадать. Почему вы больше не приходите?

    Можно [ответить одним нажатием]({ $why }).

    Спасибо, каким бы ни был ответ. Каждый читает человек.

    { $sender }
