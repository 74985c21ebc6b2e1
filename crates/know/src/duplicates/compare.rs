//! How far two people agree, comparison by comparison.

use domain::merging::{Comparison, Level};

use super::people::{Address, Email, Part, People};

/// The comparisons, in the order of a pair's levels.
pub(super) const COMPARISONS: [(Comparison, &[Level]); 6] = [
    (
        Comparison::Given,
        &[
            Level::Same,
            Level::Spelling,
            Level::Nickname,
            Level::Typo,
            Level::Slightly,
            Level::Swapped,
            Level::Different,
        ],
    ),
    (
        Comparison::Family,
        &[Level::Same, Level::Spelling, Level::Typo, Level::Slightly, Level::Swapped, Level::Different],
    ),
    (
        Comparison::Email,
        // The second same and the second partly: of addresses that are no more than the name.
        &[Level::Same, Level::Partly, Level::Typo, Level::Same, Level::Partly, Level::Different],
    ),
    (Comparison::Phone, &[Level::Same, Level::Typo, Level::Different]),
    (Comparison::Address, &[Level::Same, Level::Typo, Level::Partly, Level::Slightly, Level::Different]),
    (Comparison::Birthday, &[Level::Same, Level::Partly, Level::Different]),
];

/// The levels of a pair, one a comparison; past a comparison's own levels is missing.
pub(super) type Levels = [u8; 6];

/// The place of a level among its comparison's; one past them where either side is silent.
fn place(comparison: usize, level: Level) -> u8 {
    let levels = COMPARISONS[comparison].1;
    levels.iter().position(|one| *one == level).unwrap_or(levels.len()) as u8
}

/// Places among the levels of e-mail addresses that are no more than the name: the same address, and
/// the same before the @.
const NAMED: [u8; 2] = [3, 4];
/// More than so many rows with one local part are more than one person: it is a name.
const OWN_MAX: u32 = 4;
const EMAIL_DIFFERENT: u8 = 5;
const EMAIL_MISSING: u8 = 6;

/// The level at a place.
pub(super) fn level(comparison: usize, place: u8) -> Level {
    COMPARISONS[comparison].1.get(place as usize).copied().unwrap_or(Level::Missing)
}

/// Jaro-Winkler similarity (Winkler 1990) from which two names are a slip apart.
const TYPO: f64 = 0.91;

/// Compares two people.
pub(super) fn compare(people: &People, a: u32, b: u32) -> Levels {
    let (i, j) = (a as usize, b as usize);
    let (mut given, mut family) =
        names(people, (people.given[i], people.family[i]), (people.given[j], people.family[j]));
    let stand_apart = |level| matches!(level, Level::Different);
    // Short skeletons are shared by too many names: Reza Hosseini is not Hossein Rezaei.
    let crossed = |one: Part, other: Part| {
        one.text != 0
            && (one.text == other.text || one.bones == other.bones && people.bones.text(one.bones).len() >= 4)
    };
    if stand_apart(given)
        && stand_apart(family)
        && crossed(people.given[i], people.family[j])
        && crossed(people.family[i], people.given[j])
    {
        (given, family) = (Level::Swapped, Level::Swapped);
    }
    let one_name = given == Level::Same && family == Level::Same;
    let mut email = emails(people, people.emails.get(a), people.emails.get(b), one_name);
    if email == NAMED[1] && (stand_apart(given) || stand_apart(family)) {
        // The name of only one of them, at another provider: it says nothing.
        email = EMAIL_MISSING;
    }
    [
        place(0, given),
        place(1, family),
        email,
        place(3, phones(people.phones.get(a), people.phones.get(b))),
        place(4, addresses(people, people.address[i], people.address[j])),
        place(5, birthdays(people.born[i], people.born[j])),
    ]
}

fn names(people: &People, a: (Part, Part), b: (Part, Part)) -> (Level, Level) {
    let given = match name(people, a.0, b.0) {
        // Aleksandr and Aleksandra are two, though their names are one.
        Level::Spelling | Level::Typo if of_either_gender(people, a.0, b.0) => Level::Different,
        Level::Different | Level::Typo if a.0.group != 0 && a.0.group == b.0.group => Level::Nickname,
        other => other,
    };
    (given, name(people, a.1, b.1))
}

/// A name so many times rarer than one a letter away is a slip of it.
const SLIP: u32 = 25;

/// Whether one name is the other with a woman's ending: Aleksandra and Aleksandr, Roberta and Roberts.
/// `Hann` is no man's name, but what hardly anybody makes of the Hanna of many.
fn of_either_gender(people: &People, a: Part, b: Part) -> bool {
    let (one, other) = (people.names.text(a.text), people.names.text(b.text));
    let counts = [a, b].map(|part| people.names.count(part.text));
    let is_slip = counts[0].min(counts[1]).saturating_mul(SLIP) < counts[0].max(counts[1]);
    let ends = |woman: &str, man: &str| {
        let bare = man.strip_suffix('s').unwrap_or(man);
        let stems = [man, bare, bare.strip_suffix(['i', 'u']).unwrap_or(bare)];
        man.len() > 3 && woman.strip_suffix('a').is_some_and(|stem| stems.contains(&stem))
    };
    a.bones == b.bones && !is_slip && (ends(one, other) || ends(other, one))
}

