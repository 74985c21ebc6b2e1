//! What befalls the second row of a person, and who only looks like one.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{Row, Taken, Truth, email, home, phone, spelling};
use crate::draw::{chance, weighted};

/// Share of people with a second row, and of these with a third.
pub(super) const DOUBLED: f64 = 0.08;
pub(super) const TREBLED: f64 = 0.1;

/// What may happen between two rows of one person. A second row has one or two of the name's and one
/// state of each other thing; and something beside the name always stays, for else nobody could know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Corruption {
    /// The name as it was.
    NameKept,
    /// A letter of given or family name left out, doubled, replaced, or changed with its neighbour.
    NameTypo,
    /// A short form instead of the given name.
    Nickname,
    /// The name in Latin letters by one of the ways people do it.
    Transliterated,
    /// Family name first.
    Swapped,
    /// Only the initial of the given name.
    Initial,
    /// Another address of theirs, or none.
    EmailChanged,
    /// The same mailbox: a tag after a plus, or another dot where the provider ignores dots.
    EmailVariant,
    /// The same name at another provider.
    EmailMoved,
    /// A slip in the address.
    EmailTypo,
    /// The same number, written otherwise.
    PhoneRewritten,
    /// Another number, or none.
    PhoneChanged,
    /// Another home.
    MovedHouse,
    /// No home given.
    HomeLost,
    /// A slip in the street.
    StreetTypo,
    /// The birthday not given.
    BirthdayLost,
    /// Day and month in each other's place.
    BirthdaySwapped,
}

impl Corruption {
    /// Of the name, with their shares.
    pub const OF_NAME: [(Self, f64); 6] = [
        (Self::NameKept, 0.30),
        (Self::NameTypo, 0.20),
        (Self::Nickname, 0.15),
        (Self::Transliterated, 0.20),
        (Self::Swapped, 0.10),
        (Self::Initial, 0.05),
    ];
    /// Of the e-mail address.
    pub const OF_EMAIL: [(Self, f64); 4] = [
        (Self::EmailChanged, 0.40),
        (Self::EmailVariant, 0.30),
        (Self::EmailMoved, 0.18),
        (Self::EmailTypo, 0.12),
    ];
    /// Of the phone number.
    pub const OF_PHONE: [(Self, f64); 2] = [(Self::PhoneRewritten, 0.6), (Self::PhoneChanged, 0.4)];
    /// Of the home; what is left of the shares is a home kept.
    pub const OF_HOME: [(Self, f64); 3] =
        [(Self::MovedHouse, 0.25), (Self::HomeLost, 0.15), (Self::StreetTypo, 0.10)];
    /// Of the birthday; likewise.
    pub const OF_BIRTHDAY: [(Self, f64); 2] = [(Self::BirthdayLost, 0.45), (Self::BirthdaySwapped, 0.04)];
}

/// Two people of one home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookalike {
    /// Two who share an e-mail address, a family name and sometimes a number.
    Couple,
    /// Two of one whole name; what tells them apart is the birthday, the address and the number.
    FatherAndSon,
}

impl Lookalike {
    /// Shares of households.
    pub const SHARES: [(Self, f64); 2] = [(Self::Couple, 0.10), (Self::FatherAndSon, 0.01)];

    pub(super) fn draw(rng: &mut ChaCha8Rng) -> Option<Self> {
        pick(rng, &Self::SHARES)
    }
}

/// One by its share; what is left of the shares is none.
fn pick<T: Copy>(rng: &mut ChaCha8Rng, shares: &[(T, f64)]) -> Option<T> {
    let rest = 1.0 - shares.iter().map(|share| share.1).sum::<f64>();
    let at = weighted(rng, shares.iter().map(|share| share.1).chain([rest.max(0.0)]));
    shares.get(at).map(|share| share.0)
}

/// Another row of somebody.
pub(super) fn second(rng: &mut ChaCha8Rng, taken: &mut Taken, truth: &Truth, before: &[&Row]) -> Row {
    loop {
        let row = once(rng, taken, truth, before[0]);
        let knowable = match taken.0 {
            None => is_knowable(truth, before[0], &row),
            Some(_) => before.iter().all(|earlier| is_knowable_strictly(earlier, &row)),
        };
        if knowable {
            return row;
        }
    }
}

/// The same of any two rows, where an address that is no more than the name counts for no more.
fn is_knowable_strictly(one: &Row, other: &Row) -> bool {
    let both = |one: &str, other: &str| !one.is_empty() && one == other;
    let local = |text: &str| text.split(['@', '+']).next().unwrap_or_default().to_owned();
    let mailbox = |text: &str| {
        let domain = text.split('@').nth(1).unwrap_or_default();
        super::reached(&format!("{}@{domain}", local(text)))
    };
    let own = |text: &str| local(text).contains(|letter: char| letter.is_ascii_digit());
    let same_mailbox = !one.email.is_empty()
        && !other.email.is_empty()
        && (mailbox(&one.email) == mailbox(&other.email)
            || own(&one.email) && local(&one.email) == local(&other.email));
    both(&digits(&one.phone), &digits(&other.phone))
        || same_mailbox
        || both(&one.street, &other.street)
        || one.born.is_some() && one.born == other.born
}

