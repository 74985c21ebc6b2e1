//! People as they are compared: every text interned, so that a million fit in little memory and
//! most comparisons are of two numbers.

use std::collections::HashMap;

use domain::ids::PersonId;
use domain::names::{fold, skeleton};
use store::people::Kind;
use store::suggestions::Records;

use super::columns::{Interned, Lists};
use super::mixture::SharedNames;
use super::nicknames;

/// Bytes of a name that count, folded or not: nobody's name is told apart beyond.
const NAME_BYTES: usize = 256;
/// An address or number that more people have belongs to an office or a family, not to a person.
const SHARED_MAX: u32 = 6;
/// What stands in name fields where nobody gave a name.
const NO_NAMES: &str = "test tester testing n a na nan none null unknown anonymous anonim anonims guest client customer \
    buyer user admin info name noname nobody unnamed undefined deleted asdf qwerty xxx xx x aaa abc \
    nezinams klients pircejs tests gost klient pokupatel neizvestno neizvestny bezymyannyy asiakas tuntematon \
    vieras testi moshtari nashenas first last given family firstname lastname surname";
/// Titles and generations in names.
const TITLES: &str = "mr mrs ms miss dr prof sir jr sr ii iii iv gospodin gospozha aghaye khanom herra rouva";
/// Local parts of addresses that an office answers.
const OFFICES: &str = "info office sales admin contact hello support mail post noreply no-reply billing \
    accounts shop orders service team hr birojs parbaude zakaz kontakt toimisto asiakaspalvelu test";
/// Legal forms of organisations.
const FORMS: &str =
    "sia as ou oy oyj ab ltd limited llc llp inc corp co company gmbh ag bv nv sa sarl ooo oao zao ao ip ik";

fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == word)
}

/// A part of a name: as folded, its skeleton, its group of short forms (0 where none).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) text: u32,
    pub(super) bones: u32,
    pub(super) group: u32,
}

/// An address: local part, domain, both; and whether the local part is no more than the name, which
/// namesakes share.
#[derive(Clone, Copy)]
pub(super) struct Email {
    pub(super) is_name: bool,
    pub(super) local: u32,
    pub(super) domain: u32,
    pub(super) whole: u32,
}

/// Where somebody lives.
#[derive(Clone, Copy, Default)]
pub(super) struct Address {
    /// Street and number together.
    pub(super) street: u32,
    pub(super) city: u32,
    pub(super) postal_code: u32,
}

/// Everybody, in columns.
#[derive(Default)]
pub(super) struct People {
    pub(super) ids: Vec<PersonId>,
    pub(super) organisation: Vec<bool>,
    pub(super) given: Vec<Part>,
    pub(super) family: Vec<Part>,
    pub(super) address: Vec<Address>,
    /// A birthday: year (0 where unknown) × 512 + month × 32 + day; 0 where unknown.
    pub(super) born: Vec<u32>,
    pub(super) emails: Lists<Email>,
    pub(super) phones: Lists<u64>,
    pub(super) names: Interned,
    pub(super) bones: Interned,
    pub(super) groups: HashMap<u32, u32>,
    pub(super) locals: Interned,
    pub(super) domains: Interned,
    pub(super) addresses: Interned,
    pub(super) streets: Interned,
    pub(super) cities: Interned,
    pub(super) postal_codes: Interned,
    pub(super) numbers: HashMap<u64, u32>,
    /// Addresses and numbers left out because too many have them.
    pub(super) shared: u64,
}

impl People {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Reads everybody's columns.
    pub(super) fn of(records: &Records) -> Self {
        let mut people = Self { ids: records.person.clone(), ..Self::default() };
        people.organisation.clone_from(&records.organisation);
        for row in 0..records.person.len() {
            people.push_name(records, row);
            let address = Address {
                street: people.streets.add(&street(records.street.get(row))),
                city: people.cities.add(&words(records.city.get(row))),
                postal_code: people.postal_codes.add(&postal_code(records.postal_code.get(row))),
            };
            people.address.push(address);
        }
        people.push_contacts(records);
        people.born = vec![0; people.ids.len()];
        for (at, &(person, calendar, year, month, day)) in records.date.iter().enumerate() {
            let text = fold(first_bytes(records.date_text.get(at)));
            let is_birthday = BIRTHDAYS.iter().any(|word| text.contains(word));
            if let (true, Some(born)) = (is_birthday, people.born.get_mut(person as usize)) {
                let year = u32::try_from(year).unwrap_or_default().min(9999);
                let own = if calendar == b'j' { 1 << 31 } else { 0 };
                *born = own | (year * 512 + u32::from(month) * 32 + u32::from(day));
            }
        }
        for texts in [
            &mut people.names,
            &mut people.bones,
            &mut people.locals,
            &mut people.domains,
            &mut people.addresses,
            &mut people.streets,
            &mut people.cities,
            &mut people.postal_codes,
        ] {
            texts.close();
        }
        people
    }

