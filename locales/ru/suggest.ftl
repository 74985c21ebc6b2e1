suggest-heading = Чего они ещё не пробовали
suggest-about = Что покупали те, кто покупал то же самое, а они ещё нет. Ничего из уже купленного и ничего, чего нет в наличии.
suggest-have = Уже куплено: { $first }; это купили и { $together } из { $buyers } его покупателей
suggest-have-two = Уже куплено: { $first } и { $second }; это купили и { $together } из { $buyers } покупателей первого
suggest-popular = { $count ->
    [one] Недавно это купил { $count } человек
    [few] Недавно это купили { $count } человека
    [many] Недавно это купили { $count } человек
   *[other] Недавно это купили { $count } человека
}
suggest-none = Предложить нечего: у них есть всё, что можно купить, или неизвестно, что подходит к их покупкам.
suggest-not-this = Не это
suggest-not-this-hint = Больше никогда им этого не предлагать
suggest-out-of-stock = Нет в наличии
suggest-out-of-stock-hint = Никому не предлагать, пока не появится
suggest-never = { $count ->
    [one] Им никогда не предлагается ({ $count })
    [few] Им никогда не предлагаются ({ $count })
    [many] Им никогда не предлагаются ({ $count })
   *[other] Им никогда не предлагаются ({ $count })
}
suggest-missing = Нет в наличии, никому не предлагается
suggest-missing-none = Всё есть в наличии.
suggest-back = Снова в наличии
suggest-product = Товар
suggest-no-product = В строке не назван товар.
suggest-title = Чего они ещё не пробовали
suggest-lede = { $people ->
    [one] { $people } человек выбирал
    [few] { $people } человека выбирали
    [many] { $people } человек выбирали
   *[other] { $people } человека выбирали
} из { $products ->
    [one] { $products } товара
    [few] { $products } товаров
    [many] { $products } товаров
   *[other] { $products } товара
}, в среднем по { $each } на каждого, с { $first } по { $last }.
suggest-better = Предлагает метод «{ $method }»: он предсказал заметно больше, чем самое популярное.
suggest-nothing-better = Ничто не предсказало заметно больше, чем самое популярное, поэтому предлагается оно.
suggest-untested = История слишком коротка или новое купили слишком немногие, чтобы проверить что-то лучше самого популярного.
suggest-test = Насколько хорошо это предсказывало
suggest-test-about = Каждый метод обучили на всём до { $until } и спросили, что люди купят впервые до { $end }. { $people ->
    [one] Таких оказался { $people } человек.
    [few] Таких оказалось { $people } человека.
    [many] Таких оказалось { $people } человек.
   *[other] Таких оказалось { $people } человека.
} Выбор сделан по предыдущему отрезку, которого эти цифры не видели.
suggest-method = Метод
suggest-method-popularity = Самое популярное
suggest-method-item-item = Куплено теми же людьми
suggest-method-ease = EASE
suggest-recall = Recall@10
suggest-recall-about = Доля новых товаров, попавших в десять предложений, из тех, что могли попасть
suggest-ndcg = NDCG@10
suggest-ndcg-about = То же, но верхние места весят больше
suggest-coverage = Предложено товаров
suggest-everybody = Предложения
suggest-shown = Первые клиенты: { $count }; все — в файле suggestions.csv.
suggest-customer = Клиент
suggest-why = Почему
suggest-premium = На ступень выше
suggest-premium-why = Покупает часто и вовремя, поэтому получше из того, что любит: { $first } обходится примерно в { $paid } за штуку, это стоит примерно { $price }, в { $times } раза дороже. { $together } из { $buyers }, кто купил первое, купили и это
