//! What the café remembers of its regulars, the firms it supplies, and people it wrote down twice.

mod phrases;

use domain::Day;
use domain::memory::{Basis, Calendar, Draft, FactKind, LeapRule, Level, Recurring, Source, When};
use domain::profile::Profile;
use domain::promises::{PromiseKind, PromiseState};
use domain::time::DAY_MICROS;
use domain::timeline::Kind;
use rand_chacha::ChaCha8Rng;

use super::{Harbour, Language, Person, names};
use crate::draw::{Aspect, chance, one_of, stream, uniform};
use phrases::Phrases;

/// Of so many customers one is somebody we know well.
const ONE_IN: u64 = 18;
/// Beyond so many customers nobody more is known well: a demo wants life, not bulk.
const FIRST: u64 = 3_600;
/// Keeps these draws apart from the customers' own.
const SALT: u64 = 0x6d65_6d6f_7279;

/// A promise or a wish, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Which of both.
    pub kind: PromiseKind,
    /// What.
    pub text: String,
    /// Until when.
    pub due: Option<Day>,
    /// Open, kept or broken.
    pub state: PromiseState,
}

/// A note, call, visit or gift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// What it was.
    pub kind: Kind,
    /// Microseconds since 1970-01-01.
    pub at: i64,
    /// What there is to say of it.
    pub text: String,
}

/// All we remember of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// What can be said beyond the name.
    pub profile: Profile,
    /// Facts.
    pub facts: Vec<Draft>,
    /// Promises and wishes.
    pub promises: Vec<Promise>,
    /// Touches, in no order.
    pub touches: Vec<Touch>,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Its name.
    pub name: &'static str,
    /// Where it is.
    pub city: &'static str,
    /// What it is to us.
    pub stakes: &'static [&'static str],
    /// The company it is part of, by its place in the list.
    pub part_of: Option<usize>,
    /// The customers who work there.
    pub members: Vec<u64>,
}

/// Somebody written down a second time, or somebody who only looks so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Double {
    /// Whom they are, or resemble.
    pub of: u64,
    /// The name as it was written.
    pub name: String,
    /// Another address of theirs.
    pub email: String,
    /// The number of their home, as it was first written and as it was written here.
    pub phones: [String; 2],
    /// What is known beside: for father and son it differs.
    pub profile: Profile,
    /// Their birthday, where it tells two of one name apart.
    pub born: Option<Recurring>,
}

