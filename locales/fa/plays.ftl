plays-title = برنامه‌های توجه
plays-says = کاری خوش برای آدم درست در لحظهٔ درست، و همیشه چند نفر کنار می‌مانند تا روزی بدانید حاصلش چه بود.
plays-none = هنوز برنامه‌ای نیست. با یکی از آماده‌ها آغاز کنید.
plays-none-so = هیچ برنامه‌ای در این حال نیست.
plays-new = برنامهٔ تازه
plays-all = همه
plays-filter = نشان بده
plays-never = به هیچ‌کس نمی‌رسد.
plays-state-draft = پیش‌نویس
plays-state-waiting = در انتظار تأیید
plays-state-running = در حال اجرا
plays-state-met = به همه رسیده است
plays-state-paused = متوقف
plays-state-ended = پایان‌یافته
plays-met = { $count } نفر دریافت کرده‌اند
plays-held = { $count } نفر کنار مانده‌اند
plays-choose = کدام برنامه؟
plays-choose-says = هر کدام با پیش‌نویس آغاز می‌شود: تا شما به راهش نیندازید چیزی فرستاده نمی‌شود و هر واژه‌اش را می‌توان عوض کرد.
plays-take = این را بردار
plays-empty = برنامهٔ خالی
plays-empty-says = با یادداشتی دست‌نویس برای همه آغاز کنید و هر بخش را عوض کنید.
plays-sentence = { $who }، { $when }، { $steps } می‌گیرد؛ { $often }، { $quiet }.
plays-sentence-proof = هزینه: { $cost }. وقتی موفق است که { $success }؛ { $held }.
plays-who-everybody = هر کس
plays-who-clauses = هر کس که درباره‌اش درست باشد: { $clauses }
plays-who-rule = هر کس که با قاعده جور باشد
plays-is-at-least = { $word } دست‌کم { $value }
plays-is-over = { $word } بیش از { $value }
plays-is-at-most = { $word } حداکثر { $value }
plays-is-under = { $word } کمتر از { $value }
plays-is-equal = { $word } «{ $value }»
plays-is-other = { $word } جز «{ $value }»
plays-is-with = { $word } با «{ $value }»
plays-is-without = { $word } بدون «{ $value }»
plays-choose-at-least = دست‌کم
plays-choose-over = بیش از
plays-choose-at-most = حداکثر
plays-choose-under = کمتر از
plays-choose-equal = برابر است با
plays-choose-other = برابر نیست با
plays-choose-with = دارد
plays-choose-without = ندارد
plays-word-orders = شمار سفارش‌ها
plays-word-spend = مبلغ خرید
plays-word-p-alive = احتمال اینکه هنوز مشتری باشد
plays-word-expected-orders = شمار سفارش‌های مورد انتظار
plays-word-expected-value = ارزش مورد انتظار
plays-word-at-stake = ارزش در خطر
plays-word-rhythm = آهنگ خرید به روز
plays-word-overdue = شمار روزهای تأخیر
plays-word-silent-days = شمار روزهای سکوت
plays-word-silent-rhythms = سکوت به آهنگ خودش
plays-word-known-days = شمار روزها از نخستین سفارش
plays-word-products = کالاهای خریده‌شده
plays-word-fact-kinds = گونه‌های آنچه به یاد داریم
plays-word-fact-texts = آنچه به یاد داریم
plays-word-private-kinds = گونه‌های دانسته‌های خصوصی
plays-word-private-texts = دانسته‌های خصوصی
plays-word-special-kinds = گونه‌های دانسته‌های ویژه
plays-word-special-texts = دانسته‌های ویژه
plays-word-consent-given = موضوع‌های پذیرفته
plays-word-consent-refused = موضوع‌های نپذیرفته
plays-word-tier = رده
plays-word-left-reason = دلیل رفتن
plays-word-stakes = نسبتش با ما
plays-word-kind = گونه
plays-word-language = زبان
plays-word-city = شهر
plays-word-country = کشور
plays-when-rule = همین که این درست باشد
plays-when-once = یک بار، از { $at }
plays-when-date = { $days ->
    [0] در هر تاریخی که با عنوان «{ $fact }» به یاد داریم
   *[other] { $days } روز پیش از هر تاریخی که با عنوان «{ $fact }» به یاد داریم
}
plays-when-date-of = { $date }، اگر یکی از این واژه‌ها در آن باشد: { $said }
plays-when-holiday = { $days ->
    [0] در جشن «{ $holiday }»، اگر جشن او باشد
   *[other] { $days } روز پیش از جشن «{ $holiday }»، اگر جشن او باشد
}
plays-when-silence = وقتی به اندازهٔ { $rhythms } آهنگ خودش خاموش بوده
plays-when-order = { $days ->
    [0] همراه هر سفارش
   *[other] { $days } روز پس از هر سفارش
}
plays-when-order-nth = { $days ->
    [0] همراه سفارش شمارهٔ { $nth }
   *[other] { $days } روز پس از سفارش شمارهٔ { $nth }
}
plays-when-product = { $days ->
    [0] هنگام خرید «{ $sku }»
   *[other] { $days } روز پس از خرید «{ $sku }»
}
plays-when-score-above = وقتی { $figure } از { $line } بالاتر رود
plays-when-score-below = وقتی { $figure } از { $line } پایین‌تر آید
plays-what-letter = نامهٔ «{ $name }»
plays-what-letter-gone = نامه‌ای که هنوز باید برگزیده شود
plays-what-letter-with = نامهٔ «{ $name }» همراه کارت هدیه ({ $worth })
plays-what-note = یادداشتی دست‌نویس
plays-what-call = یک تماس
plays-what-present = هدیه‌ای کوچک
plays-what-present-named = هدیه: { $name }
plays-what-task = کاری که با دست انجام می‌شود
plays-what-certificate = کارت هدیه ({ $worth })
plays-step-itself = { $what }
plays-step-serves = { $what } از کسی که به او خدمت می‌کند
plays-step-by = { $what } از { $name }
plays-step-later = { $days ->
    [0] { $step }
   *[other] { $days } روز بعد { $step }
}
plays-often-once = حداکثر یک بار
plays-often-yearly = حداکثر سالی یک بار
plays-often-days = حداکثر هر { $days } روز یک بار
plays-often-until = { $often }، تا { $day }
plays-often-most = { $often }، و حداکثر { $most } نفر در روز
plays-quiet-usual = بیرون از ساعت‌های سکوت
plays-quiet-own = بیرون از ساعت‌های سکوت، که اینجا از { $from } تا { $to } هم هست
plays-quiet-days = بیرون از ساعت‌های سکوت و نه در این روزها: { $days }
plays-quiet-both = بیرون از ساعت‌های سکوت، که اینجا از { $from } تا { $to } هم هست، و نه در این روزها: { $days }
plays-cost-nothing = هیچ
plays-cost-each = { $money } برای هر نفر
plays-goal-return = تا { $days } روز دوباره بخرد
plays-goal-revenue = تا { $days } روز بیشتر خرج کند
plays-goal-visit = تا { $days } روز سر بزند
plays-goal-answer = تا { $days } روز پاسخ دهد
plays-held-share = { $share } کنار می‌مانند
plays-held-nobody = کسی کنار نمی‌ماند
plays-held-owed = کسی کنار نمی‌ماند، چون حق اوست
plays-field-name = نام برنامه
plays-field-who-by = چگونه می‌گویید چه کسی؟
plays-field-who-clicks = با برگزیدن
plays-field-who-text = با قاعده‌ای به زبان CEL
plays-field-clause = شرط { $number }
plays-field-nothing = دیگر هیچ
plays-field-comparison = سنجش
plays-field-value = مقدار
plays-field-clauses-hint = همهٔ شرط‌ها باید درست باشند. خالی یعنی هر کس. با ذخیره، جا برای شرط‌های دیگر باز می‌شود.
plays-field-rule = قاعده
plays-field-rule-hint = نام‌هایی که قاعده می‌تواند بگوید:
plays-field-too-clever = این قاعده بیش از آن می‌گوید که بتوان برگزید، پس به صورت متن می‌ماند.
plays-field-when = کی؟
plays-field-when-rule = همین که شرط‌ها درست باشند
plays-field-when-once = همه، یک بار
plays-field-when-date = تاریخی که به یاد داریم
plays-field-when-holiday = جشن
plays-field-when-silence = سکوت
plays-field-when-order = سفارش
plays-field-when-product = کالا
plays-field-when-score = رقم
plays-field-at = از
plays-field-fact = با عنوان
plays-field-fact-words = با یکی از این واژه‌ها (با ویرگول میانشان؛ خالی: هر کدام)
plays-field-before = چند روز پیش
plays-field-after = چند روز پس
plays-field-rhythms = چند آهنگ خودش
plays-field-nth = کدام سفارش (خالی: هر کدام)
plays-field-sku = کد کالا
plays-field-figure = رقم
plays-field-line = مرز
plays-field-crosses = از آن می‌گذرد
plays-field-above = رو به بالا
plays-field-below = رو به پایین
plays-field-step = گام { $number }
plays-field-no-step = هیچ
plays-field-what = چه
plays-field-what-letter = نامه
plays-field-what-note = یادداشت دست‌نویس
plays-field-what-call = تماس
plays-field-what-present = هدیهٔ کوچک
plays-field-what-task = کار دستی دیگر
plays-field-what-certificate = کارت هدیه
plays-field-wait = روزهای پس از گام پیشین
plays-field-letter = کدام نامه
plays-field-words = واژه‌هایی برای آغاز
plays-field-gives = همراه کارت هدیه
plays-field-gives-none = بدون آن
plays-field-gives-money = مبلغ
plays-field-gives-trial = آزمودن
plays-field-amount = مبلغ
plays-field-trial-of = آزمودنِ چه
plays-field-trial-cost = هزینهٔ آزمودن برای ما
plays-field-expires = روزها تا پایان اعتبار (خالی: بی‌پایان)
plays-field-by = چه کسی انجام می‌دهد
plays-field-by-itself = خودبه‌خود، یا کسی که خدمت می‌کند
plays-field-cost = هزینهٔ هر بار
plays-field-topic = دربارهٔ کدام موضوع (هر که آن را نپذیرفته چیزی نمی‌گیرد)
plays-field-no-topic = بدون موضوع
plays-field-again = روزها تا بار بعد (خالی: هرگز)
plays-field-most = بیشترین شمار آدم در روز (خالی: همه)
plays-field-until = آخرین روزی که به کسی می‌رسد (خالی: تا پایانش دهید)
plays-field-quiet-from = سکوت از
plays-field-quiet-to = تا
plays-field-quiet-days = روزهای سراسر سکوت
plays-field-quiet-hint = به وقت خود آن آدم، افزون بر ساعت‌های سکوت همهٔ برنامه‌ها.
plays-field-goal = موفقیت چیست
plays-field-goal-return = دوباره می‌خرد
plays-field-goal-revenue = چه خرج می‌کند
plays-field-goal-visit = سر می‌زند
plays-field-goal-answer = پاسخ می‌دهد
plays-field-within = تا چند روز
plays-field-holdout = چند درصد کنار می‌مانند
plays-field-holdout-hint = قرعه تصمیم می‌گیرد، برای هر کس یک بار. تنها با نگاه به کنارمانده‌ها می‌توان دانست حاصل برنامه چه بوده.
plays-field-reason = اگر کسی کنار نمی‌ماند: چرا؟
plays-field-organisation = آدم‌های یک سازمان با هم قرعه‌کشی شوند
plays-field-owed = این حق است (تسلیت، جبران، وعده): همه می‌گیرند
plays-save = ذخیره
plays-wrong-number = «{ $value }» عددی نیست که بتواند در «{ $field }» بیاید.
plays-wrong-clause-is = شرط { $number }: «{ $is }» با «{ $word }» جور نیست. یکی از این‌ها را برگزینید: { $can }.
plays-wrong-clause-empty = شرط { $number }: بنویسید «{ $word }» با چه سنجیده شود.
plays-wrong-clause-number = شرط { $number }: «{ $value }» عددی نیست که کنار «{ $word }» بیاید.
plays-wrong-date = «{ $fact }» گونه‌ای از یادداشت نیست که تاریخ داشته باشد. یکی را برگزینید.
plays-wrong-holiday = جشن «{ $holiday }» دیگر در هیچ تقویمی نیست. جشن دیگری برگزینید یا آن را به تقویم خودتان برگردانید.
plays-wrong-silence = سکوت از صفر آهنگ درازتر است. عددی بیش از ۰ بنویسید.
plays-wrong-line = مرز باید عدد باشد.
plays-wrong-product = کد کالا را بنویسید.
plays-wrong-order = سفارش‌ها از ۱ شمرده می‌شوند. برای هر سفارش، خالی بگذارید.
plays-wrong-no-holiday = نامهٔ «{ $letter }» جشنی را نام می‌برد که برای آن فرستاده می‌شود. بگذارید برنامه در انتظار جشنی باشد، یا در نامه بنویسید اگر جشنی نبود چه گفته شود.
plays-wrong-letter = برگزینید کدام نامه در گام { $number } فرستاده شود.
plays-wrong-no-step = بگویید چه باید کرد.
plays-wrong-too-many-steps = حداکثر { $most } گام می‌توان داشت.
plays-wrong-rule-long = قاعده زیادی بلند است؛ حداکثر { $most } بایت می‌تواند باشد.
plays-wrong-days = { $days } روز زیاد است؛ حداکثر { $most } می‌توان گفت.
plays-wrong-no-time = بگویید موفقیت تا چند روز باید پیدا شود.
plays-wrong-no-reason = کسی کنار نمی‌ماند و چیزی را نمی‌شد ثابت کرد. بنویسید چرا، یا ۱۰٪ را کنار بگذارید.
plays-wrong-holdout = این اندازه را نمی‌توان کنار گذاشت؛ حداکثر { $most }.
plays-wrong-owed = آنچه حق است برای همه انجام می‌شود: ۰٪ را کنار بگذارید.
plays-wrong-topic = موضوع نوشته را برگزینید تا آدم‌ها بتوانند آن را نپذیرند.
plays-wrong-cost = هزینهٔ یک گام نمی‌تواند کمتر از صفر باشد.
plays-wrong-step-amount = گام { $number }: مبلغی بیش از صفر بگویید که از اندازهٔ ممکن هم نگذرد.
plays-wrong-step-trial = گام { $number }: بگویید چه چیزی را می‌توان آزمود، با حداکثر { $most } نویسه.
plays-wrong-step-expiry = گام { $number }: کارت هدیه حداکثر { $most } روز اعتبار دارد.
plays-wrong-step-words = گام { $number }: نوشته حداکثر { $most } نویسه می‌تواند باشد.
plays-wrong-step-owner = گام { $number } به کسی سپرده شده که دیگر اینجا کار نمی‌کند؛ یکی از گروه را برگزینید.
plays-wrong-step-present = گام { $number } از هدیه‌ای نام می‌برد که در فهرست نیست یا کنار رفته است؛ یکی از آن‌ها که هست برگزینید.
plays-wrong-name = نامی با حداکثر { $most } نویسه به برنامه بدهید.
plays-wrong-quiet = ساعت‌های سکوت باید لحظه‌ای از هفته را باز بگذارند.
plays-wrong-state = در حال کنونی برنامه، این کار شدنی نیست.
plays-wrong-approval = نخست کس دیگری باید برنامه را تأیید کند.
plays-wrong-own = آخرین بار خودتان این برنامه را نوشتید؛ کس دیگری باید تأیید کند.
plays-wrong-running = برنامه در حال اجراست. متوقفش کنید و سپس تغییر دهید؛ آنان که در راه‌اند با آنچه هنگام آمدنشان برقرار بود تمام می‌کنند.
plays-wrong-both = هنگام نوشتن شما، کس دیگری این برنامه را ذخیره کرد. اکنون چنین است: «{ $theirs }» نوشتهٔ شما هنوز پایین است؛ دوباره ذخیره کنید تا جای آن بنشیند.
plays-wrong-moved = در این میان کس دیگری این برنامه را تغییر داد. اکنون چنین است.
plays-wrong-rule = قاعده در سطر { $line }، ستون { $column } نادرست است: { $problem }
plays-wrong-rule-clause = در شرط
plays-rule-syntax = خواندنی نیست. خواننده می‌گوید: { $said }
plays-rule-name = «{ $name }» وجود ندارد.
plays-rule-near = «{ $name }» وجود ندارد؛ شاید منظور «{ $near }» باشد.
plays-rule-function = تابع «{ $name }» وجود ندارد.
plays-rule-types = «{ $of }» با { $given } جور نیست.
plays-rule-no-truth = باید درست یا نادرست باشد.
plays-rule-too-long = برای هر کس زیادی طول می‌کشد؛ فهرست‌های کمتری را بپیمایید.
plays-rule-too-deep = زیادی تودرتوست؛ با پرانتز کمتر بنویسید.
plays-rule-level = شما نمی‌توانید «{ $name }» را بپرسید؛ کسی که اجازه دارد باید بنویسد.
plays-now = اکنون چگونه است
plays-submit = درخواست تأیید
plays-submit-says = کس دیگری می‌خواند و تأیید می‌کند. چیزی فرستاده نمی‌شود.
plays-approve = تأیید
plays-approve-says = آن را خوانده‌اید و پایش می‌ایستید. پس از آن می‌توان به راهش انداخت.
plays-start = به راه بینداز
plays-start-says = قرعه یک بار و برای همیشه می‌گوید چه کسی کنار می‌ماند، و از این پس به آدم‌ها می‌رسد.
plays-pause = متوقف کن
plays-pause-says = فعلاً به کسی نمی‌رسد؛ آنان که در راه‌اند منتظر می‌مانند.
plays-go-on = ادامه بده
plays-go-on-says = دوباره به آدم‌ها می‌رسد؛ آنان که منتظر بودند ادامه می‌دهند.
plays-end = برای همیشه پایان بده
plays-end-says = آنان که در راه‌اند بیرون می‌آیند و کارهای باز لغو می‌شود. پایان زودهنگام، چون خوب یا بد به نظر می‌رسد، اثبات را خراب می‌کند.
plays-approved-by = در { $day } تأیید شد.
plays-started-on = در { $day } به راه افتاد.
plays-ended-on = در { $day } پایان یافت.
plays-rehearse = تمرین کن
plays-people = آدم‌ها
plays-why = چرا؟
plays-rehearsal = تمرین
plays-rehearsal-says = برنامه امروز چه می‌کرد. مانند خود برنامه نگاه می‌کند و چیزی نمی‌نویسد.
plays-rehearsal-next = برنامه، بار دیگر که زمانش برسد، چه می‌کرد: { $at }. مانند خود برنامه نگاه می‌کند، به مردم چنان که امروزند، و چیزی نمی‌نویسد.
plays-rehearsal-within = برنامه در { $days } روز آینده چه می‌کرد. مانند خود برنامه نگاه می‌کند، به مردم چنان که امروزند، و چیزی نمی‌نویسد.
plays-rehearsal-found = لحظه پیدایشان می‌کند
plays-rehearsal-met = دریافت می‌کردند
plays-rehearsal-held = از این برنامه کنار می‌ماندند
plays-rehearsal-held-all = از همه چیز کنار می‌مانند
plays-rehearsal-cost = هزینه، حداکثر
plays-rehearsal-nobody = به کسی نمی‌رسید.
plays-rehearsal-some = برخی از آنان که دریافت می‌کردند
plays-rehearsal-not = چه کسانی دریافت نمی‌کردند و چرا
plays-rehearsal-clauses = شرط‌هایی که جور نیستند
plays-rehearsal-clause = برقرار نیست: { $clause }
plays-rehearsal-some-not = برخی از آنان
plays-rehearsal-fails = { $count } نفر
plays-rehearsal-broken = برای { $count } نفر قاعده را نمی‌شد حساب کرد. خواننده می‌گوید: { $said }
plays-rehearsal-proof = چه چیز را می‌توانست ثابت کند
plays-check-rule = شرط‌ها درست‌اند
plays-check-rest = نباید در آرامش گذاشته شود
plays-check-complaint = شکایت بازی ندارد
plays-check-consent = می‌توان دربارهٔ این به او نوشت
plays-check-cap = این اواخر زیادی به او نرسیده‌اند
plays-check-quiet = آنجا که اوست ساعت سکوت نیست
plays-check-goal = هدف هنوز برآورده نشده
plays-check-holdout = کنار نمانده
plays-check-full = برنامه امروز جا دارد
plays-check-stock = از هدیه مانده است
plays-check-over = آخرین روزش هنوز نیامده
plays-check-play = برنامه در حال اجراست
plays-check-again = به این مناسبت یا به‌تازگی به او نرسیده
plays-check-erased = پاک نشده است
plays-check-unfit = گام همان‌گونه که نوشته شده شدنی است
plays-stopped-rule = شرط‌ها درست نیستند
plays-stopped-rest = باید در آرامش باشد
plays-stopped-complaint = شکایتی باز مانده است
plays-stopped-consent = نمی‌توان یا نشاید به او نوشت
plays-stopped-cap = این اواخر به اندازه بوده
plays-stopped-quiet = ساعت‌های سکوت
plays-stopped-goal = هدف برآورده شده
plays-stopped-holdout = کنار مانده
plays-stopped-full = شمار امروز برنامه پر شده
plays-stopped-stock = از هدیه چیزی نمانده
plays-stopped-over = آخرین روزش گذشته است
plays-stopped-play = برنامه در حال اجرا نیست
plays-stopped-again = به این مناسبت یا به‌تازگی به او رسیده
plays-stopped-erased = پاک شده
plays-stopped-unfit = گام آن‌گونه که در برنامه نوشته شده شدنی نبود
plays-pass = می‌گذرد
plays-fail = بازمی‌دارد
plays-later = تا { $at } می‌ماند
plays-why-title = چرا آری یا چرا نه
plays-why-says = همهٔ سنجش‌ها به همان ترتیبی که برنامه می‌پرسد، با آنچه اکنون از این یک نفر می‌دانیم.
plays-why-find = دربارهٔ چه کسی می‌پرسید؟
plays-why-ask = بپرس
plays-why-nobody = کسی پیدا نشد.
plays-why-of = { $person } و «{ $play }»
plays-why-got = آغاز در { $day }: انجام شده یا در راه است.
plays-why-underway = در راه؛ گام بعد در { $at } می‌آید.
plays-why-held = از این برنامه کنار مانده: چیزی از آن نمی‌گیرد تا اثرش دیده شود.
plays-why-held-all = از همهٔ برنامه‌ها کنار مانده: هیچ برنامه‌ای نمی‌گیرد.
plays-why-stopped = به او نمی‌رسد. { $why }.
plays-why-no-moment = لحظه‌اش هنوز نیامده.
plays-why-next = چیزی مانع نیست؛ در نگاه بعدی به او می‌رسد.
plays-why-checks = سنجش‌ها
plays-why-values = مقدارهای خود او
plays-why-value-none = نامعلوم
plays-why-clause = شرطی که جور نیست
plays-why-draw = قرعه
plays-why-drawn-in = قرعه در { $at }: برنامه را می‌گیرد. { $share } کنار می‌مانند.
plays-why-drawn-out = قرعه در { $at }: کنار مانده، مانند { $share }.
plays-why-not-drawn = هنوز قرعه‌ای کشیده نشده.
plays-why-done = چه انجام شده
plays-why-done-nothing = هنوز هیچ.
plays-ways = راه‌ها در برنامه‌ها
plays-ways-none = هنوز هیچ برنامه‌ای به او نرسیده.
plays-way-underway = در راه
plays-way-held = کنار مانده
plays-way-done = به پایان رسیده
plays-way-goal-met = هدف برآورده
plays-way-stopped = بیرون آمده
plays-way-begun = آغاز { $day }
plays-people-none = کسی در این حال نیست.
plays-gesture-waiting = در راه
plays-gesture-open = باید انجام شود
plays-gesture-done = انجام شد
plays-gesture-held = نگه داشته شد
plays-gesture-could-not = نشد
plays-gesture-cancelled = لغو شد
plays-programme = همهٔ برنامه‌ها
plays-programme-says = آنچه برای همهٔ برنامه‌ها با هم برقرار است.
plays-topic-care = توجه و شادباش
plays-ready-welcome = خوشامد
plays-ready-welcome-says = یک روز پس از نخستین سفارش، نامه‌ای که می‌گوید شما کیستید.
plays-ready-second = دیدار دوم
plays-ready-second-says = سه هفته پس از نخستین سفارش، پیش از آنکه عادت از دست برود.
plays-ready-silent = مشتری همیشگی خاموش
plays-ready-silent-says = یادداشتی دست‌نویس وقتی مشتری همیشگی به اندازهٔ دو آهنگ خودش خاموش مانده.
plays-ready-birthday = زادروز
plays-ready-birthday-says = کارتی دست‌نویس، سه روز پیش از زادروزی که به یاد دارید.
plays-ready-holiday = شادباش جشن
plays-ready-holiday-says = نامه‌ای پیش از جشنی که می‌گیرد، با نامی که خودش می‌گوید.
plays-ready-thanks = یادداشت سپاس همراه خرید
plays-ready-thanks-says = چند واژهٔ دست‌نویس در بسته یا روی رسید، حداکثر ماهی یک بار.
plays-ready-trial = چیزی که نیازموده
plays-ready-trial-says = پس از سومین سفارش، کارتی برای آزمودن چیزی تازه.
plays-ready-review = درخواست نظر
plays-ready-review-says = یک هفته پس از سفارش، پرسشی صادقانه که چطور بود.
plays-ready-win = بازگرداندن
plays-ready-win-says = پس از چهار آهنگ سکوت یک نامه، و یک هفته بعد یک تماس.
plays-ready-ask = پرسیدن دلیل
plays-ready-ask-says = پس از سه آهنگ سکوت نامه‌ای با یک پرسش: چرا؟ یک کلیک پاسخ آن است.
plays-ready-referral = سپاس برای معرفی
plays-ready-referral-says = یادداشتی برای کسی که دیگری را نزد شما فرستاد: در آنچه از او به یاد دارید بنویسید { $tag }.
plays-words-silent = جای شما خالی بود. حالتان چطور است؟
plays-words-birthday = زادروزتان خجسته و سالتان خوش.
plays-birthday-words = تولد, زادروز
plays-words-thanks = سپاس که نزد ما آمدید. نوش و خوش باشد.
plays-words-win = بپرسید حالش چطور است و آیا چیزی درست نبوده. چیزی نفروشید.
plays-words-referral = سپاس که از ما به دیگران گفتید. برای ما بسیار ارزش دارد.
plays-trial-of = چیزی تازه به انتخاب شما
plays-letter-friend = دوست
plays-letter-welcome-subject = به { $company } خوش آمدید
plays-letter-welcome-body =
    { $name } گرامی،

    از نخستین سفارشتان سپاسگزاریم. خوشحالیم که با ما هستید.

    اگر چیزی چنان که باید نیست، به همین نامه پاسخ دهید. آن را یک انسان می‌خواند.

    { $sender }
