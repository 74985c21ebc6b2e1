//! A customer list with known doubles, for whoever looks for them: every row says which person it is
//! of. What befalls a second row of a person stands in [`Corruption`], the catalogue; who else looks
//! like a double and is none, in [`Lookalike`].

mod catalogue;
mod spelling;

use std::collections::HashSet;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::draw::{Aspect, chance, one_of, stream};
use crate::harbour::Language;
use crate::harbour::names;

pub use catalogue::{Corruption, Lookalike};

/// A row of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Whose it is: rows of one number are doubles.
    pub person: u64,
    /// Name as shown.
    pub name: String,
    /// E-mail; empty where none was left.
    pub email: String,
    /// Phone number as written.
    pub phone: String,
    /// Street and number.
    pub street: String,
    /// City.
    pub city: String,
    /// Postal code.
    pub postal_code: String,
    /// Birthday: year, month, day.
    pub born: Option<(i32, u8, u8)>,
}

/// Who may have one mailbox and one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contacts {
    /// Whoever draws them: strangers of one name may come to one mailbox, and any two to one number.
    Drawn,
    /// One person, or a couple that shares them. What somebody mistypes may still be another's. Any two
    /// rows of a person then agree on something that is more than the name.
    Owned,
}

/// A list of about so many rows.
#[derive(Clone, Copy, Debug)]
pub struct Doubles {
    /// Who may have one mailbox and one number.
    pub contacts: Contacts,
    /// From which all is drawn.
    pub seed: u64,
    /// How many rows; a household is never cut in two, so a few more can come.
    pub rows: usize,
}

/// What somebody truly is called, where they live and how they are reached.
#[derive(Clone)]
struct Truth {
    language: Language,
    woman: bool,
    given: String,
    family: String,
    email: String,
    phone: String,
    home: (String, String, String),
    born: (i32, u8, u8),
}

impl Doubles {
    /// The rows, household by household.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let (mut rows, mut person, mut household) = (Vec::with_capacity(self.rows + 8), 0, 0);
        let mut taken = Taken((self.contacts == Contacts::Owned).then(HashSet::new));
        while rows.len() < self.rows {
            let mut rng = stream(self.seed, household, Aspect::Person);
            household += 1;
            let first = truth(&mut rng, &mut taken, household);
            let lookalike = Lookalike::draw(&mut rng);
            let second =
                lookalike.map(|lookalike| relative(&mut rng, &mut taken, &first, lookalike, household));
            for truth in std::iter::once(&first).chain(&second) {
                person += 1;
                push(&mut rng, &mut taken, &mut rows, person, truth);
            }
        }
        rows
    }
}

/// Mailboxes and numbers that are somebody's already, where each has an owner.
struct Taken(Option<HashSet<String>>);

impl Taken {
    /// The first of what is drawn that nobody has.
    fn first_free(&mut self, mut draw: impl FnMut(u32) -> String) -> String {
        let mut drawn = draw(0);
        if let Some(taken) = &mut self.0 {
            let mut tries = 0;
            while !taken.insert(reached(&drawn)) {
                tries += 1;
                drawn = draw(tries);
            }
        }
        drawn
    }
}

/// A mailbox as its provider sees it.
fn reached(address: &str) -> String {
    match address.split_once('@') {
        Some((local, "gmail.com")) => local.replace('.', "") + "@gmail.com",
        _ => address.to_owned(),
    }
}

/// A person's row, and in some cases a second and a third.
fn push(rng: &mut ChaCha8Rng, taken: &mut Taken, rows: &mut Vec<Row>, person: u64, truth: &Truth) {
    let first = written(rng, person, truth);
    if chance(rng, catalogue::DOUBLED) {
        let second = catalogue::second(rng, taken, truth, &[&first]);
        let third =
            chance(rng, catalogue::TREBLED).then(|| catalogue::second(rng, taken, truth, &[&first, &second]));
        rows.push(second);
        rows.extend(third);
    }
    rows.push(first);
}

/// A row as its person gave it: not everybody leaves everything.
fn written(rng: &mut ChaCha8Rng, person: u64, truth: &Truth) -> Row {
    let left = |rng: &mut ChaCha8Rng, share: f64, text: &str| {
        if chance(rng, share) { text.to_owned() } else { String::new() }
    };
    let lives = chance(rng, 0.8);
    let home = |text: &str| if lives { text.to_owned() } else { String::new() };
    let email = left(rng, 0.85, &truth.email);
    let mut phone = left(rng, 0.75, &truth.phone);
    if email.is_empty() && phone.is_empty() {
        phone.clone_from(&truth.phone);
    }
    Row {
        person,
        name: format!("{} {}", truth.given, truth.family),
        email,
        phone,
        street: home(&truth.home.0),
        city: home(&truth.home.1),
        postal_code: home(&truth.home.2),
        born: chance(rng, 0.5).then_some(truth.born),
    }
}

/// Beginnings and endings that make family names beyond the most common ones.
const STEMS: [&str; 24] = [
    "Bal", "Dar", "Gor", "Kal", "Lem", "Mar", "Nor", "Pal", "Rud", "Sol", "Tar", "Vel", "Zar", "Bir", "Dum",
    "Gal", "Kur", "Lap", "Mel", "Ost", "Pur", "Sim", "Tul", "Vor",
];
const MIDDLES: [&str; 16] =
    ["a", "an", "ik", "ul", "em", "or", "in", "ap", "es", "ot", "ar", "il", "un", "ak", "em", "ad"];

