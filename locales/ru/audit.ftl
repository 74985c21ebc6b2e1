audit-title = Журнал
audit-says = Кто смотрел закрытые сведения и кто что менял. Строки только добавляются.
audit-when = Когда
audit-who = Кто
audit-did = Что
audit-of = О чём
audit-detail = Подробности
audit-anybody = Кто угодно
audit-anything = Что угодно
audit-from = С
audit-until = По
audit-look = Показать
audit-sheet = Таблицей
audit-nothing = Ничего такого не записано.
audit-about-one = Только об одном человеке.
audit-about-all = Показать всех
audit-to-person = На страницу
audit-person = человек
audit-bad-day = Пишите дни так: 2026-11-21.
audit-key = ключ { $id }
audit-operator = командная строка сервера
audit-system = программа ({ $part })
audit-visitor = посетитель
audit-did-seen = просмотр закрытых сведений
audit-did-person-created = человек добавлен
audit-did-person-updated = данные человека изменены
audit-did-person-address-added = адрес добавлен
audit-did-person-address-removed = адрес удалён
audit-did-webhook-replayed = сообщения вебхука отправлены снова
audit-did-webhook-rotated = новый секрет вебхука
audit-did-person-profile-changed = профиль изменён
audit-did-person-merged = две записи объединены
audit-did-person-told-apart = две записи признаны разными людьми
audit-did-person-distinction-lifted = различие двух записей снято
audit-did-merge-undone = объединение отменено
audit-did-fact-remembered = факт записан
audit-did-fact-corrected = факт исправлен
audit-did-fact-forgotten = факт удалён
audit-did-promise-made = обещание дано
audit-did-promise-kept = обещание выполнено
audit-did-promise-broken = обещание нарушено
audit-did-promise-withdrawn = обещание отозвано
audit-did-promise-corrected = обещание исправлено
audit-did-promise-removed = обещание удалено
audit-did-wish-told = пожелание записано
audit-did-touch-written = контакт записан
audit-did-touch-corrected = контакт исправлен
audit-did-touch-removed = контакт удалён
audit-did-relation-made = связь добавлена
audit-did-relation-removed = связь удалена
audit-did-product-declined = отмечено, что товар кому-то не подходит
audit-did-product-available = товар снова в наличии
audit-did-product-unavailable = товара нет в наличии
audit-did-key-made = ключ создан
audit-did-key-revoked = ключ отозван
audit-did-webhook-made = вебхук создан
audit-did-webhook-changed = вебхук изменён
audit-did-webhook-removed = вебхук удалён
audit-did-order-recorded = заказ записан
audit-did-order-changed = заказ изменён
audit-did-order-refunded = возврат по заказу записан
audit-did-order-cancelled = заказ отменён
audit-did-import-started = импорт начат
audit-did-import-undone = импорт отменён
audit-did-settings-changed = настройки изменены
audit-did-staff-invited = приглашение отправлено
audit-did-invitation-revoked = приглашение отозвано
audit-did-staff-joined = вход в команду
audit-did-staff-role = роль изменена
audit-did-staff-left = вывод из команды
audit-did-staff-renamed = своё имя изменено
audit-did-staff-password = новый пароль
audit-did-staff-password-link = создана ссылка для нового пароля
audit-did-session-ended = сеанс завершён
audit-noun-seen = Просмотры закрытых сведений
audit-noun-person = Люди
audit-noun-fact = Факты
audit-noun-promise = Обещания
audit-noun-wish = Пожелания
audit-noun-touch = Контакты
audit-noun-relation = Связи
audit-noun-product = Товары
audit-noun-merge = Объединения
audit-noun-order = Заказы
audit-noun-import = Импорты
audit-noun-key = Ключи
audit-noun-webhook = Вебхуки
audit-noun-staff = Команда
audit-noun-invitation = Приглашения
audit-noun-session = Сеансы
audit-noun-settings = Настройки
audit-detail-facts = { $count ->
    [one] { $count } деликатный факт
    [few] { $count } деликатных факта
    [many] { $count } деликатных фактов
   *[other] { $count } деликатного факта
}
audit-detail-messages = { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
    [many] { $count } сообщений
   *[other] { $count } сообщения
}
audit-detail-profile = профиль
audit-detail-from = от { $id }
audit-detail-other = второй: { $id }