plays-letter-second-subject = چطور بود؟
plays-letter-second-body =
    { $name } گرامی،

    چند هفته پیش نخستین بار نزد ما آمدید. امیدواریم همان بوده باشد که می‌خواستید.

    هر وقت دلتان خواست باز بیایید؛ با کمال میل در انتخاب کمک می‌کنیم.

    { $sender }
plays-letter-holiday-subject = { $holiday }: شادباش از { $company }
plays-letter-holiday-body =
    { $name } گرامی،

    { $holiday } نزدیک است. برای شما و نزدیکانتان جشنی شاد آرزو می‌کنیم و سپاس که با ما هستید.

    { $sender }
plays-letter-birthday-subject = { $company } زادروزتان را شادباش می‌گوید
plays-letter-birthday-body =
    { $name } گرامی،

    زادروزتان خجسته. از آمدنتان شادیم و سالی خوش برایتان آرزو می‌کنیم.

    { $sender }
plays-letter-trial-subject = چیزی که نیازموده‌اید
plays-letter-trial-body =
    { $name } گرامی،

    می‌دانید از کارهای ما چه دوست دارید. دلمان می‌خواهد مهمان ما باشید و چیزی تازه بیازمایید: { $worth }.

    هنگام آمدن این کد را نشان دهید: { $code }

    { $sender }
plays-letter-review-subject = راستش، چطور بود؟
plays-letter-review-body =
    { $name } گرامی،

    یک هفته از سفارشتان می‌گذرد. چه خوب بود و چه را باید بهتر کنیم؟

    با یکی دو خط به همین نامه پاسخ دهید. آن را یک انسان می‌خواند.

    { $sender }
plays-letter-win-subject = مدتی است شما را ندیده‌ایم
plays-letter-win-body =
    { $name } گرامی،

    مدتی خبری نبود و به یاد شما افتادیم. اگر کاری را درست انجام نداده‌ایم بگویید؛ می‌خواهیم جبران کنیم.

    اگر تنها روزگار چنین بوده، هر وقت بخواهید ما اینجاییم.

    { $sender }
plays-letter-ask-subject = یک پرسش از شما داریم
plays-letter-ask-body =
    { $name } گرامی،

    مدتی است خبری نیست و ما پرسیدن را از حدس زدن بهتر می‌دانیم. چرا دیگر نمی‌آیید؟

    می‌توانید [با یک کلیک پاسخ دهید]({ $why }).

    هرچه باشد، سپاس. هر پاسخ را یکی از ما می‌خواند.

    { $sender }