fn family(rng: &mut ChaCha8Rng, language: Language, woman: bool) -> String {
    if chance(rng, 0.35) {
        let common = one_of(rng, names::of(language).families);
        return names::agreeing(common, woman).to_owned();
    }
    let (stem, middle) = (one_of(rng, &STEMS), one_of(rng, &MIDDLES));
    let second = one_of(rng, &MIDDLES);
    let latin = format!("{stem}{middle}{second}");
    match language {
        Language::English => latin + one_of(rng, &["ton", "ford", "ley", "well", "er"]),
        Language::Finnish => latin + one_of(rng, &["nen", "la", "lä", "vuori"]),
        Language::Latvian => {
            latin + if woman { one_of(rng, &["a", "e", "iņa"]) } else { one_of(rng, &["s", "is", "iņš"]) }
        }
        Language::Russian => {
            spelling::cyrillic(&latin)
                + if woman { one_of(rng, &["ова", "ина"]) } else { one_of(rng, &["ов", "ин"]) }
        }
        Language::Persian => spelling::persian(&latin) + one_of(rng, &["ی", "زاده", "پور", "نیا"]),
    }
}

const MAILS: [&str; 8] = [
    "gmail.com",
    "mail.example",
    "post.example",
    "inbox.example",
    "outlook.example",
    "home.example",
    "yandex.example",
    "work.example",
];
const STREETS: [&str; 20] = [
    "Lielā iela",
    "Brīvības iela",
    "Miera iela",
    "Ozolu iela",
    "Skolas iela",
    "Mannerheimintie",
    "Kauppakatu",
    "Koulukatu",
    "Main Street",
    "Church Road",
    "Station Road",
    "Mill Lane",
    "улица Ленина",
    "Садовая улица",
    "Школьная улица",
    "خیابان آزادی",
    "خیابان بهار",
    "Krasta iela",
    "Rantatie",
    "High Street",
];

fn home(rng: &mut ChaCha8Rng, language: Language) -> (String, String, String) {
    let city = one_of(rng, names::of(language).cities);
    let street = format!("{} {}", one_of(rng, &STREETS), rng.random_range(1..400));
    let flat = if chance(rng, 0.5) { format!("-{}", rng.random_range(1..80)) } else { String::new() };
    let area = city.bytes().fold(0u32, |sum, byte| sum * 31 % 80 + u32::from(byte)) % 80 + 10;
    (street + &flat, city.to_owned(), format!("{area}{:03}", rng.random_range(0..400)))
}

fn truth(rng: &mut ChaCha8Rng, taken: &mut Taken, household: u64) -> Truth {
    let languages =
        [Language::English, Language::Latvian, Language::Persian, Language::Russian, Language::Finnish];
    let language = one_of(rng, &languages);
    let woman = chance(rng, 0.5);
    let known = names::of(language);
    let given = one_of(rng, if woman { known.women } else { known.men }).to_owned();
    let family = family(rng, language, woman);
    let (email, phone) = (email(rng, taken, &given, &family, household), phone(rng, taken));
    let born = (rng.random_range(1940..2006), rng.random_range(1..13), rng.random_range(1..29));
    Truth { home: home(rng, language), language, woman, given, family, email, phone, born }
}

fn email(rng: &mut ChaCha8Rng, taken: &mut Taken, given: &str, family: &str, number: u64) -> String {
    taken.first_free(|tries| {
        let number = if tries == 0 { number } else { rng.random_range(0..1 << 40) };
        address(rng, given, family, number)
    })
}

fn address(rng: &mut ChaCha8Rng, given: &str, family: &str, number: u64) -> String {
    let (given, family) = (names::romanise(given), names::romanise(family));
    let initial = given.chars().next().unwrap_or('x');
    let local = match rng.random_range(0..4) {
        0 => format!("{given}.{family}{}", number % 1000),
        1 => format!("{initial}{family}{}", number % 10_000),
        2 => format!("{given}{}", number % 100_000),
        _ => format!("{family}.{given}"),
    };
    format!("{local}@{}", one_of(rng, &MAILS))
}

fn phone(rng: &mut ChaCha8Rng, taken: &mut Taken) -> String {
    taken.first_free(|_| format!("+3712{:07}", rng.random_range(0..10_000_000)))
}

/// Somebody of the same home who is not the same.
fn relative(
    rng: &mut ChaCha8Rng,
    taken: &mut Taken,
    of: &Truth,
    lookalike: Lookalike,
    household: u64,
) -> Truth {
    let mut other = truth(rng, taken, household + (1 << 40));
    other.home.clone_from(&of.home);
    other.language = of.language;
    let known = names::of(of.language);
    match lookalike {
        Lookalike::Couple => {
            other.woman = !of.woman;
            other.given = one_of(rng, if other.woman { known.women } else { known.men }).to_owned();
            other.family = spelling::of_spouse(&of.family, other.woman);
            other.email.clone_from(&of.email);
            if chance(rng, 0.4) {
                other.phone.clone_from(&of.phone);
            }
        }
        Lookalike::FatherAndSon => {
            (other.woman, other.given, other.family) = (of.woman, of.given.clone(), of.family.clone());
            other.email = email(rng, taken, &other.given, &other.family, household * 7 + 3);
            other.born.0 = of.born.0 + rng.random_range(20..38);
        }
    }
    other
}
