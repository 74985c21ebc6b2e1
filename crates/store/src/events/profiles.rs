//! What events say of a person beyond their deeds: fills what nobody said yet, and never what
//! somebody did.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::ids::PersonId;
use domain::memory::{Basis, Draft, FactKind, Level, Recurring, Source, When};
use domain::profile::Profile;
use sea_orm::{ConnectionTrait, Value};
use serde_json::json;
use uuid::Uuid;

use super::people::{People, Sort};
use super::{Fresh, origin};
use crate::facts::NO_ENTRY;
use crate::profiles::{COLUMNS, profile};
use crate::{Result, Store, bulk, leave, profiles, sql, terms, webhooks};

/// The words under which a birthday told by a shop is remembered: the name of its trait.
const BIRTHDAY: &str = "birthday";
/// What we have of a shop's customers without asking them for more: it is theirs and ours to know.
const BASIS: Basis = Basis::LegitimateInterests;

/// Somebody who said who they are.
struct Newcomer<'a> {
    person: Uuid,
    by: &'a Fresh<'a>,
}

/// Writes names' words, profiles, birthdays, where people work, and who became a lead.
pub(super) async fn write<'a>(
    store: &Store,
    on: &impl ConnectionTrait,
    fresh: &'a [Fresh<'a>],
    people: &People<'a>,
) -> Result<()> {
    let mut words = Vec::new();
    for (id, somebody) in &people.all {
        if somebody.renamed && somebody.sort != Sort::Visitor {
            terms::push_name(&mut words, *id, &somebody.name);
        }
    }
    terms::write(on, words).await?;
    fill(on, fresh, people).await?;
    birthdays(store, on, fresh, people).await?;
    works_at(store, on, fresh, people).await?;
    let newcomers: Vec<Newcomer<'_>> = people
        .all
        .iter()
        .filter_map(|(id, somebody)| Some(Newcomer { person: *id, by: fresh.get(somebody.identified?)? }))
        .collect();
    leads(store, on, &newcomers).await
}

/// The profile, with what another says where it says nothing; whether that was anything.
fn filled(profile: &mut Profile, said: &Profile) -> bool {
    let mut any = false;
    let fields = [
        (&mut profile.given, &said.given),
        (&mut profile.family, &said.family),
        (&mut profile.title, &said.title),
        (&mut profile.language, &said.language),
        (&mut profile.zone, &said.zone),
        (&mut profile.website, &said.website),
    ];
    for (field, said) in fields {
        if field.is_empty() && !said.is_empty() {
            said.clone_into(field);
            any = true;
        }
    }
    // An address is filled as a whole: half of one and half of another is nobody's.
    let address =
        |it: &Profile| [&it.street, &it.city, &it.region, &it.postal_code, &it.country].map(String::clone);
    if address(profile).iter().all(String::is_empty) && !address(said).iter().all(String::is_empty) {
        [profile.street, profile.city, profile.region, profile.postal_code, profile.country] = address(said);
        any = true;
    }
    any
}

