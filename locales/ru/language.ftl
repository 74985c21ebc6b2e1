language-title = Язык
language-about = Язык ваших страниц — с его числами, датами и календарём. У остальных он останется прежним.
language-own = Ваш язык
language-as-company = Как у компании: { $language }
language-company = Язык компании
language-company-about = Для всех, кто не выбрал свой, и для документов компании.
language-save = Сохранить
