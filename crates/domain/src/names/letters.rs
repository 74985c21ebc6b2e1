//! Letters of other alphabets in Latin ones.

/// The one letter that stands for several of the same sound and look: Arabic keyboards write
/// Persian's ye and kaf with their own (Unicode FAQ on Persian), and Cyrillic's short i is no marked i.
pub(super) fn same(letter: char) -> Option<char> {
    Some(match letter {
        'ي' | 'ى' | 'ئ' => 'ی',
        'ك' => 'ک',
        'ة' | 'ۀ' | 'ە' => 'ه',
        'أ' | 'إ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'آ' | 'й' | 'ё' | 'ї' | 'ў' => letter,
        _ => return None,
    })
}

/// Cyrillic by the rules of English road signs and passports, and Latin letters that no mark makes.
pub(super) fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'є' => "ye",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' => "i",
        'ї' => "yi",
        'й' | 'ы' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ı' => "i",
        'þ' => "th",
        _ => return None,
    })
}

/// Whether it belongs to the Arabic script, which writes no short vowels.
pub(super) fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d5}')
}

/// A word of the Arabic script as Persian reads it, without the vowels it does not write.
pub(super) fn romanise_arabic(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut latin = String::with_capacity(word.len());
    for (place, &letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| letters.get(before)).copied();
        let after = letters.get(place + 1).copied();
        match consonant(letter) {
            Some(sound) => latin.push_str(sound),
            None => latin.push_str(glide(before, letter, after)),
        }
        if !is_arabic(letter) {
            latin.push(letter);
        }
    }
    latin
}

fn consonant(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' => "t",
        'ث' | 'س' | 'ص' => "s",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' => "h",
        'خ' => "kh",
        'د' => "d",
        'ذ' | 'ز' | 'ض' | 'ظ' => "z",
        'ر' => "r",
        'ژ' => "zh",
        'ش' => "sh",
        'غ' | 'ق' => "gh",
        'ف' => "f",
        'ک' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        _ => return None,
    })
}

/// Alef, vav and ye: vowels between consonants, consonants at the beginning and beside a vowel.
fn glide(before: Option<char>, letter: char, after: Option<char>) -> &'static str {
    let is_long = |letter: Option<char>| matches!(letter, Some('ا' | 'آ' | 'و' | 'ی'));
    let stands_apart = before.is_none() || is_long(after) || (is_long(before) && after.is_some());
    match letter {
        'ا' | 'آ' => "a",
        'ع' if before.is_none() => "a",
        'و' if stands_apart || before == Some('ا') => "v",
        'و' => "u",
        'ی' if before.is_none() || matches!(after, Some('ا' | 'آ')) => "y",
        'ی' => "i",
        _ => "",
    }
}