async fn fill(on: &impl ConnectionTrait, fresh: &[Fresh<'_>], people: &People<'_>) -> Result<()> {
    let mut said: BTreeMap<Uuid, Vec<&Profile>> = BTreeMap::new();
    for Fresh { source, event, .. } in fresh {
        let person = people.owner(source, event);
        if let (Some(person), Some(traits)) = (person, &event.traits) {
            said.entry(person).or_default().push(&traits.profile);
        }
        if let Some(group) = &event.group {
            let organisation = people.organisation_of(source, group);
            organisation.into_iter().for_each(|id| said.entry(id).or_default().push(&group.profile));
        }
    }
    said.retain(|_, profiles| profiles.iter().any(|profile| **profile != Profile::default()));
    let select = format!("select {COLUMNS}, person_id from profiles where person_id in (values ");
    let ids = said.keys().map(|id| Value::from(*id)).collect();
    let mut standing: HashMap<Uuid, Profile> = HashMap::new();
    for row in bulk::ask(on, &select, 1, ")", ids).await? {
        standing.insert(sql::at(&row, 12)?, profile(&row)?);
    }
    let mut edited = Vec::new();
    for (person, said) in said {
        let mut profile = standing.remove(&person).unwrap_or_default();
        if said.into_iter().filter(|said| filled(&mut profile, said)).count() > 0 {
            profiles::write(on, PersonId(person), &profile).await?;
            edited.extend(people.all.get(&person).filter(|it| !it.new).map(|_| Value::from(person)));
        }
    }
    bulk::run(on, "update people set version = version + 1 where id in (values ", 1, ")", edited).await?;
    Ok(())
}

fn draft(kind: FactKind, text: String, when: Option<When>, source: Source, note: &str) -> Draft {
    let source_note = note.to_owned();
    Draft { kind, text, when, source, source_note, basis: BASIS, level: Level::Ordinary, expires_on: None }
}

/// Remembers birthdays of those of whom we know none.
async fn birthdays(
    store: &Store,
    on: &impl ConnectionTrait,
    fresh: &[Fresh<'_>],
    people: &People<'_>,
) -> Result<()> {
    let mut told: BTreeMap<Uuid, (&Fresh<'_>, Recurring)> = BTreeMap::new();
    for each in fresh {
        let birthday = each.event.traits.as_ref().and_then(|traits| traits.birthday);
        if let (Some(person), Some(birthday)) = (people.owner(each.source, each.event), birthday) {
            told.entry(person).or_insert((each, birthday));
        }
    }
    let select = "select i.person_id, f.text, f.month, f.month_day from identities i
                  join facts f on f.identity_id = i.id where f.kind = 'date' and i.person_id in (values ";
    for row in bulk::ask(on, select, 1, ")", told.keys().map(|id| Value::from(*id)).collect()).await? {
        let (person, text): (Uuid, String) = (sql::at(&row, 0)?, sql::at(&row, 1)?);
        let (month, day): (Option<i32>, Option<i32>) = (sql::at(&row, 2)?, sql::at(&row, 3)?);
        let same =
            |date: &Recurring| month == Some(i32::from(date.month())) && day == Some(i32::from(date.day()));
        if told.get(&person).is_some_and(|(_, date)| text == BIRTHDAY || same(date)) {
            told.remove(&person);
        }
    }
    for (person, (by, date)) in told {
        let when = Some(When::Yearly(date));
        let draft = draft(FactKind::Date, BIRTHDAY.to_owned(), when, Source::Written, by.source);
        store.keep_fact(on, by.permit, (PersonId(person), by.identity), &draft, NO_ENTRY).await?;
    }
    Ok(())
}

/// Writes where people work, of those not known to work there.
async fn works_at(
    store: &Store,
    on: &impl ConnectionTrait,
    fresh: &[Fresh<'_>],
    people: &People<'_>,
) -> Result<()> {
    let Some(first) = fresh.first().filter(|_| !people.works_at.is_empty()) else { return Ok(()) };
    let pairs = people.works_at.iter().flat_map(|(from, to)| [Value::from(*from), (*to).into()]);
    let rows = bulk::ask(
        on,
        "with wanted (one, other) as (values ",
        2,
        ") select wanted.one, wanted.other, a.person_id, b.person_id from wanted
           join identities a on a.id = wanted.one join identities b on b.id = wanted.other
           where not exists (
               select 1 from identities x join relations r on r.from_identity = x.id
               join identities y on y.id = r.to_identity
               where x.person_id = a.person_id and y.person_id = b.person_id and r.kind = 'works_at')",
        pairs.collect(),
    )
    .await?;
    let (by, at) = (leave::name_of(first.permit.actor()), store.now().0);
    let mut seen: HashSet<(Uuid, Uuid)> = HashSet::new();
    let mut values: Vec<Value> = Vec::new();
    for row in &rows {
        let (one, other): (Uuid, Uuid) = (sql::at(row, 0)?, sql::at(row, 1)?);
        if seen.insert((sql::at(row, 2)?, sql::at(row, 3)?)) {
            values.extend([store.inner.ids.next().into(), one.into(), other.into(), "works_at".into()]);
            values.extend([Value::from(""), by.as_str().into(), at.into()]);
        }
    }
    let insert =
        "insert into relations (id, from_identity, to_identity, kind, note, created_by, created_at) values ";
    bulk::run(on, insert, 7, "", values).await?;
    Ok(())
}

/// Those who said who they are and have not bought are leads, with what brought them.
async fn leads(store: &Store, on: &impl ConnectionTrait, newcomers: &[Newcomer<'_>]) -> Result<()> {
    let ids = || newcomers.iter().map(|it| Value::from(it.person)).collect::<Vec<_>>();
    let bought = "select distinct i.person_id from identities i join timeline t on t.identity_id = i.id
                  where t.kind = 'purchase' and i.person_id in (values ";
    let rows = bulk::ask(on, bought, 1, ")", ids()).await?;
    let bought: HashSet<Uuid> = rows.iter().map(|row| sql::at(row, 0)).collect::<Result<_>>()?;
    let mut stakes: Vec<Value> = Vec::new();
    for Newcomer { person, by } in newcomers.iter().filter(|it| !bought.contains(&it.person)) {
        stakes.extend([Value::from(*person), "lead".into(), by.event.at.0.into()]);
        let first = first_words(on, *person).await?;
        let brought = first.as_deref().and_then(origin::of).or_else(|| origin::of(&by.event.content));
        if let Some(brought) = brought {
            let draft = draft(FactKind::Other, brought, None, Source::Seen, origin::NOTE);
            store.keep_fact(on, by.permit, (PersonId(*person), by.identity), &draft, NO_ENTRY).await?;
        }
    }
    let insert = "insert into stakes (person_id, kind, since) values ";
    bulk::run(on, insert, 3, " on conflict (person_id, kind) do nothing", stakes).await?;
    let told: Vec<_> = newcomers
        .iter()
        .map(|Newcomer { person, by }| json!({ "id": person, "source": by.source, "user_id": by.event.user }))
        .collect();
    webhooks::tell_all(on, store, "person.identified", &told).await
}

/// The first thing we heard of somebody.
async fn first_words(on: &impl ConnectionTrait, person: Uuid) -> Result<Option<String>> {
    let select = "select e.content from identities i join timeline t on t.identity_id = i.id
                  join events e on e.id = t.ref_id where i.person_id = $1 order by t.at limit 1";
    Ok(sql::column(on, select, [person.into()]).await?.pop())
}