/// The last eight digits of a number.
fn digits(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len().saturating_sub(8)..].iter().collect()
}

/// Whether something beside the name is left that both rows say.
fn is_knowable(truth: &Truth, first: &Row, row: &Row) -> bool {
    let both = |one: &str, other: &str| !one.is_empty() && !other.is_empty();
    let same_phone = both(&first.phone, &row.phone) && digits(&first.phone) == digits(&row.phone);
    let local = |text: &str| text.split(['@', '+']).next().unwrap_or_default().replace('.', "");
    let same_email = both(&first.email, &row.email) && local(&truth.email) == local(&row.email);
    let same_home = both(&first.street, &row.street) && first.street == row.street;
    let same_birthday = first.born.is_some() && first.born == row.born;
    same_phone || same_email || same_home || same_birthday
}

fn once(rng: &mut ChaCha8Rng, taken: &mut Taken, truth: &Truth, first: &Row) -> Row {
    let mut row = Row { person: first.person, ..Row::default() };
    row.name = name(rng, truth);
    row.email = match pick(rng, &Corruption::OF_EMAIL) {
        Some(Corruption::EmailVariant) => variant(rng, &truth.email),
        Some(Corruption::EmailMoved) => {
            let local = truth.email.split('@').next().unwrap_or_default();
            // Where all have somebody of that name, a provider further off.
            taken.first_free(|tries| format!("{local}@other{}.example", rng.random_range(0..9 + tries)))
        }
        Some(Corruption::EmailTypo) => spelling::slip(rng, &truth.email),
        _ if chance(rng, 0.5) => {
            let number = rng.random_range(0..1 << 40);
            email(rng, taken, &truth.given, &truth.family, number)
        }
        _ => String::new(),
    };
    row.phone = match pick(rng, &Corruption::OF_PHONE) {
        Some(Corruption::PhoneRewritten) => rewritten(rng, &truth.phone),
        _ if chance(rng, 0.3) => phone(rng, taken),
        _ => String::new(),
    };
    let (street, city, postal_code) = match pick(rng, &Corruption::OF_HOME) {
        Some(Corruption::MovedHouse) => home(rng, truth.language),
        Some(Corruption::HomeLost) => Default::default(),
        Some(Corruption::StreetTypo) => {
            let (street, city, postal_code) = truth.home.clone();
            (spelling::slip(rng, &street), city, postal_code)
        }
        _ => truth.home.clone(),
    };
    (row.street, row.city, row.postal_code) = (street, city, postal_code);
    let (year, month, day) = truth.born;
    row.born = match pick(rng, &Corruption::OF_BIRTHDAY) {
        Some(Corruption::BirthdayLost) => None,
        Some(_) if day <= 12 => Some((year, day, month)),
        _ => Some(truth.born),
    };
    row
}

fn name(rng: &mut ChaCha8Rng, truth: &Truth) -> String {
    let (mut given, mut family) = (truth.given.clone(), truth.family.clone());
    let kind = pick(rng, &Corruption::OF_NAME);
    match kind {
        Some(Corruption::NameTypo) if chance(rng, 0.5) => given = spelling::slip(rng, &given),
        Some(Corruption::NameTypo) => family = spelling::slip(rng, &family),
        Some(Corruption::Nickname) => {
            given = spelling::short(rng, &given).map_or(given, str::to_owned);
        }
        Some(Corruption::Transliterated) => {
            (given, family) = (spelling::latin(rng, &given), spelling::latin(rng, &family));
        }
        Some(Corruption::Initial) => given = given.chars().take(1).chain(['.']).collect(),
        _ => {}
    }
    if kind == Some(Corruption::Swapped) { format!("{family} {given}") } else { format!("{given} {family}") }
}

fn variant(rng: &mut ChaCha8Rng, email: &str) -> String {
    let (local, domain) = email.split_once('@').unwrap_or((email, "mail.example"));
    if domain == "gmail.com" && local.len() > 3 && chance(rng, 0.5) {
        let (start, end) = local.split_at(2);
        return format!("{start}.{end}@{domain}");
    }
    format!("{local}+shop@{domain}")
}

fn rewritten(rng: &mut ChaCha8Rng, phone: &str) -> String {
    let own = phone.trim_start_matches("+371");
    match rng.random_range(0..4) {
        0 => own.to_owned(),
        1 => format!("00371{own}"),
        2 => format!("+371 {} {}", &own[..4], &own[4..]),
        _ => format!("{}-{}", &own[..2], &own[2..]),
    }
}
