//! Common given and family names in five languages, and their spelling in plain Latin letters.

mod english;
mod finnish;
mod latvian;
mod persian;
mod russian;

use super::people::Language;

/// The names of one language.
pub(crate) struct Names {
    pub women: &'static [&'static str],
    pub men: &'static [&'static str],
    /// Family names; where men and women bear different forms, `his/hers`.
    pub families: &'static [&'static str],
    /// Where its speakers live; the first cities are near the shop.
    pub cities: &'static [&'static str],
}

pub(crate) fn of(language: Language) -> &'static Names {
    match language {
        Language::English => &english::NAMES,
        Language::Latvian => &latvian::NAMES,
        Language::Persian => &persian::NAMES,
        Language::Russian => &russian::NAMES,
        Language::Finnish => &finnish::NAMES,
    }
}

/// The form of a family name that a woman or a man bears.
pub(crate) fn agreeing(family: &'static str, woman: bool) -> &'static str {
    let (his, hers) = family.split_once('/').unwrap_or((family, family));
    if woman { hers } else { his }
}

/// A name as an e-mail address carries it: lowercase a to z. Persian doesn't write short vowels,
/// so what comes of it is rough, as it is in real addresses.
pub(crate) fn romanise(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).map(letters).collect()
}

fn letters(letter: char) -> &'static str {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyz";
    match letter {
        'a'..='z' => {
            let index = letter as usize - 'a' as usize;
            &PLAIN[index..=index]
        }
        'ā' | 'ä' | 'å' | 'а' | 'ا' | 'آ' | 'ع' => "a",
        'č' | 'ч' | 'چ' => "ch",
        'ē' | 'е' | 'ё' | 'э' => "e",
        'ģ' | 'г' | 'گ' => "g",
        'ī' | 'и' | 'й' | 'ی' => "i",
        'ķ' | 'к' | 'ک' => "k",
        'ļ' | 'л' | 'ل' => "l",
        'ņ' | 'н' | 'ن' => "n",
        'š' | 'ш' | 'ش' => "sh",
        'ū' | 'у' => "u",
        'ž' | 'ж' | 'ژ' => "zh",
        'ö' | 'о' => "o",
        'б' | 'ب' => "b",
        'в' | 'و' => "v",
        'д' | 'د' => "d",
        'з' | 'ز' | 'ذ' | 'ض' | 'ظ' => "z",
        'м' | 'م' => "m",
        'п' | 'پ' => "p",
        'р' | 'ر' => "r",
        'с' | 'س' | 'ص' | 'ث' => "s",
        'т' | 'ت' | 'ط' => "t",
        'ф' | 'ف' => "f",
        'х' | 'خ' => "kh",
        'ц' => "ts",
        'щ' => "shch",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        'ج' => "j",
        'ح' | 'ه' => "h",
        'غ' | 'ق' => "gh",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Language; 5] =
        [Language::English, Language::Latvian, Language::Persian, Language::Russian, Language::Finnish];

    #[test]
    fn every_letter_of_every_name_has_a_latin_spelling() {
        for names in ALL.map(of) {
            let families = names.families.iter().flat_map(|family| family.split('/'));
            for name in names.women.iter().chain(names.men).copied().chain(families) {
                for letter in name.chars().flat_map(char::to_lowercase) {
                    let silent = [' ', '-', 'ь', 'ъ', '\u{200c}', 'ئ'].contains(&letter);
                    assert!(silent || !letters(letter).is_empty(), "{letter} in {name}");
                }
                assert!(romanise(name).is_ascii() && !romanise(name).is_empty());
            }
        }
        assert_eq!(romanise("Žanna Ķēniņš"), "zhannakeninsh");
        assert_eq!(romanise("Ольга"), "olga");
        assert_eq!(romanise("زهرا"), "zhra");
    }

    #[test]
    fn family_names_agree_with_their_bearers_where_the_language_asks() {
        let differs = |language| of(language).families.iter().filter(|family| family.contains('/')).count();
        assert!(differs(Language::Latvian) * 2 > of(Language::Latvian).families.len());
        assert!(differs(Language::Russian) * 2 > of(Language::Russian).families.len());
        assert_eq!(differs(Language::English) + differs(Language::Finnish) + differs(Language::Persian), 0);
        assert_eq!(agreeing("Bērziņš/Bērziņa", true), "Bērziņa");
        assert_eq!(agreeing("Иванов/Иванова", false), "Иванов");
        assert_eq!(agreeing("Virtanen", true), "Virtanen");
    }

    #[test]
    fn no_name_is_listed_twice_and_none_breaks_a_csv() {
        for names in ALL.map(of) {
            let mut list = names.families.to_vec();
            list.extend(names.women.iter().chain(names.men));
            let unique: std::collections::BTreeSet<_> = list.iter().collect();
            assert_eq!(unique.len(), list.len(), "{list:?}");
            assert!(list.iter().all(|name| !name.contains([',', '"', '\n'])));
        }
    }
}
