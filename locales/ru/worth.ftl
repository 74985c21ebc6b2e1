worth-horizon-weeks = { $count ->
    [one] за { $count } следующую неделю
    [few] за { $count } следующие недели
    [many] за { $count } следующих недель
   *[other] за { $count } следующие недели
}
worth-horizon-days = { $count ->
    [one] за { $count } следующий день
    [few] за { $count } следующих дня
    [many] за { $count } следующих дней
   *[other] за { $count } следующих дня
}
worth-lede-none = О клиентах пока нечего сказать.
worth-lede-one-not = Один клиент, который *ещё не вернулся*.
worth-lede-one = Один клиент, который *вернулся*.
worth-lede-nobody = { $total ->
    [one] Из { $total } клиента *пока никто не вернулся*.
    [few] Из { $total } клиентов *пока никто не вернулся*.
    [many] Из { $total } клиентов *пока никто не вернулся*.
   *[other] Из { $total } клиентов *пока никто не вернулся*.
}
worth-lede-all = { $total ->
    [one] Все { $total } клиент *вернулись*.
    [few] Все { $total } клиента *вернулись*.
    [many] Все { $total } клиентов *вернулись*.
   *[other] Все { $total } клиента *вернулись*.
}
worth-lede-some = { $total ->
    [one] Из { $total } клиента *вернулось { $repeat }*.
    [few] Из { $total } клиентов *вернулось { $repeat }*.
    [many] Из { $total } клиентов *вернулось { $repeat }*.
   *[other] Из { $total } клиента *вернулось { $repeat }*.
}
worth-bring = Загрузите заказы хотя бы нескольких клиентов, и эта страница скажет, кто возвращается.
worth-repeat-revenue = Те, кто покупал и раньше, принесли { $share } выручки: { $repeat } из { $all }.
worth-gap = Между двумя покупками постоянного клиента обычно проходит { $span }.
worth-overdue-now = { $count ->
    [one] По собственному ритму сейчас задерживается { $count } человек; под угрозой { $money }.
    [few] По собственному ритму сейчас задерживаются { $count } человека; под угрозой { $money }.
    [many] По собственному ритму сейчас задерживаются { $count } человек; под угрозой { $money }.
   *[other] По собственному ритму сейчас задерживаются { $count } человека; под угрозой { $money }.
}
worth-key-return = { $days ->
    [one] Возвращаются за { $days } день
    [few] Возвращаются за { $days } дня
    [many] Возвращаются за { $days } дней
   *[other] Возвращаются за { $days } дня
}
worth-key-return-latest = за последний полный месяц { $share }
worth-key-alive = Вероятно, всё ещё клиенты
worth-key-value = { $kind ->
    [profit] Ожидаемая прибыль { $horizon }
   *[revenue] Ожидаемая выручка { $horizon }
}
worth-key-overdue = Задерживаются по своему ритму
worth-at-stake = под угрозой { $money }
worth-returns-heading = Возвращаются ли они?
worth-returns-trend = За последние шесть полных месяцев вернулось { $now }, за предыдущие шесть — { $before }.
worth-returns-definition = Доля вернувшихся за месяц — это доля его покупателей, которые покупают снова в течение { $days -> 
    [one] { $days } дня
    [few] { $days } дней
    [many] { $days } дней
   *[other] { $days } дня
} после первой покупки в этом месяце. Бледные месяцы ещё слишком молоды: у части покупателей есть время вернуться, поэтому это не тенденция.
worth-returns-absent = Ни в одном месяце нет покупок.
worth-returns-title = { $days ->
    [one] { $share } покупателей возвращаются за { $days } день
    [few] { $share } покупателей возвращаются за { $days } дня
    [many] { $share } покупателей возвращаются за { $days } дней
   *[other] { $share } покупателей возвращаются за { $days } дня
}
worth-returns-title-unknown = { $days ->
    [one] Сколько покупателей возвращается за { $days } день
    [few] Сколько покупателей возвращается за { $days } дня
    [many] Сколько покупателей возвращается за { $days } дней
   *[other] Сколько покупателей возвращается за { $days } дня
}
worth-returns-about = Доля от покупателей каждого месяца
worth-returns-overall = { $share } за все полные месяцы
worth-return-rate = Доля вернувшихся
worth-too-young = Судить рано
worth-month = Месяц
worth-returned = Вернулись
worth-buyers = Покупатели
worth-note = Примечание
worth-revenue-title = Вернувшиеся клиенты приносят { $share } выручки
worth-revenue-by-month = Выручка по месяцам
worth-revenue-about = Выручка по месяцам за вычетом возвратов
worth-from-before = От тех, кто покупал и раньше
worth-from-first = От первых покупок
worth-returning-share = Доля вернувшихся
worth-from-returning = От вернувшихся
worth-first-time-buyers = Впервые купившие
worth-cohorts-heading = Кто остаётся — по месяцу первой покупки
worth-cohorts-definition = Строка — все, кто впервые купил в этом месяце; столбец — сколько из них покупали через столько месяцев. Последняя клетка строки — текущий месяц, он ещё не закончился.
worth-cohorts-next-month = Из новых клиентов { $share } покупали в следующем месяце.
worth-cohorts-three-months = Через три месяца — { $share }.
worth-cohorts-year = Через год — { $share }.
worth-cohorts-absent = Когорт пока нет.
worth-cohorts-all = Все месяцы и когорты
worth-cohorts-first-bought = Первая покупка
worth-cohorts-month-number = Месяц { $month }
worth-customers = Клиенты
worth-some-of = { $part } из { $all }
worth-value-heading = Какова их ценность
worth-value-definition = { $kind ->
    [profit] Ценность клиента — ожидаемая от него прибыль { $horizon }, дисконтированная по ставке { $rate } годовых.
   *[revenue] Ценность клиента — ожидаемая от него выручка { $horizon }, дисконтированная по ставке { $rate } годовых.
}
worth-value-absent = Заказов недостаточно для оценки ценности клиентов; почему — скажут модели ниже.
worth-value-sentence = Вместе { $total }; в среднем { $mean } на клиента, и у половины ценность меньше { $median }.
worth-value-title = У половины клиентов ценность меньше { $median }
worth-value-about = Клиенты по ценности
worth-value-about-in = Клиенты по ценности, { $currency }
worth-value = Ценность
worth-value-together = Ценность вместе
worth-value-share = Доля всей ценности
worth-value-held = На лучшую десятую часть клиентов приходится { $share } ценности
worth-value-held-about = Доля всей ценности у наименее ценных клиентов, начиная с самых малых. Коэффициент Джини { $gini }
worth-value-poorest = Наименее ценные { $share }
worth-value-they-hold = У них
worth-value-others-hold = У остальных
worth-value-equal = Если бы все были равноценны
worth-value-as-is = Как есть
worth-value-best-tenth = лучшая десятая часть
worth-forecast-heading = Чего ждать
worth-forecast-days = Нынешние клиенты, как ожидается, { $horizon } придут столько раз: { $days }.
worth-forecast-value = { $kind ->
    [profit] Нынешние клиенты, как ожидается, { $horizon } придут столько раз: { $days }; прибыль от них — { $money }.
   *[revenue] Нынешние клиенты, как ожидается, { $horizon } придут столько раз: { $days }; выручка от них — { $money }.
}
worth-forecast-definition = Диапазон в скобках — собственный 95-процентный интервал модели: он не знает о переменах, которых клиенты ещё не проявили.
worth-forecast-absent = Заказов недостаточно для прогноза; почему — скажут модели ниже.
worth-forecast-title = Будущие покупки нынешних клиентов по неделям
worth-forecast-about = Новых клиентов здесь нет, поэтому линия падает: именно это ещё может изменить удержание
worth-came = Пришло
worth-expected = Ожидалось
worth-week-to = Неделя по
worth-holdout-heading = Можно ли доверять прогнозу?
worth-holdout-definition = Последнюю часть истории скрыли от моделей, а затем сравнили с тем, чего они от неё ждали.
worth-holdout-absent = История слишком коротка, чтобы скрыть её часть и проверить на ней прогноз.
worth-holdout-saw = { $customers ->
    [one] Модели видели { $customers } клиента до { $day } и ничего после.
    [few] Модели видели { $customers } клиентов до { $day } и ничего после.
    [many] Модели видели { $customers } клиентов до { $day } и ничего после.
   *[other] Модели видели { $customers } клиентов до { $day } и ничего после.
}
worth-holdout-came = Модель { $model } до { $day } ожидала повторных покупок: { $predicted }; произошло: { $actual }.
worth-holdout-came-as-forecast = Модель { $model } до { $day } ожидала повторных покупок: { $predicted }; произошло: { $actual }, как и ожидалось.
worth-holdout-came-high = Модель { $model } до { $day } ожидала повторных покупок: { $predicted }; произошло: { $actual }. Прогноз завышен на { $miss }.
worth-holdout-came-low = Модель { $model } до { $day } ожидала повторных покупок: { $predicted }; произошло: { $actual }. Прогноз занижен на { $miss }.
worth-holdout-deciles = Клиенты по десятым долям прогноза, от низших: среднее число покупок в контрольный период
worth-holdout-frequency = Клиенты по числу повторных покупок до проверки: среднее число покупок в контрольный период
worth-holdout-more = От кого ждали больше покупок, те и покупали больше
worth-holdout-by-expected = Что произошло — по тому, чего ждали
worth-holdout-by-frequency = Что произошло — по тому, как часто приходили раньше
worth-holdout-cumulative = Повторные покупки нарастающим итогом: факт и ожидание
worth-holdout-weekly = Повторные покупки по неделям: факт и ожидание
worth-holdout-unseen = За пунктиром — то, чего модели не видели
worth-holdout-unseen-from = дальше модели не видели
worth-holdout-model-expected = Ожидание { $model }
worth-holdout-group = Группа
worth-holdout-models = Как справилась каждая модель
worth-model = Модель
worth-off-by = Отклонение
worth-log-likelihood = Лог-правдоподобие
worth-mae = Ср. абс. ошибка
worth-rmse = RMSE
worth-correlation = Корреляция
worth-coverage = В 95-процентном интервале
worth-coverage-about = Клиенты, чьё число покупок попало в их собственный 95-процентный интервал
worth-scores = оценивает
worth-models-heading = Модели, на которых это основано
worth-models-weeks = Параметры обозначены как в статьях, время в неделях.
worth-models-days = Параметры обозначены как в статьях, время в днях.
worth-model-pareto = Визиты и уход. { $source }
worth-model-bg = Визиты и уход после покупки. { $source }
worth-model-mbg = Как BG/NBD, уход возможен и после первой. { $source }
worth-model-gamma = Трата за визит. { $source }
worth-model-alive = говорит, кто ещё клиент
worth-parameter = Параметр
worth-std-error = Ст. ошибка
worth-fit = Подгонка
worth-fit-mle = максимальное правдоподобие
worth-fit-map = максимум апостериорной плотности, слабые априорные
worth-gradient = Наибольший градиент
worth-no-trouble = Проблем не найдено.
worth-not-fitted = Не подогнана: { $model }.
worth-taken-heading = На чём это основано
worth-taken-none = Ни одну строку нельзя было посчитать заказом.
worth-taken-orders = Учтено строк: { $rows }. Заказов: { $orders }. Дней с покупками: { $days }, с { $first } по { $last }.
worth-taken-refunds = Вычтено возвратов: { $refunds }.
worth-taken-refused = { $rows ->
    [one] Отложена { $rows } строка
    [few] Отложено { $rows } строки
    [many] Отложено { $rows } строк
   *[other] Отложено { $rows } строки
}
worth-taken-format = Формат
worth-taken-preset = Шаблон
worth-taken-encoding = Кодировка
worth-taken-delimiter = Разделитель
worth-taken-header = Строка заголовков
worth-taken-yes = есть
worth-taken-no = нет
worth-taken-decimal = Десятичный знак
worth-taken-dates = Даты
worth-taken-columns = Столбцы
worth-taken-rows = Прочитано строк
worth-numbers = Числа: { $title }
worth-numbers-short = Числа