impl Harbour {
    /// The customers we know well, in order.
    pub fn known_well(&self) -> impl Iterator<Item = u64> + '_ {
        (7..self.customers.min(FIRST)).step_by(ONE_IN as usize)
    }

    /// What we remember of a customer we know well.
    #[must_use]
    pub fn remembered(&self, customer: u64) -> Remembered {
        let rng = &mut stream(self.seed ^ SALT, customer, Aspect::Person);
        let person = self.person(customer);
        let say = phrases::of(person.language);
        let mut facts = Vec::new();
        for (kind, texts, chance_of) in [
            (FactKind::Family, say.family, 0.5),
            (FactKind::Work, say.work, 0.4),
            (FactKind::Interest, say.interest, 0.6),
            (FactKind::Preference, say.preference, 0.8),
        ] {
            if chance(rng, chance_of) {
                facts.push(fact(kind, one_of(rng, texts), Level::Ordinary));
            }
        }
        facts.extend(birthday(rng, person.language, say));
        facts.extend(chance(rng, 0.12).then(|| fact(FactKind::Family, say.private, Level::Private)));
        facts.extend(chance(rng, 0.08).then(|| fact(FactKind::Other, say.special, Level::Special)));
        let promises = self.promises(rng, say);
        let touches = self.touches(rng, say);
        Remembered { profile: profile(&person, customer), facts, promises, touches }
    }

    fn promises(&self, rng: &mut ChaCha8Rng, say: &Phrases) -> Vec<Promise> {
        let mut promises = Vec::new();
        if chance(rng, 0.45) {
            let due = Day(self.last_day.0 + (uniform(rng) * 60.0) as i32 - 35);
            let late = due.0 < self.last_day.0;
            let state = match uniform(rng) {
                draw if late && draw < 0.55 => PromiseState::Kept,
                draw if late && draw < 0.75 => PromiseState::Broken,
                _ => PromiseState::Open,
            };
            let text = one_of(rng, say.promise).to_owned();
            promises.push(Promise { kind: PromiseKind::Promise, text, due: Some(due), state });
        }
        if chance(rng, 0.25) {
            let (text, state) = (say.wish.to_owned(), PromiseState::Open);
            promises.push(Promise { kind: PromiseKind::Wish, text, due: None, state });
        }
        promises
    }

    fn touches(&self, rng: &mut ChaCha8Rng, say: &Phrases) -> Vec<Touch> {
        let mut touches = Vec::new();
        for (kind, texts, most) in
            [(Kind::Note, say.note, 3.0), (Kind::Call, say.call, 2.0), (Kind::Gift, say.gift, 1.6)]
        {
            for _ in 0..(uniform(rng) * most) as usize {
                let ago = 1.0 + uniform(rng) * 400.0;
                let at = i64::from(self.last_day.0) * DAY_MICROS - (ago * DAY_MICROS as f64) as i64;
                touches.push(Touch { kind, at, text: one_of(rng, texts).to_owned() });
            }
        }
        touches
    }

    /// The organisations, each with customers who work there.
    #[must_use]
    pub fn companies(&self) -> Vec<Company> {
        let mut known = self.known_well();
        let mut company = |name, city, stakes, part_of, size| Company {
            name,
            city,
            stakes,
            part_of,
            members: known.by_ref().step_by(2).take(size).collect(),
        };
        vec![
            company("Baltic Beans", "Rīga", &["supplier"], None, 3),
            company("Baltic Beans Roastery", "Jelgava", &["supplier"], Some(0), 2),
            company("Andrejsala Studios", "Rīga", &[], None, 5),
            company("Порт Медиа", "Рига", &["media"], None, 2),
            company("Kivi & Koski Oy", "Tampere", &["reseller"], None, 3),
            company("فرش آفتاب", "تهران", &["provider"], None, 2),
            company("Quayside Capital", "London", &["investor", "lender"], None, 2),
        ]
    }

    /// Pairs of customers of one family.
    #[must_use]
    pub fn families(&self) -> Vec<(u64, u64)> {
        let known: Vec<u64> = self.known_well().collect();
        known.chunks_exact(9).map(|nine| (nine[3], nine[7])).collect()
    }

    /// People written down twice: with a slip of the pen, in another script, with another address; and
    /// sons who bear their father's name.
    #[must_use]
    pub fn doubles(&self) -> Vec<Double> {
        let known: Vec<u64> = self.known_well().collect();
        let of = |(place, &customer): (usize, &u64)| {
            let rng = &mut stream(self.seed ^ SALT, customer, Aspect::Life);
            let person = self.person(customer);
            let email = format!("{}.{}@post.example", names::romanise(person.family), customer);
            let number = 67_200_000 + customer;
            let phones = [format!("+371 {number}"), number.to_string()];
            let (name, born) = match place % 4 {
                0 => (slip(rng, &person.name()), None),
                1 => (capitalised(&[person.given, person.family]), None),
                2 => (person.name(), None),
                _ => (person.name(), Recurring::new(Calendar::Gregorian, Some(2004), 6, 14, None).ok()),
            };
            Double { of: customer, name, email, phones, profile: profile(&person, customer), born }
        };
        known.iter().skip(1).step_by(5).take(36).enumerate().map(of).collect()
    }
}

fn fact(kind: FactKind, text: &str, level: Level) -> Draft {
    Draft {
        kind,
        text: text.to_owned(),
        when: None,
        source: Source::Said,
        source_note: String::new(),
        basis: Basis::Consent,
        level,
        expires_on: None,
    }
}