fn name(people: &People, a: Part, b: Part) -> Level {
    if a.text == 0 || b.text == 0 {
        return Level::Missing;
    }
    if a.text == b.text {
        return Level::Same;
    }
    if a.bones == b.bones {
        return Level::Spelling;
    }
    let (one, other) = (people.names.text(a.text), people.names.text(b.text));
    // An initial; some letters are romanised as two.
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if short.len() <= 2 {
        return if long.starts_with(short) { Level::Slightly } else { Level::Different };
    }
    let near = long.len() - short.len() <= 3;
    let slip = || long.len() - short.len() <= 1 && strsim::osa_distance(one, other) == 1;
    if near && (strsim::jaro_winkler(one, other) >= TYPO || slip()) { Level::Typo } else { Level::Different }
}

fn emails(people: &People, a: &[Email], b: &[Email], one_name: bool) -> u8 {
    if a.is_empty() || b.is_empty() {
        return EMAIL_MISSING;
    }
    // A number in an address tells namesakes apart; who mistypes it reaches somebody else.
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let slip = |one: &str, other: &str| {
        one.len().abs_diff(other.len()) <= 1
            && strsim::osa_distance(one, other) == 1
            && digits(one) == digits(other)
    };
    let level = |one: &Email, other: &Email| {
        let local = (people.locals.text(one.local), people.locals.text(other.local));
        let domain = (people.domains.text(one.domain), people.domains.text(other.domain));
        let common = people.locals.count(one.local) > OWN_MAX;
        let named = one.is_name || other.is_name || common;
        if one.whole == other.whole {
            if named { NAMED[0] } else { 0 }
        } else if one.local == other.local && slip(domain.0, domain.1) {
            2
        } else if one.local == other.local && (named || local.0.len() >= 5) {
            if named { NAMED[1] } else { 1 }
        } else if one.domain == other.domain && local.0.len() >= 5 && slip(local.0, local.1) {
            // The names are a letter apart, and so are addresses made of them.
            if one.is_name && other.is_name && !one_name { EMAIL_MISSING } else { 2 }
        } else {
            EMAIL_DIFFERENT
        }
    };
    let best = a.iter().flat_map(|one| b.iter().map(move |other| level(one, other))).min_by_key(|level| {
        // What tells most first.
        [0, 2, 1, 3, 4, EMAIL_MISSING, EMAIL_DIFFERENT].iter().position(|one| one == level)
    });
    best.unwrap_or(EMAIL_DIFFERENT)
}

fn phones(a: &[u64], b: &[u64]) -> Level {
    if a.is_empty() || b.is_empty() {
        return Level::Missing;
    }
    let mut level = Level::Different;
    for one in a {
        for other in b {
            if one == other {
                return Level::Same;
            }
            if digits_apart(*one, *other) {
                level = Level::Typo;
            }
        }
    }
    level
}

/// Whether one digit differs, or two neighbours stand in each other's place.
fn digits_apart(one: u64, other: u64) -> bool {
    let digit = |number: u64, at: u32| number / 10u64.pow(at) % 10;
    let mut apart = (0..8).filter(|&at| digit(one, at) != digit(other, at));
    match (apart.next(), apart.next(), apart.next()) {
        (Some(_), None, _) => true,
        (Some(first), Some(second), None) => {
            second == first + 1
                && digit(one, first) == digit(other, second)
                && digit(one, second) == digit(other, first)
        }
        _ => false,
    }
}

fn addresses(people: &People, a: Address, b: Address) -> Level {
    let same = |one: u32, other: u32| one != 0 && one == other;
    let differ = |one: u32, other: u32| one != 0 && other != 0 && one != other;
    let place = same(a.postal_code, b.postal_code) || same(a.city, b.city);
    let elsewhere = differ(a.city, b.city) && !same(a.postal_code, b.postal_code);
    if same(a.street, b.street) && !elsewhere {
        return Level::Same;
    }
    if differ(a.street, b.street) && place {
        let (one, other) = (people.streets.text(a.street), people.streets.text(b.street));
        let number = |street: &str| street.rsplit(' ').next().unwrap_or_default().to_owned();
        let near = one.len().abs_diff(other.len()) <= 2 && one.as_bytes().first() == other.as_bytes().first();
        if near && number(one) == number(other) && strsim::jaro_winkler(one, other) >= TYPO {
            return Level::Typo;
        }
    }
    if same(a.postal_code, b.postal_code) {
        Level::Partly
    } else if same(a.city, b.city) {
        Level::Slightly
    } else if differ(a.city, b.city) || differ(a.postal_code, b.postal_code) || differ(a.street, b.street) {
        Level::Different
    } else {
        Level::Missing
    }
}

/// Days of one calendar; a year that one side does not know is no difference.
fn birthdays(a: u32, b: u32) -> Level {
    if a == 0 || b == 0 || a >> 31 != b >> 31 {
        return Level::Missing;
    }
    let parts = |born: u32| ((born & !(1 << 31)) / 512, born / 32 % 16, born % 32);
    let ((year_a, month_a, day_a), (year_b, month_b, day_b)) = (parts(a), parts(b));
    let years_known = year_a != 0 && year_b != 0;
    let (year, month, day) = (year_a == year_b, month_a == month_b, day_a == day_b);
    match (years_known, year, month, day) {
        (true, true, true, true) => Level::Same,
        (false, _, true, true) | (true, true, false, true) | (true, true, true, false) => Level::Partly,
        (true, true, false, false) if (month_a, day_a) == (day_b, month_b) => Level::Partly,
        _ => Level::Different,
    }
}
