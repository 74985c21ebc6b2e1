suggest-heading = آنچه هنوز امتحان نکرده‌اند
suggest-about = آنچه خریداران همان چیزها خریده‌اند و ایشان هنوز نه. نه چیزی که دارند، نه چیزی که تمام شده است.
suggest-have = { $first } را دارند؛ از { $buyers } خریدار آن، { $together } نفر این را هم خریده‌اند
suggest-have-two = { $first } و { $second } را دارند؛ از { $buyers } خریدار اولی، { $together } نفر این را هم خریده‌اند
suggest-popular = { $count ->
    [one] به‌تازگی { $count } نفر آن را خریده است
   *[other] به‌تازگی { $count } نفر آن را خریده‌اند
}
suggest-none = چیزی برای پیشنهاد نیست: هرچه هست را دارند، یا معلوم نیست چه چیزی با خریدهایشان جور است.
suggest-not-this = این نه
suggest-not-this-hint = دیگر هرگز به ایشان پیشنهاد نشود
suggest-out-of-stock = موجود نیست
suggest-out-of-stock-hint = تا دوباره موجود شود به هیچ‌کس پیشنهاد نشود
suggest-never = { $count ->
    [one] هرگز به ایشان پیشنهاد نمی‌شود ({ $count })
   *[other] هرگز به ایشان پیشنهاد نمی‌شود ({ $count })
}
suggest-missing = موجود نیست و به هیچ‌کس پیشنهاد نمی‌شود
suggest-missing-none = همه چیز موجود است.
suggest-back = دوباره موجود است
suggest-product = کالا
suggest-no-product = سطر نام کالایی ندارد.
suggest-title = آنچه هنوز امتحان نکرده‌اند
suggest-lede = { $people ->
    [one] { $people } نفر
   *[other] { $people } نفر
} از میان { $products ->
    [one] { $products } کالا
   *[other] { $products } کالا
} خرید کرده‌اند، هر یک به‌طور میانگین { $each } کالا، از { $first } تا { $last }.
suggest-better = پیشنهاددهنده: { $method }؛ آشکارا بیش از آنچه پرطرفدار است پیش‌بینی کرد.
suggest-nothing-better = هیچ‌چیز آشکارا بیش از آنچه پرطرفدار است پیش‌بینی نکرد، پس همان پیشنهاد می‌شود.
suggest-untested = پیشینه کوتاه‌تر از آن است، یا خریداران چیز تازه کمتر از آن‌اند، که بتوان چیزی بهتر از پرطرفدارها را آزمود.
suggest-test = چه اندازه درست پیش‌بینی کرد
suggest-test-about = هر روش از هرچه تا { $until } بود آموخت و از آن پرسیده شد مردم تا { $end } چه چیزی را برای نخستین بار می‌خرند. { $people ->
    [one] { $people } نفر چنین کرد.
   *[other] { $people } نفر چنین کردند.
} انتخاب بر پایهٔ زمان پیش از آن بود که این رقم‌ها هرگز ندیده‌اند.
suggest-method = روش
suggest-method-popularity = پرطرفدارها
suggest-method-item-item = خریدهٔ همان آدم‌ها
suggest-method-ease = EASE
suggest-recall = Recall@10
suggest-recall-about = از کالاهای تازه‌ای که ده پیشنهاد می‌توانست در بر بگیرد، سهمی که در بر گرفت
suggest-ndcg = NDCG@10
suggest-ndcg-about = همان، با وزن بیشتر برای جایگاه‌های بالاتر
suggest-coverage = کالاهای پیشنهادشده
suggest-everybody = پیشنهادها
suggest-shown = { $count } مشتری نخست؛ همه در suggestions.csv است.
suggest-customer = مشتری
suggest-why = چرا
suggest-premium = یک پله بالاتر
suggest-premium-why = پیوسته و سر وقت می‌خرد، پس چیزی بهتر از همان که دوست دارد: { $first } دانه‌ای حدود { $paid } برایش تمام شده، این حدود { $price } است، { $times } برابر. { $together } نفر از { $buyers } نفری که اولی را خریدند این را هم خریدند
