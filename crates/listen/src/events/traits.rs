//! What a shop says of a person: the reserved traits, camelCase or snake_case.

use domain::Day;
use domain::memory::{Calendar, Recurring};
use domain::profile::Profile;
use serde::Deserialize;
use serde_json::value::RawValue;
use store::events::{Organisation, Traits};

use super::json;
use crate::contact;

/// Longest name kept, in characters.
const NAME_MAX: usize = 200;

#[derive(Default, Deserialize)]
struct Raw<'a> {
    #[serde(borrow, default)]
    email: Option<&'a RawValue>,
    #[serde(borrow, default)]
    phone: Option<&'a RawValue>,
    #[serde(borrow, default)]
    name: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "firstName", alias = "first_name")]
    first: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "lastName", alias = "last_name")]
    last: Option<&'a RawValue>,
    #[serde(borrow, default)]
    title: Option<&'a RawValue>,
    #[serde(borrow, default)]
    website: Option<&'a RawValue>,
    #[serde(borrow, default)]
    address: Option<&'a RawValue>,
    #[serde(borrow, default)]
    birthday: Option<&'a RawValue>,
    #[serde(borrow, default)]
    company: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
struct Address<'a> {
    #[serde(borrow, default)]
    street: Option<&'a RawValue>,
    #[serde(borrow, default)]
    city: Option<&'a RawValue>,
    #[serde(borrow, default)]
    state: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "postalCode", alias = "postal_code")]
    postal_code: Option<&'a RawValue>,
    #[serde(borrow, default)]
    country: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
pub(super) struct Context<'a> {
    #[serde(borrow, default)]
    pub(super) traits: Option<&'a RawValue>,
    #[serde(borrow, default)]
    locale: Option<&'a RawValue>,
    #[serde(borrow, default)]
    timezone: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
struct Company<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    name: Option<&'a RawValue>,
}

/// Fills one field, unless what is said is not fit to keep there.
fn fill(profile: &mut Profile, said: Option<&RawValue>, field: impl Fn(&mut Profile) -> &mut String) {
    let Some(said) = said.and_then(json::word) else { return };
    let mut tried = profile.clone();
    *field(&mut tried) = said;
    if let Ok(kept) = tried.checked() {
        *profile = kept;
    }
}

fn fill_address(profile: &mut Profile, said: Option<&RawValue>) {
    if said.is_some_and(|said| !said.get().starts_with('{')) {
        return fill(profile, said, |it| &mut it.street);
    }
    let address: Address<'_> = json::object(said);
    fill(profile, address.street, |it| &mut it.street);
    fill(profile, address.city, |it| &mut it.city);
    fill(profile, address.state, |it| &mut it.region);
    fill(profile, address.postal_code, |it| &mut it.postal_code);
    fill(profile, address.country, |it| &mut it.country);
}

fn name(raw: &Raw<'_>) -> String {
    let whole = raw.name.and_then(json::word).unwrap_or_else(|| {
        let parts = [raw.first, raw.last].into_iter().filter_map(|part| part.and_then(json::word));
        parts.collect::<Vec<_>>().join(" ")
    });
    whole.chars().take(NAME_MAX).collect()
}

/// A birthday: `1986-03-14`, the beginning of an instant, or `--03-14` where the year is not said.
fn birthday(said: Option<&RawValue>) -> Option<Recurring> {
    let said = said.and_then(json::word)?;
    let (year, rest) = match said.strip_prefix("--") {
        Some(rest) => (None, rest.to_owned()),
        None => {
            let day: Day = said.get(..10)?.parse().ok()?;
            let date = day.civil();
            (Some(i32::from(date.year())), format!("{:02}-{:02}", date.month(), date.day()))
        }
    };
    let (month, day) = rest.split_once('-')?;
    Recurring::new(Calendar::Gregorian, year, month.parse().ok()?, day.parse().ok()?, None).ok()
}

/// A company: an object with an id or a name, or just its name.
fn company(said: Option<&RawValue>) -> Option<Organisation> {
    let company = match json::word(said?) {
        Some(name) => Organisation { id: name.to_lowercase(), name, ..Organisation::default() },
        None => {
            let company: Company<'_> = json::object(said);
            let name = company.name.and_then(json::word).unwrap_or_default();
            let id = company.id.and_then(json::word).unwrap_or_else(|| name.to_lowercase());
            Organisation { id, name, ..Organisation::default() }
        }
    };
    let fits = !company.id.is_empty() && company.id.len() <= NAME_MAX && company.name.len() <= NAME_MAX;
    fits.then_some(company)
}

