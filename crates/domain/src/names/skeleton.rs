//! What is left of a name where the ways to write it in Latin letters agree.

/// Spellings of one sound, the longest first: what one romanisation writes, all others meet.
/// Cyrillic's `ж ц ч ш щ х` come as `zh ts ch sh shch kh`, as Latvian's `ž c č š šč h` without their
/// marks, as German's `sch tsch ch`; Persian's `ق` as `q` or `gh`.
const SOUNDS: [(&str, &str); 27] = [
    ("shch", "s"),
    ("tsch", "k"),
    ("sch", "s"),
    ("tch", "k"),
    ("dzh", "j"),
    ("zh", "z"),
    ("sh", "s"),
    ("ch", "k"),
    ("ts", "k"),
    ("tz", "k"),
    ("sc", "s"),
    ("ck", "k"),
    ("dj", "j"),
    ("dz", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("rh", "r"),
    ("wh", "v"),
    ("qu", "kv"),
    ("q", "g"),
    ("x", "ks"),
    ("c", "k"),
    ("w", "v"),
    ("tt", "t"),
    ("ff", "v"),
];

/// The consonants of one folded word ([`super::fold`]), in classes that every common romanisation of
/// Cyrillic and Persian meets; a leading vowel is `a`. Without the endings by which Latvian and
/// Russian tell a woman's name from a man's (Bērziņš, Bērziņa). Words in scripts that [`super::fold`]
/// leaves alone stay whole.
///
/// ```
/// use domain::names::{fold, skeleton};
/// assert_eq!(skeleton(&fold("Ксения")), skeleton("xenia"));
/// assert_eq!(skeleton(&fold("Щукин")), skeleton("schukin"));
/// assert_eq!(skeleton(&fold("محمدی")), skeleton("mohamadi"));
/// ```
#[must_use]
pub fn skeleton(word: &str) -> String {
    if !word.is_ascii() {
        return word.to_owned();
    }
    let sounds = sounds(word);
    let mut bones = String::with_capacity(sounds.len());
    let mut last = None;
    for (place, letter) in sounds.chars().enumerate() {
        match letter {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'j' if place == 0 => bones.push('a'),
            'h' if place > 0 => {}
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'j' => {}
            _ if last == Some(letter) => {}
            _ => bones.push(letter),
        }
        last = Some(letter);
    }
    // Latvian's masculine ending; in front of it there must be a name.
    if bones.len() > 2 && bones.ends_with('s') {
        bones.pop();
    }
    bones
}

fn sounds(word: &str) -> String {
    let mut sounds = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let taken = match SOUNDS.iter().find(|(spelling, _)| rest.starts_with(spelling)) {
            Some((spelling, sound)) => {
                sounds.push_str(sound);
                spelling.len()
            }
            None => {
                sounds.push(letter);
                letter.len_utf8()
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    sounds
}
