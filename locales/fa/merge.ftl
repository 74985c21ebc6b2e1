merge-title = تکراری‌ها
merge-lede = { $count ->
    [0] به نظر نمی‌رسد کسی دو بار ثبت شده باشد.
    [one] { $count } جفت ممکن است یک نفر باشد.
   *[other] { $count } جفت ممکن است هر کدام یک نفر باشند.
}
merge-looked = در آخرین جست‌وجو { $people } نفر و { $pairs } جفت مقایسه شدند.
merge-dropped = { $blocks } گروه برای مقایسه با یک ویژگی مشترک بیش از اندازه بزرگ بود و با ویژگی‌های دقیق‌تر مقایسه شد.
merge-look = جست‌وجوی دوباره
merge-looking = جست‌وجو درخواست شد؛ اندکی زمان می‌برد.
merge-filter = چه نمایش داده شود
merge-filter-all = همه
merge-filter-likely = محتمل
merge-filter-undecided = نامعلوم
merge-probability = احتمال { $percent }
merge-for = نشانهٔ یک نفر بودن
merge-against = نشانهٔ دو نفر بودن
merge-compare = مقایسه و ادغام
merge-apart = دو نفر متفاوت
merge-all = ادغام همهٔ موارد محتمل
merge-all-title = { $count } جفت یک‌جا ادغام شود؟
merge-all-say = احتمال هر کدام دست‌کم { $percent } است. از هر جفت آن می‌ماند که بیشتر می‌شناسیمش. هر ادغام را می‌توان جداگانه برگرداند.
merge-all-do = ادغام
merge-all-done = { $count ->
    [one] { $count } جفت ادغام شد.
   *[other] { $count } جفت ادغام شد.
}
merge-given = نام
merge-family = نام خانوادگی
merge-email = ایمیل
merge-phone = تلفن
merge-address = نشانی
merge-birthday = زادروز
merge-household = یک خانه
merge-same = یکسان
merge-nickname = شکل کوتاه
merge-spelling = با املای دیگر
merge-swapped = جابه‌جا
merge-typo = غلط تایپی
merge-partly = تا حدی یکسان
merge-slightly = اندکی همانند
merge-different = متفاوت
merge-missing = نامعلوم
merge-relatives = شاید خویشاوند باشند
merge-preview-title = ادغام دو نفر
merge-stays = می‌ماند
merge-goes = می‌رود
merge-turn = برعکس
merge-known-by = شناخته با
merge-identities = راه‌های شناسایی
merge-orders = سفارش‌ها
merge-facts = یادداشت‌ها
merge-promises = قول‌ها و خواسته‌ها
merge-entries = در خط زمان
merge-choose = کدام درست است؟
merge-filled = به آن که می‌ماند افزوده می‌شود
merge-relations-gone = { $count ->
    [one] { $count } رابطهٔ تکراری حذف می‌شود و با برگرداندن بازمی‌گردد.
   *[other] { $count } رابطهٔ تکراری حذف می‌شود و با برگرداندن بازمی‌گردد.
}
merge-happens = { $name } می‌ماند و همه‌چیز دیگری را می‌گیرد: همهٔ راه‌های شناسایی و هر چه از آن‌ها رسیده است. صفحهٔ قدیمی به اینجا می‌رسد. این کار برگشت‌پذیر است.
merge-do = ادغام
merge-undo = برگرداندن
merge-list = ادغام‌ها
merge-list-none = هنوز کسی ادغام نشده است.
merge-line = { $absorbed } بخشی از { $survivor } شد
merge-undone = برگردانده شده در { $when }
merge-kept = برگردانده شد. آنچه از آن پس تغییر کرده و همان‌گونه ماند: { $fields }.
merge-undone-now = برگردانده شد: هر دو همان‌اند که بودند.
merge-with = ادغام با…
merge-with-say = نشانی صفحه یا شناسهٔ نفر دیگر
merge-told-apart = جدا دانسته شده
merge-lift = شاید یک نفر باشند
merge-pages = صفحه‌های فهرست
merge-next = بعدی
merge-back = بازگشت به تکراری‌ها
merge-refused-same = این دو از پیش یکی‌اند؛ دو نفر را برگزینید.
merge-refused-merged = یکی از این دو پیش‌تر ادغام شده است. صفحه‌اش را باز کنید تا ببینید با چه کسی.
merge-refused-kinds = یک فرد و یک سازمان نمی‌توانند یکی باشند؛ به‌جای آن بگویید چه رابطه‌ای دارند.
merge-refused-distinct = در { $when } کسی گفته است که این‌ها دو نفر متفاوت‌اند. اگر نادرست بوده، نخست آن را پس بگیرید.
merge-refused-undone = این ادغام پیش‌تر برگردانده شده است.
merge-refused-merged-on = آن که با او ادغام شد، از آن پس با دیگری ادغام شده است؛ نخست آن را برگردانید.
merge-refused-nothing-left = چیزی از راه‌های شناسایی او نمانده است، پس کسی برای بازگرداندن نیست.
merge-refused-erased = یکی از این دو پاک شده است؛ چیزی برای ادغام یا جدا کردن نمانده.
merge-field-name = نام کامل
merge-field-says = چگونه گفته می‌شود
merge-field-title = عنوان
merge-field-language = زبان
merge-field-zone = منطقهٔ زمانی
merge-field-website = وبگاه
merge-field-street = خیابان
merge-field-city = شهر
merge-field-region = استان
merge-field-postal-code = کد پستی
merge-field-country = کشور
merge-details = جزئیات
merge-row-keys = کلیدها: j و k شما را از جفتی به جفت دیگر می‌برند و o جزئیات را باز می‌کند.
merge-to-undo = به فهرست ادغام‌ها، که هر یک را می‌توان پس گرفت