/// A birthday in the calendar of the language; now and then a leap day.
fn birthday(rng: &mut ChaCha8Rng, language: Language, say: &Phrases) -> Option<Draft> {
    if !chance(rng, 0.7) {
        return None;
    }
    let (month, day) = (1 + (uniform(rng) * 12.0) as u8, 1 + (uniform(rng) * 28.0) as u8);
    let year = (uniform(rng) * 45.0) as i32;
    let known = chance(rng, 0.6);
    let date = match language {
        Language::Persian => Recurring::new(Calendar::Jalali, known.then_some(1335 + year), month, day, None),
        _ if chance(rng, 0.04) => {
            Recurring::new(Calendar::Gregorian, Some(1988), 2, 29, Some(LeapRule::Before))
        }
        _ => Recurring::new(Calendar::Gregorian, known.then_some(1956 + year), month, day, None),
    };
    Some(Draft {
        when: Some(When::Yearly(date.ok()?)),
        ..fact(FactKind::Date, say.birthday, Level::Ordinary)
    })
}

fn profile(person: &Person, customer: u64) -> Profile {
    let country = match person.language {
        Language::Latvian => "LV",
        Language::Finnish => "FI",
        _ => "",
    };
    Profile {
        given: person.given.to_owned(),
        family: person.family.to_owned(),
        language: person.language.code().to_owned(),
        street: street(person.language, customer),
        city: person.city.to_owned(),
        country: country.to_owned(),
        ..Profile::default()
    }
}

/// Street and number, in the order of the language.
fn street(language: Language, customer: u64) -> String {
    let number = 1 + customer * 37 % 180;
    match language {
        Language::English => format!("{number} Harbour Street"),
        Language::Latvian => format!("Ostas iela {number}"),
        Language::Russian => format!("Портовая улица, {number}"),
        Language::Persian => format!("خیابان بندر، پلاک {number}"),
        Language::Finnish => format!("Satamakatu {number}"),
    }
}

/// A name with two letters of it changed round.
fn slip(rng: &mut ChaCha8Rng, name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = 1 + (uniform(rng) * (letters.len().saturating_sub(3)) as f64) as usize;
    if letters.get(at + 1).is_some_and(|next| *next != ' ') && letters[at] != ' ' {
        letters.swap(at, at + 1);
    } else {
        letters.remove(at);
    }
    letters.into_iter().collect()
}

/// Names in Latin letters, as a shop abroad would write them.
fn capitalised(words: &[&str]) -> String {
    let one = |word: &&str| {
        let latin = names::romanise(word);
        let mut letters = latin.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    };
    words.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_may_be_kept_and_is_the_same_each_time() {
        let harbour = Harbour::new(7, 3_000, Day(20_700));
        let known: Vec<u64> = harbour.known_well().collect();
        assert!(known.len() > 150);
        let all: Vec<Remembered> = known.iter().map(|customer| harbour.remembered(*customer)).collect();
        assert_eq!(all[5], harbour.remembered(known[5]));
        for one in &all {
            assert!(one.facts.iter().all(|fact| fact.clone().checked(Day(20_701)).is_ok()));
            assert!(one.profile.clone().checked().is_ok());
            assert!(one.touches.iter().all(|touch| touch.at < 20_700 * DAY_MICROS));
        }
        let facts: Vec<&Draft> = all.iter().flat_map(|one| &one.facts).collect();
        for level in [Level::Private, Level::Special] {
            assert!(facts.iter().any(|fact| fact.level == level), "{level:?}");
        }
        let promises: Vec<&Promise> = all.iter().flat_map(|one| &one.promises).collect();
        for state in [PromiseState::Open, PromiseState::Kept, PromiseState::Broken] {
            assert!(promises.iter().any(|promise| promise.state == state), "{state:?}");
        }
    }

    #[test]
    fn doubles_differ_from_those_they_double_and_companies_have_members() {
        let harbour = Harbour::new(7, 3_000, Day(20_700));
        let doubles = harbour.doubles();
        assert!(doubles.len() >= 24);
        assert!(doubles.iter().all(|double| Some(&double.email) != harbour.person(double.of).email.as_ref()));
        assert!(doubles.iter().any(|double| double.name != harbour.person(double.of).name()));
        assert!(harbour.companies().iter().all(|company| !company.members.is_empty()));
        assert!(!harbour.families().is_empty());
    }
}