    /// Pairs that share both names.
    pub(super) fn shared_names(&self) -> SharedNames {
        let mut both: HashMap<(u32, u32), u32> = HashMap::new();
        for (given, family) in self.given.iter().zip(&self.family) {
            if given.text != 0 && family.text != 0 {
                *both.entry((given.text, family.text)).or_default() += 1;
            }
        }
        let (mut given, mut family): (HashMap<u32, u32>, HashMap<u32, u32>) = Default::default();
        for (names, count) in &both {
            *given.entry(names.0).or_default() += count;
            *family.entry(names.1).or_default() += count;
        }
        let pairs = |count: &u32| f64::from(*count) * f64::from(count.saturating_sub(1)) / 2.0;
        let named = both.values().sum::<u32>();
        let (given, family) =
            (given.values().map(pairs).sum::<f64>(), family.values().map(pairs).sum::<f64>());
        SharedNames {
            both: both.values().map(pairs).sum(),
            by_chance: given * family / pairs(&named).max(1.0),
        }
    }

    fn push_name(&mut self, records: &Records, row: usize) {
        let name = first_bytes(records.name.get(row));
        let (given, family) = if records.organisation[row] {
            let kept: Vec<String> =
                fold(name).split(' ').filter(|word| !listed(FORMS, word)).map(str::to_owned).collect();
            (String::new(), kept.join(" "))
        } else {
            let (given, family) = (records.given.get(row), records.family.get(row));
            if given.is_empty() && family.is_empty() {
                split(name)
            } else {
                (meaning(first_bytes(given)).join(" "), meaning(first_bytes(family)).join(" "))
            }
        };
        let (given, family) = (self.part(&given), self.part(&family));
        if given.group != 0 {
            *self.groups.entry(given.group).or_default() += 1;
        }
        self.given.push(given);
        self.family.push(family);
    }

    fn part(&mut self, folded: &str) -> Part {
        if folded.is_empty() {
            return Part::default();
        }
        Part {
            text: self.names.add(folded),
            bones: self.bones.add(&bones(folded)),
            group: nicknames::group(folded),
        }
    }

    /// Whether a local part says nothing but the name: its words, or one with the other's initial.
    fn is_name(&self, local: &str, person: u32) -> bool {
        let (given, family) = (self.given[person as usize], self.family[person as usize]);
        // People spell their name in an address by romanisations of their own: v for u, a for e.
        let bare = |bones: &str| bones.replace(['a', 'v'], "");
        let (one, other) = (bare(self.bones.text(given.bones)), bare(self.bones.text(family.bones)));
        let (first, last) = (self.names.text(given.text), self.names.text(family.text));
        let joined = [format!("{first}{last}"), format!("{last}{first}")].map(|name| bare(&skeleton(&name)));
        let known = |word: &str| {
            let bones = bare(&skeleton(word));
            let rest = bare(&skeleton(word.get(1..).unwrap_or_default()));
            word.len() == 1
                || bones == one
                || bones == other
                || (!rest.is_empty() && (rest == one || rest == other))
                || (!one.is_empty() && !other.is_empty() && joined.contains(&bones))
        };
        local.bytes().all(|byte| !byte.is_ascii_digit())
            && local.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).all(known)
    }

    fn push_contacts(&mut self, records: &Records) {
        let (mut emails, mut phones) = (Vec::new(), Vec::new());
        for (at, &(person, kind)) in records.contact.iter().enumerate() {
            let value = first_bytes(records.contact_value.get(at));
            if kind == Kind::Email {
                if let Some((local, domain)) = email(value) {
                    let is_name = self.is_name(&local, person);
                    let whole = self.addresses.add(&format!("{local}@{domain}"));
                    let email = Email {
                        is_name,
                        local: self.locals.add(&local),
                        domain: self.domains.add(&domain),
                        whole,
                    };
                    emails.push((person, email));
                }
            } else if let Some(number) = phone(value) {
                *self.numbers.entry(number).or_default() += 1;
                phones.push((person, number));
            }
        }
        let all = emails.len() + phones.len();
        emails.retain(|(_, email)| self.addresses.count(email.whole) <= SHARED_MAX);
        phones.retain(|(_, number)| self.numbers.get(number).is_none_or(|&count| count <= SHARED_MAX));
        self.shared = (all - emails.len() - phones.len()) as u64;
        self.emails = Lists::of(self.ids.len(), emails);
        self.phones = Lists::of(self.ids.len(), phones);
    }
}

/// What a remembered date is called when it is a birthday, folded.
const BIRTHDAYS: [&str; 10] =
    ["birth", "born", "dzimsan", "dzimis", "dzimusi", "rozhd", "rodil", "syntym", "tvld", "tavalod"];

