language-title = زبان
language-about = زبان صفحه‌های شما، با اعداد، تاریخ‌ها و تقویم آن. زبان دیگران تغییری نمی‌کند.
language-own = زبان شما
language-as-company = همان زبان شرکت: { $language }
language-company = زبان شرکت
language-company-about = برای همهٔ کسانی که زبانی انتخاب نکرده‌اند، و برای سندهای شرکت.
language-save = ذخیره
