suggest-heading = What they haven't tried
suggest-about = What people who bought the same things bought too, and they never did. Nothing they have, nothing out of stock.
suggest-have = They have { $first }: { $together } of { $buyers } who bought it bought this too
suggest-have-two = They have { $first } and { $second }: { $together } of { $buyers } who bought the first bought this too
suggest-popular = { $count ->
    [one] { $count } person bought it of late
   *[other] { $count } people bought it of late
}
suggest-none = Nothing to suggest: they have everything that is to be had, or nothing is known to go with what they have.
suggest-not-this = Not this
suggest-not-this-hint = Never suggest it to them again
suggest-out-of-stock = Out of stock
suggest-out-of-stock-hint = Suggest it to nobody until it is back
suggest-never = { $count ->
    [one] Never suggested to them ({ $count })
   *[other] Never suggested to them ({ $count })
}
suggest-missing = Out of stock, suggested to nobody
suggest-missing-none = Everything is in stock.
suggest-back = Back in stock
suggest-product = Product
suggest-no-product = The row names no product.
suggest-title = What they haven't tried
suggest-lede = { $people ->
    [one] { $people } person
   *[other] { $people } people
} bought from a choice of { $products ->
    [one] { $products } product
   *[other] { $products } products
}, { $each } each on average, from { $first } to { $last }.
suggest-better = { $method } suggests: it foretold clearly more than what is popular.
suggest-nothing-better = Nothing foretold clearly more than what is popular, so what is popular is suggested.
suggest-untested = History is too short, or too few bought something new, to test anything better than what is popular.
suggest-test = How well it foretold
suggest-test-about = Fitted on everything until { $until }, each method was asked what people would buy for the first time until { $end }. { $people ->
    [one] { $people } person did.
   *[other] { $people } people did.
} What was chosen was chosen on the time before, which the figures never saw.
suggest-method = Method
suggest-method-popularity = What is popular
suggest-method-item-item = Bought by the same people
suggest-method-ease = EASE
suggest-recall = Recall@10
suggest-recall-about = Of the new products that ten suggestions could hold, the share they held
suggest-ndcg = NDCG@10
suggest-ndcg-about = The same with the upper places counting more
suggest-coverage = Products suggested
suggest-everybody = Suggestions
suggest-shown = The first { $count } customers; suggestions.csv holds all.
suggest-customer = Customer
suggest-why = Why
suggest-premium = A step up
suggest-premium-why = They buy often and in time, so something finer of what they like: { $first } cost them about { $paid } a piece, this is about { $price }, { $times } times as much. { $together } of { $buyers } who bought the first bought this too