/// As much of a text as counts.
fn first_bytes(text: &str) -> &str {
    let mut end = text.len().min(NAME_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn words(text: &str) -> String {
    fold(first_bytes(text))
}

/// The folded words of a name that name somebody: no titles, and none where it is no name at all.
fn meaning(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words: Vec<String> = folded.split(' ').map(str::to_owned).collect();
    words.retain(|word| !word.is_empty() && !word.bytes().all(|byte| byte.is_ascii_digit()));
    if words.iter().all(|word| listed(NO_NAMES, word)) {
        return Vec::new();
    }
    words.retain(|word| !listed(TITLES, word));
    words
}

/// Given and family name of a name as shown: the first word and the last, the other way round before
/// a comma.
fn split(name: &str) -> (String, String) {
    if let Some((family, given)) = name.split_once([',', '،'])
        && let (Some(family), Some(given)) = (meaning(family).pop(), meaning(given).into_iter().next())
    {
        return (given, family);
    }
    let mut words = meaning(name);
    let family = if words.len() > 1 { words.pop() } else { None };
    (words.into_iter().next().unwrap_or_default(), family.unwrap_or_default())
}

/// A name as shown, read as comparisons see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Given and family name, folded; empty where there is none.
    pub names: [String; 2],
    /// Their skeletons ([`domain::names::skeleton`]).
    pub bones: [String; 2],
    /// The number of the given name's short and kindred forms; 0 where it has none.
    pub forms: u32,
}

impl Reading {
    /// Reads a name, so that another program can be held to the same evidence.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let (given, family) = split(first_bytes(name));
        let forms = nicknames::group(&given);
        let names = [given, family];
        Self { bones: names.clone().map(|name| bones(&name)), names, forms }
    }
}

fn bones(folded: &str) -> String {
    folded.split(' ').map(skeleton).collect::<Vec<_>>().join(" ")
}

/// Street and number, folded, the number last and common words for streets left out.
fn street(text: &str) -> String {
    const STREETS: &str = "street st road rd avenue ave lane ln drive iela gatve prospekts ulitsa ul prospekt pr \
        katu tie kuja khiaban kucheh dom d kv apt flat dz";
    let folded = words(text);
    let (numbers, names): (Vec<&str>, Vec<&str>) = folded
        .split(' ')
        .filter(|word| !listed(STREETS, word))
        .partition(|word| word.bytes().next().is_some_and(|byte| byte.is_ascii_digit()));
    // A street without a number, or a number without a street, is nobody's address.
    if numbers.is_empty() || names.iter().all(|name| name.is_empty()) {
        return String::new();
    }
    format!("{} {}", names.join(" "), numbers.join(" "))
}

/// A postal code's letters and digits, without the country some write before it.
fn postal_code(text: &str) -> String {
    let joined: String = words(text).split(' ').collect();
    let bare = joined.trim_start_matches(|letter: char| letter.is_ascii_lowercase());
    if bare.len() >= 4 { bare.to_owned() } else { joined }
}

/// Local part and domain as the mailbox is reached: case and plus-tags gone, and dots too where the
/// provider ignores them. `None` for what is no address, and for one that an office answers.
fn email(value: &str) -> Option<(String, String)> {
    let value = value.trim().to_lowercase();
    let (local, domain) = value.rsplit_once('@')?;
    let domain = if domain == "googlemail.com" { "gmail.com" } else { domain };
    let local = local.split('+').next().unwrap_or_default();
    let local = if domain == "gmail.com" { local.replace('.', "") } else { local.to_owned() };
    let known = !local.is_empty() && domain.contains('.') && !listed(OFFICES, &local);
    known.then(|| (local, domain.to_owned()))
}

/// The last eight digits of a number, which are the same however the country is written before them.
/// `None` where there are fewer than seven, or all are one.
fn phone(value: &str) -> Option<u64> {
    let digits: Vec<u64> = value.chars().filter_map(|digit| digit.to_digit(10)).map(u64::from).collect();
    let last = &digits[digits.len().saturating_sub(8)..];
    let differ = last.windows(2).filter(|pair| pair[0] != pair[1]).count();
    (last.len() >= 7 && differ > 1).then(|| last.iter().fold(0, |number, digit| number * 10 + digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_name_nobody_are_missing() {
        for name in ["", "☕🎉", "test", "N/A", "Unknown Customer", "\u{202e}\u{200f}", "12345", "Тест Test"]
        {
            assert_eq!(split(name).1, "", "{name}");
        }
        assert_eq!(split("Test"), (String::new(), String::new()));
        assert_eq!(split("Dr. Anna Maria Bērziņa"), ("anna".into(), "berzina".into()));
        assert_eq!(split("Bērziņa, Anna"), ("anna".into(), "berzina".into()));
        assert_eq!(split("زهرا رضایی"), ("zahra".into(), "rezaei".into()));
    }

    #[test]
    fn addresses_and_numbers_are_read_as_they_are_reached() {
        assert_eq!(email("Anna.B+shop@Gmail.com"), Some(("annab".into(), "gmail.com".into())));
        assert_eq!(email("anna.b@inbox.lv"), Some(("anna.b".into(), "inbox.lv".into())));
        assert_eq!((email("info@sia.lv"), email("n/a"), email("@x.lv")), (None, None, None));
        assert_eq!(phone("+371 2912-3456"), phone("29123456"));
        assert_eq!((phone("00000000"), phone("12")), (None, None));
        assert_eq!(street("Brīvības iela 12-4"), "brivibas 12 4");
        assert_eq!((street("Main"), postal_code("LV-1010")), (String::new(), "1010".into()));
    }
}
