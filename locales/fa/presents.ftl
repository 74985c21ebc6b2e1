presents-title = هدیه‌ها
presents-says = چیزهای کوچکی که آمادهٔ هدیه دادن است. برای هر کس که باید بگیرد یکی کنار گذاشته می‌شود و با فرستادن، از قفسه کم می‌شود.
presents-none = هنوز هدیه‌ای نیست.
presents-name = چیست
presents-cost = بهای هر یک
presents-shelf = در قفسه
presents-shelf-says = هر چه آنجاست، کنارگذاشته‌ها هم. اگر خالی بماند شمرده نمی‌شود.
presents-mark = بگو هرگاه آزادها کمتر شد از
presents-free = آزاد
presents-uncounted = شمرده نمی‌شود
presents-reserved = کنارگذاشته
presents-sent = در راه
presents-delivered = رسیده
presents-returned = برگشته
presents-released = لغوشده
presents-spent = هزینهٔ امسال
presents-new = هدیهٔ تازه
presents-make = افزودن
presents-change = درست کردن یا شمردن دوباره
presents-save = ذخیره
presents-put-away = کنار نهادن از فهرست
presents-put-away-says = دیگر کسی نمی‌تواند آن را هدیه بدهد. آنچه کنار گذاشته شده را هنوز می‌توان فرستاد.
presents-bring-out = برگرداندن به فهرست
presents-is-away = از فهرست کنار رفته
presents-parcels = بسته‌ها
presents-parcels-none = چنین بسته‌ای نیست.
presents-all = همه
presents-state = چه بر سرش آمد
presents-days = { $days ->
    [0] از امروز
   *[other] { $days } روز است
}
presents-left = { $name }: { $count ->
    [0] چیزی نمانده
   *[other] { $count } تا مانده
}
presents-choose = کدام هدیه
presents-any = همان که در متن است
presents-send = فرستاده شد
presents-send-note = شمارهٔ رهگیری یا یادداشت
presents-back = برگشت
presents-onto-shelf = دوباره در قفسه بگذار
presents-wrong-name = بنویسید هدیه چیست، حداکثر در { $most } نویسه.
presents-wrong-cost = بهای هر یک را بنویسید: صفر یا بیشتر، مانند ۴٫۵۰.
presents-wrong-pieces = شمار را با عدد درست از ۰ تا { $most } بنویسید.
presents-wrong-put-by = { $count } تا برای کسانی کنار گذاشته شده است: دست‌کم همین اندازه بشمارید یا نخست آن کارها را لغو کنید.
presents-wrong-many = شمار هدیه‌ها به بیشترین اندازه رسیده است.
presents-wrong-named = این برنامه‌ها از آن نام می‌برند: { $plays }. آنجا هدیهٔ دیگری برگزینید یا نخست پایانشان دهید.
presents-wrong-none-left = این هدیه را نمی‌توان داد: کنار گذاشته شده یا چیزی از آن نمانده است. دیگری برگزینید یا قفسه را بشمارید.
presents-wrong-kind = تنها هدیهٔ کوچک می‌تواند از قفسه باشد.
presents-wrong-not-sent = هنوز فرستاده نشده است. نخست بگویید که فرستاده شد.
presents-wrong-ended = کسی پیش‌تر گفته است چه بر سرش آمد؛ اکنون چنین است.
