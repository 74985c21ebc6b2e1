//! What people tell over a counter, in five languages.

use super::super::Language;

/// The phrases of one language.
pub(super) struct Phrases {
    pub family: &'static [&'static str],
    pub work: &'static [&'static str],
    pub interest: &'static [&'static str],
    pub preference: &'static [&'static str],
    pub private: &'static str,
    pub special: &'static str,
    pub birthday: &'static str,
    pub note: &'static [&'static str],
    pub call: &'static [&'static str],
    pub gift: &'static [&'static str],
    pub promise: &'static [&'static str],
    pub wish: &'static str,
}

pub(super) fn of(language: Language) -> &'static Phrases {
    match language {
        Language::English => &ENGLISH,
        Language::Latvian => &LATVIAN,
        Language::Persian => &PERSIAN,
        Language::Russian => &RUSSIAN,
        Language::Finnish => &FINNISH,
    }
}

static ENGLISH: Phrases = Phrases {
    family: &["Twin daughters, Maya and Iris", "Her mother visits every spring", "A dog called Biscuit"],
    work: &["Teaches chemistry at the secondary school", "Runs a bookbinder's workshop"],
    interest: &["Collects old nautical charts", "Sings in the harbour choir", "Rows every Sunday morning"],
    preference: &[
        "Oat milk, never too hot",
        "Filter coffee, light roast",
        "A window seat, away from the door",
    ],
    private: "Going through a divorce; no small talk about the house",
    special: "Coeliac: nothing with gluten",
    birthday: "Birthday",
    note: &[
        "Came in with a friend from Oslo and showed her the roaster.",
        "Asked about the new Ethiopian beans.",
    ],
    call: &[
        "Rang about a cake for twelve; it was ready in time.",
        "Asked whether we grind for a moka pot. We do.",
    ],
    gift: &["A bag of the winter blend", "A tin with her initials"],
    promise: &[
        "Send the recipe of the cardamom buns",
        "Put a bag of Sidamo aside",
        "Ring when the grinder is repaired",
    ],
    wish: "Would like a tasting evening on a weekday",
};

static LATVIAN: Phrases = Phrases {
    family: &["Meita Elza mācās vijoļspēli", "Divi dēli, jaunākajam trīs gadi", "Kaķis vārdā Miks"],
    work: &["Strādā Nacionālajā bibliotēkā", "Vada koka rotaļlietu darbnīcu"],
    interest: &["Krāj vecas pastkartes ar Rīgas skatiem", "Dzied korī", "Brauc ar Ērenpreisa velosipēdu"],
    preference: &["Auzu piens, ne pārāk karsts", "Filtra kafija, gaišs grauzdējums", "Galds pie loga"],
    private: "Šķiras; par mājām labāk nerunāt",
    special: "Celiakija: neko ar glutēnu",
    birthday: "Dzimšanas diena",
    note: &["Atveda draugu no Oslo un parādīja grauzdētāju.", "Jautāja par jaunajām Etiopijas pupiņām."],
    call: &["Zvanīja par kūku divpadsmit viesiem; bija laikā.", "Jautāja, vai maļam moka kanniņai."],
    gift: &["Ziemas maisījuma paciņa", "Bundža ar iniciāļiem"],
    promise: &[
        "Nosūtīt kardamona maizīšu recepti",
        "Atlikt paciņu Sidamo",
        "Piezvanīt, kad dzirnaviņas salabotas",
    ],
    wish: "Gribētu degustācijas vakaru darbdienā",
};

static RUSSIAN: Phrases = Phrases {
    family: &["Дочь Соня учится в консерватории", "Двое сыновей, младшему три года", "Кошка Муся"],
    work: &["Преподаёт химию в школе", "Держит переплётную мастерскую"],
    interest: &["Собирает старые морские карты", "Поёт в хоре", "По воскресеньям ходит на яхте"],
    preference: &[
        "Овсяное молоко, не слишком горячее",
        "Кофе с кардамоном",
        "Место у окна, подальше от двери",
    ],
    private: "Разводится; о доме лучше не спрашивать",
    special: "Целиакия: ничего с глютеном",
    birthday: "День рождения",
    note: &["Пришла с подругой из Осло, показывали обжарку.", "Спрашивал про новые зёрна из Эфиопии."],
    call: &[
        "Звонили насчёт торта на двенадцать человек; успели.",
        "Спрашивал, мелем ли для гейзерной кофеварки.",
    ],
    gift: &["Пачка зимней смеси", "Банка с инициалами"],
    promise: &[
        "Прислать рецепт булочек с кардамоном",
        "Отложить пачку Сидамо",
        "Позвонить, когда починят мельницу",
    ],
    wish: "Хотелось бы дегустацию в будний вечер",
};

static FINNISH: Phrases = Phrases {
    family: &["Tytär Aino soittaa selloa", "Kaksi poikaa, nuorempi on kolmen", "Koira nimeltä Pulla"],
    work: &["Opettaa kemiaa lukiossa", "Pitää kirjansitomoa"],
    interest: &["Kerää vanhoja merikortteja", "Laulaa kuorossa", "Harjoittelee Tampereen maratonille"],
    preference: &["Kauramaito, ei liian kuumaa", "Suodatinkahvi, vaalea paahto", "Paikka ikkunan vieressä"],
    private: "Avioero kesken; talosta ei puhuta",
    special: "Keliakia: ei mitään gluteenia",
    birthday: "Syntymäpäivä",
    note: &["Toi ystävän Oslosta katsomaan paahtimoa.", "Kysyi uusista Etiopian pavuista."],
    call: &["Soitti kakusta kahdelletoista; ehti ajoissa.", "Kysyi, jauhammeko mutteripannulle."],
    gift: &["Pussi talvisekoitusta", "Purkki nimikirjaimilla"],
    promise: &[
        "Lähetä kardemummapullien resepti",
        "Pane pussi Sidamoa sivuun",
        "Soita, kun mylly on korjattu",
    ],
    wish: "Toivoisi maisteluiltaa arkena",
};

static PERSIAN: Phrases = Phrases {
    family: &["دخترش نیکا پیانو می‌زند", "دو پسر دارد، کوچک‌تر سه‌ساله است", "مادرش هر بهار مهمان است"],
    work: &["در دانشگاه شیمی درس می‌دهد", "کارگاه صحافی دارد"],
    interest: &["به شعر حافظ علاقه دارد", "نقشه‌های کهن دریایی گرد می‌آورد", "یکشنبه‌ها قایقرانی می‌کند"],
    preference: &["شیر جو، نه خیلی داغ", "قهوه با هل", "جای کنار پنجره، دور از در"],
    private: "در حال جدایی است؛ از خانه نپرسید",
    special: "سلیاک دارد: هیچ چیز با گلوتن",
    birthday: "زادروز",
    note: &["با دوستی از اسلو آمد و برشته‌کاری را نشانش داد.", "از دانه‌های تازهٔ اتیوپی پرسید."],
    call: &["برای کیک دوازده‌نفره زنگ زد؛ به‌موقع آماده شد.", "پرسید برای موکاپات آسیاب می‌کنیم یا نه."],
    gift: &["یک بسته قهوهٔ زمستانی", "قوطی با حروف نامش"],
    promise: &["دستور شیرینی هل را بفرستیم", "یک بسته سیدامو کنار بگذاریم", "وقتی آسیاب درست شد زنگ بزنیم"],
    wish: "دوست دارد شبی در میان هفته قهوه بچشد",
};