/// The organisation of a group call.
pub(super) fn organisation(id: String, said: Option<&RawValue>) -> Organisation {
    let raw: Raw<'_> = json::object(said);
    let mut profile = Profile::default();
    fill(&mut profile, raw.website, |it| &mut it.website);
    fill_address(&mut profile, raw.address);
    Organisation { id, name: name(&raw), profile }
}

/// What an identify call says of the person.
pub(super) fn read(said: Option<&RawValue>, context: Option<&RawValue>) -> Option<Box<Traits>> {
    let context: Context<'_> = json::object(context);
    let raw: Raw<'_> = json::object(said);
    let mut profile = Profile::default();
    fill(&mut profile, raw.first, |it| &mut it.given);
    fill(&mut profile, raw.last, |it| &mut it.family);
    fill(&mut profile, raw.title, |it| &mut it.title);
    fill(&mut profile, raw.website, |it| &mut it.website);
    fill(&mut profile, context.locale, |it| &mut it.language);
    fill(&mut profile, context.timezone, |it| &mut it.zone);
    fill_address(&mut profile, raw.address);
    let mut traits = addresses(raw.email.or(object_email(context.traits)), raw.phone);
    traits.name = name(&raw);
    traits.profile = profile;
    traits.birthday = birthday(raw.birthday);
    traits.company = company(raw.company);
    (traits != Traits::default()).then(|| Box::new(traits))
}

fn object_email(traits: Option<&RawValue>) -> Option<&RawValue> {
    traits.and_then(|traits| serde_json::from_str::<Raw<'_>>(traits.get()).ok()?.email)
}

/// E-mail and phone alone, as an order names its buyer.
pub(super) fn addresses(email: Option<&RawValue>, phone: Option<&RawValue>) -> Traits {
    let email = email.and_then(json::word).as_deref().and_then(contact::email);
    let phone = phone.and_then(json::word).as_deref().and_then(contact::phone);
    Traits { email: email.unwrap_or_default(), phone: phone.unwrap_or_default(), ..Traits::default() }
}

/// E-mail and phone that a context says of whoever is at the keyboard.
pub(super) fn of_context(context: Option<&RawValue>) -> Traits {
    let context: Context<'_> = json::object(context);
    let raw: Raw<'_> = json::object(context.traits);
    addresses(raw.email, raw.phone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits(text: &str) -> Traits {
        let raw = RawValue::from_string(text.to_owned()).unwrap();
        read(Some(&raw), None).map(|traits| *traits).unwrap_or_default()
    }

    #[test]
    fn traits_are_taken_in_either_writing_and_what_does_not_fit_is_left() {
        let said = traits(
            r#"{"first_name":"Ilze","lastName":"Ozola","email":" Ilze@X.lv","phone":"+371 (29) 12-34-56",
                "birthday":"1986-03-14T00:00:00Z","website":"javascript:alert(1)","age":40,
                "address":{"postal_code":1010,"city":"Rīga","country":"Latvia"},"company":{"id":7,"name":"Hinges"}}"#,
        );
        assert_eq!((said.name.as_str(), said.email.as_str()), ("Ilze Ozola", "ilze@x.lv"));
        assert_eq!(said.phone, "+37129123456");
        let profile = said.profile;
        assert_eq!((profile.postal_code.as_str(), profile.city.as_str()), ("1010", "Rīga"));
        assert_eq!((profile.website.as_str(), profile.country.as_str()), ("", ""));
        let birthday = said.birthday.unwrap();
        assert_eq!((birthday.year(), birthday.month(), birthday.day()), (Some(1986), 3, 14));
        assert_eq!(said.company.unwrap().id, "7");
    }

    #[test]
    fn rubbish_in_traits_is_no_reason_to_lose_the_rest() {
        let said = traits(
            r#"{"name":{"x":1},"email":"nobody","phone":"12","birthday":"0000-99-99","title":["a"],"address":"Brīvības 1"}"#,
        );
        assert_eq!(said.profile.street, "Brīvības 1");
        assert_eq!(Traits { profile: Profile::default(), ..said }, Traits::default());
        assert_eq!(traits("[]"), Traits::default());
    }
}
