today-title = Сегодня
today-day = { $weekday }, { $day }
today-count = { $count ->
    [one] { $count } дело на сейчас
    [few] { $count } дела на сейчас
    [many] { $count } дел на сейчас
   *[other] { $count } дела на сейчас
}
today-empty = Сегодня никто ничего не ждёт.
today-empty-say = Ни одного обещания к сроку, никто не замолчал, дней рождения рядом нет. Хороший день, чтобы написать кому-нибудь просто так.
today-help = Как составлен этот список
today-help-order = Сначала то, что мы должны, по срокам: обещания, затем задачи. Потом дни рождения и другие даты, и никогда по тому, сколько кто стоит. Взвешивается только забота, о которой никто не просил.
today-help-formula = Замолчавшие постоянные клиенты стоят по произведению: что под угрозой × вероятность, что они ещё с нами. По одной лишь угрозе первыми стояли бы те, кто точно ушёл, а им жест уже не поможет.
today-help-control = Кто оставлен вне всей программы, не предлагается из-за молчания, а кого разыграл идущий сценарий, в любую из групп, того оставляют сценарию. Так контрольная группа остаётся чистой. То, что вы кому-то должны, никогда не разыгрывается.
today-help-peace = Тем, кто скорбит или кого надо оставить в покое, ничего весёлого не предлагается; разве что тихое слово.
today-whose = Чьи обещания и задачи
today-mine = Мои и ничьи
today-everybody = Всех
today-part-duty = Что мы должны
today-part-work = Что сделать
today-part-courtesy = Даты сегодня
today-part-care = Кто, возможно, уходит
today-part-coming = Ближайшие дни
today-cut = Есть больше, чем помещается в список; остальное появится по мере разбора.
today-why-promise = Обещано, { $away }: { $text }
today-why-task = { $kind }, { $away }: { $text }
today-why-letters = { $count ->
    [one] { $count } письмо передано целиком, и неизвестно, дошло ли оно. Решите, отправлять ли снова.
    [few] { $count } письма переданы целиком, и неизвестно, дошли ли они. Решите, отправлять ли снова.
    [many] { $count } писем переданы целиком, и неизвестно, дошли ли они. Решите, отправлять ли снова.
   *[other] { $count } письма переданы целиком, и неизвестно, дошли ли они. Решите, отправлять ли снова.
}
today-why-missed = Пропущен шаг плана на год: { $step }, { $when }
today-why-approval = Знак внимания ждёт вашего одобрения: { $play }
today-why-stock = Подарок заканчивается. { $left }
today-why-parcels = { $count ->
    [one] { $count } подарок в пути дольше { $days } дней. Спросите, дошёл ли он.
    [few] { $count } подарка в пути дольше { $days } дней. Спросите, дошли ли они.
    [many] { $count } подарков в пути дольше { $days } дней. Спросите, дошли ли они.
   *[other] { $count } подарка в пути дольше { $days } дней. Спросите, дошли ли они.
}
today-why-leaving = { $reason }: { $words }
today-why-peace = Оставить в покое: { $reason }. Никаких предложений; разве что тихое слово от руки.
today-why-occasion = { $away }: { $text }
today-why-occasion-age = { $away }: { $text } · { $age }
today-why-holiday = { $count ->
    [one] { $holiday }, { $away }: его отмечает { $count } ваш знакомый
    [few] { $holiday }, { $away }: его отмечают { $count } ваших знакомых
    [many] { $holiday }, { $away }: его отмечают { $count } ваших знакомых
   *[other] { $holiday }, { $away }: его отмечают { $count } ваших знакомых
}
today-why-certificate = На сертификате осталось: { $what }. Последний день: { $day }, { $away }.
today-why-silence = Раньше: { $every }, так { $span }. Молчит *{ $silent }*. Около { $money } в год
today-why-odds = { $odds } ещё с нами
today-rows = Почему это здесь?
today-row-orders = { $count ->
    [one] { $count } день с покупками: с { $first } по { $last }
    [few] { $count } дня с покупками: с { $first } по { $last }
    [many] { $count } дней с покупками: с { $first } по { $last }
   *[other] { $count } дня с покупками: с { $first } по { $last }
}
today-row-overdue = Девять из десяти их собственных перерывов уже закончились бы; сверх того: { $span }.
today-row-stake = Под угрозой: { $stake } × ещё с нами: { $odds } = { $reach }
today-row-fact = Записано { $day }: { $source }
today-row-promise = Обещано { $day }
today-row-approval = Написано { $day }
today-row-task = Решено { $day }
today-do-note = Написать записку
today-do-call = Позвонить
today-do-present = Небольшой подарок
today-do-certificate = Сертификат
today-do-greet = Поздравить
today-do-open = Открыть
today-do-kept = Выполнено
today-later = Позже
today-tomorrow = Завтра
today-week = Через неделю
today-month = Через месяц
today-decline = Отклонить
today-decline-why = Почему нет?
today-reason-met = Уже общались
today-reason-unfitting = Неуместно
today-reason-gone = Больше не здесь
today-reason-asked = Просили не беспокоить
today-reason-asked-say = Кто просил не беспокоить, того оставляют в покое, пока это не отменят на его странице: ни знаков внимания, ни предложений, ни поздравлений. Что мы должны, всё равно делается.
today-reason-wrong = Здесь ошибка
today-own-words = Или своими словами
today-asides = Отложено
today-asides-none = Ничего не отложено.
today-asides-say = Что отложено или отклонено и кем. В любой момент можно вернуть.
today-aside-until = вернётся { $day }
today-aside-good = насовсем
today-take-up = Вернуть
today-said-aside = Отложено.
today-said-peace = Отклонено; человека оставят в покое, пока это не отменят на его странице.
today-said-taken = Снова в списке.
today-said-kept = Обещание выполнено.
today-back = Назад к сегодня
today-keys = j и k перемещают, o открывает причину, e начинает жест, s откладывает до завтра.
today-kind-promise = Обещание
today-kind-task = Задача
today-kind-letters = Письма
today-kind-missed = Пропущено
today-kind-approval = Одобрение
today-kind-stock = Запас
today-kind-parcels = Посылки
today-kind-leaving = Ответ
today-kind-peace = Покой
today-kind-occasion = Дата
today-kind-holiday = Праздник
today-kind-certificate = Сертификат
today-kind-silence = Молчание
today-problem-past = Отложите на день после сегодняшнего.
today-problem-reason = Скажите почему, чтобы другие поняли.
