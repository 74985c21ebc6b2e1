//! How people spell, misspell and shorten names.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::draw::one_of;
use crate::harbour::names::romanise;

/// Short forms people use of themselves.
const SHORT: [(&str, &[&str]); 44] = [
    ("Александр", &["Саша", "Шура"]),
    ("Александра", &["Саша", "Шура"]),
    ("Алексей", &["Лёша", "Алёша"]),
    ("Анастасия", &["Настя", "Стася"]),
    ("Анна", &["Аня", "Нюра"]),
    ("Борис", &["Боря"]),
    ("Валентина", &["Валя"]),
    ("Виктория", &["Вика"]),
    ("Владимир", &["Вова", "Володя"]),
    ("Галина", &["Галя"]),
    ("Дарья", &["Даша"]),
    ("Дмитрий", &["Дима", "Митя"]),
    ("Евгений", &["Женя"]),
    ("Евгения", &["Женя"]),
    ("Екатерина", &["Катя", "Катюша"]),
    ("Елена", &["Лена", "Алёна"]),
    ("Иван", &["Ваня"]),
    ("Ирина", &["Ира"]),
    ("Ксения", &["Ксюша"]),
    ("Людмила", &["Люда", "Мила"]),
    ("Мария", &["Маша", "Маруся"]),
    ("Михаил", &["Миша"]),
    ("Надежда", &["Надя"]),
    ("Наталья", &["Наташа"]),
    ("Николай", &["Коля"]),
    ("Ольга", &["Оля"]),
    ("Павел", &["Паша"]),
    ("Сергей", &["Серёжа"]),
    ("Татьяна", &["Таня"]),
    ("Юлия", &["Юля"]),
    ("Юрий", &["Юра"]),
    ("Helen", &["Nell", "Nellie"]),
    ("Jessica", &["Jess"]),
    ("Mary", &["Molly", "Polly"]),
    ("Daniel", &["Dan", "Danny"]),
    ("James", &["Jim", "Jamie"]),
    ("Matthew", &["Matt"]),
    ("Thomas", &["Tom"]),
    ("William", &["Bill", "Will"]),
    ("Samuel", &["Sam"]),
    ("Kristīne", &["Krista"]),
    ("Aleksandrs", &["Sandis"]),
    ("محمد", &["ممد"]),
    ("ابراهیم", &["ابی"]),
];

/// A short form of a given name, where it has one.
pub(super) fn short(rng: &mut ChaCha8Rng, given: &str) -> Option<&'static str> {
    SHORT.iter().find(|(name, _)| *name == given).map(|(_, shorts)| one_of(rng, shorts))
}

/// A slip of the keyboard: a letter left out, doubled, replaced, or changed with its neighbour; never
/// the first.
pub(super) fn slip(rng: &mut ChaCha8Rng, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let places: Vec<usize> = (1..letters.len()).filter(|&at| letters[at].is_alphabetic()).collect();
    if places.len() < 2 {
        return text.to_owned();
    }
    let at = one_of(rng, &places);
    match rng.random_range(0..4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = letters[one_of(rng, &places)],
        _ if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters.swap(at - 1, at),
    }
    letters.into_iter().collect()
}

/// A name in plain Latin letters, by one of the ways in use.
pub(super) fn latin(rng: &mut ChaCha8Rng, name: &str) -> String {
    let mut latin = if name.chars().any(|letter| ('\u{600}'..'\u{700}').contains(&letter)) {
        // Who writes a Persian name in Latin letters writes its vowels.
        domain::names::fold(name)
    } else {
        romanise(name)
    };
    let ways: [&[(&str, &str)]; 4] = [
        &[],
        &[("yu", "ju"), ("ya", "ja"), ("kh", "h"), ("zh", "z")],
        &[("yu", "iu"), ("ya", "ia"), ("ks", "x"), ("ei", "ey"), ("ou", "u"), ("gh", "q")],
        &[("sh", "s"), ("ch", "c"), ("ss", "s"), ("mm", "m"), ("ee", "i"), ("ai", "ay")],
    ];
    for (one, other) in one_of(rng, &ways) {
        latin = latin.replace(one, other);
    }
    let mut letters = latin.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn mapped(latin: &str, letters: &str) -> String {
    const LATIN: &str = "abdegiklmnoprstuvz";
    let other: Vec<char> = letters.chars().collect();
    let map = |letter: char| LATIN.find(letter).and_then(|at| other.get(at)).copied();
    latin.chars().flat_map(char::to_lowercase).filter_map(map).filter(|letter| *letter != '_').collect()
}

/// A name made up in Latin letters, in Cyrillic.
pub(super) fn cyrillic(latin: &str) -> String {
    let lower = mapped(latin, "абдегиклмнопрстувз");
    let mut letters = lower.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// The same in Persian letters; short e is not written.
pub(super) fn persian(latin: &str) -> String {
    mapped(latin, "ابد_گیکلمنوپرستووز")
}

/// The family name a spouse bears.
pub(super) fn of_spouse(family: &str, woman: bool) -> String {
    let pairs: &[(&str, &str)] =
        &[("iņš", "iņa"), ("ов", "ова"), ("ев", "ева"), ("ин", "ина"), ("is", "e"), ("s", "a")];
    for (his, hers) in pairs {
        let (from, to) = if woman { (his, hers) } else { (hers, his) };
        if let Some(stem) = family.strip_suffix(from).filter(|stem| stem.chars().count() > 2) {
            return format!("{stem}{to}");
        }
    }
    family.to_owned()
}
