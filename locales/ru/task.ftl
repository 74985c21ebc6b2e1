task-title = Задачи
task-count = { $count ->
    [one] { $count } открытая задача
    [few] { $count } открытые задачи
    [many] { $count } открытых задач
   *[other] { $count } открытой задачи
}
task-empty = Здесь нет ожидающих задач.
task-mine = Мои
task-nobody = Пока ничьи
task-everybody = Всех
task-whose = Чьи задачи
task-owner = Кто делает
task-no-owner = Пока никто
task-take = Взять
task-hand = Передать
task-done = Сделано
task-could-not = Не удалось
task-cancel = Отменить
task-note = Что об этом сказать
task-close = Как прошло?
task-due = Срок
task-move = Изменить день
task-asked = Что поручено
task-suggested = Предлагаемые слова
task-suggested-say = Составлены только из того, что запомнено. Скажите так, как сказали бы сами.
task-know = Что вы знаете
task-address = Куда писать
task-no-address = Почтовый адрес неизвестен. Спросите при следующем разговоре.
task-phone = Позвонить
task-no-phone = Номер телефона неизвестен.
task-addresses = Адреса для записок
task-addresses-none = Ни у одной открытой записки нет почтового адреса.
task-without = { $count ->
    [one] У { $count } записки нет адреса
    [few] У { $count } записок нет адреса
    [many] У { $count } записок нет адреса
   *[other] У { $count } записки нет адреса
}
task-own = Жест от себя
task-own-words = Что, в нескольких словах; можно не заполнять
task-late = просрочено с { $day }
task-until = до { $day }
task-closed = Закрыто
task-against-rest = Этого человека сейчас надо оставить в покое. Перенесите дело на более поздний день или отмените его.
task-against-consent = С тех пор как это решено, человек отказался или стал недоступен. Отмените дело.
task-against-holdout = Этот человек в контрольной группе, с которой сценарий не должен связываться. Отмените дело.
task-conflict = Тем временем кто-то изменил или закрыл эту задачу; сейчас она такая.
task-note-greeting = { $name }, здравствуйте!
task-note-since = Спасибо, что вы с нами: впервые { $day }
task-note-date = Сегодня мы думаем о вас: { $text }.
task-note-silence = Давно не виделись, будем рады увидеть вас снова.
task-note-peace = В эти дни мысленно мы с вами.
task-note-close = С тёплым приветом,
task-own-more = Ещё: что мы должны, кто, к какому дню, во сколько обойдётся
task-owed = Мы это должны?
task-owed-not = Нет, по своему желанию
task-owed-condolence = Соболезнование
task-owed-amends = Исправить сделанное
task-owed-answer = Ответ
task-owed-news = Новость, которая их касается
task-owed-say = Что мы должны, делается в любом случае: в предел это не считается, и «оставить в покое» этого не останавливает.
task-cost = Сколько стоит
task-note-recovery = Нам жаль, что так вышло, и мы хотим это исправить.
task-note-follow-up = Недавно у нас что-то пошло не так. Теперь всё хорошо?
