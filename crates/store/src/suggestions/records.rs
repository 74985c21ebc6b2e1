//! People in columns, as the search for duplicates reads them: page by page, each table in its own
//! order, so that a million people are read without a jump.

use domain::ids::PersonId;
use domain::{Actor, Text};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::people::Kind;
use crate::{Error, Result, Store, leave, sql};

/// Rows read at a time.
const PAGE: i64 = 32_768;
/// Between the parts of a row that crosses over as one text, which is many times faster than eight.
const UNIT: char = '\u{1f}';

/// A person's row of [`Records`].
const PERSON: &str = "p.id, p.kind || '\u{1f}' || p.name || '\u{1f}' || coalesce(f.given, '') || '\u{1f}' ||
     coalesce(f.family, '') || '\u{1f}' || coalesce(f.street, '') || '\u{1f}' ||
     coalesce(f.city, '') || '\u{1f}' || coalesce(f.postal_code, '')
     from people p left join profiles f on f.person_id = p.id";

/// A birthday somebody remembers that everybody may know: facts above the ordinary are no evidence,
/// for evidence is shown to all.
const DATE: &str = "i.person_id, f.text || '\u{1f}' || f.calendar || '\u{1f}' || coalesce(f.year, 0)
     || '\u{1f}' || f.month || '\u{1f}' || f.month_day
     from facts f join identities i on i.id = f.identity_id
     where f.kind = 'date' and f.level = 0 and f.month is not null";

/// People in columns. Of what somebody has several of, each is a row of its own column set, with the
/// place of its person.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// Who, in rising order.
    pub person: Vec<PersonId>,
    /// Whether it is an organisation.
    pub organisation: Vec<bool>,
    /// Name as shown.
    pub name: Text,
    /// Given name, where somebody said which it is.
    pub given: Text,
    /// Family name, likewise.
    pub family: Text,
    /// Street and number.
    pub street: Text,
    /// City.
    pub city: Text,
    /// Postal code.
    pub postal_code: Text,
    /// Addresses and numbers: whose, what, and the value.
    pub contact: Vec<(u32, Kind)>,
    /// The value of each contact.
    pub contact_value: Text,
    /// Dates remembered: whose; calendar's first letter, year (0 where unknown), month, day.
    pub date: Vec<(u32, u8, i32, u8, u8)>,
    /// What each date is said to be.
    pub date_text: Text,
}

impl Records {
    fn push(&mut self, person: Uuid, line: &str) {
        let mut parts = line.split(UNIT);
        let mut part = || parts.next().unwrap_or_default();
        self.person.push(PersonId(person));
        self.organisation.push(part() == "organisation");
        for column in [
            &mut self.name,
            &mut self.given,
            &mut self.family,
            &mut self.street,
            &mut self.city,
            &mut self.postal_code,
        ] {
            column.push(part());
        }
    }

    fn place(&self, person: Uuid) -> Option<u32> {
        let place = self.person.binary_search(&PersonId(person)).ok()?;
        u32::try_from(place).ok()
    }

    fn push_contact(&mut self, person: Uuid, kind: &str, value: &str) {
        let kind = if kind == Kind::Email.name() { Kind::Email } else { Kind::Phone };
        if let Some(place) = self.place(person) {
            self.contact.push((place, kind));
            self.contact_value.push(value);
        }
    }

    fn push_date(&mut self, person: Uuid, line: &str) {
        let parts: Vec<&str> = line.rsplitn(5, UNIT).collect();
        let &[day, month, year, calendar, text] = parts.as_slice() else { return };
        let (Some(place), Ok(year), Ok(month), Ok(day)) =
            (self.place(person), year.parse(), month.parse(), day.parse())
        else {
            return;
        };
        self.date.push((place, calendar.bytes().next().unwrap_or_default(), year, month, day));
        self.date_text.push(text);
    }
}

impl Store {
    /// All people but visitors, with their addresses, numbers and dates. `progress` hears how many
    /// people are read.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn records(&self, actor: Actor, mut progress: impl FnMut(usize)) -> Result<Records> {
        leave::to_read_customers(actor)?;
        let mut records = Records::default();
        let mut after = Uuid::nil();
        let people = format!(
            "select {PERSON} where p.kind not in ('visitor', 'erased') and p.id > $1 order by p.id limit $2"
        );
        loop {
            let rows = sql::results(self.read(), &people, [after.into(), PAGE.into()]).await?;
            for row in &rows {
                after = sql::at(row, 0)?;
                records.push(after, &sql::at::<String>(row, 1)?);
            }
            progress(records.person.len());
            if rows.len() < PAGE as usize {
                break;
            }
        }
        let contacts = "select id, person_id, kind, value from identities
                        where kind in ('email', 'phone') and id > $1 order by id limit $2";
        after = Uuid::nil();
        loop {
            let rows = sql::results(self.read(), contacts, [after.into(), PAGE.into()]).await?;
            for row in &rows {
                after = sql::at(row, 0)?;
                records.push_contact(
                    sql::at(row, 1)?,
                    &sql::at::<String>(row, 2)?,
                    &sql::at::<String>(row, 3)?,
                );
            }
            if rows.len() < PAGE as usize {
                break;
            }
        }
        for row in sql::results(self.read(), &format!("select {DATE} order by i.person_id"), []).await? {
            records.push_date(sql::at(&row, 0)?, &sql::at::<String>(&row, 1)?);
        }
        Ok(records)
    }

    /// A person and at most `limit` others who share a word of the name, the part of an e-mail
    /// address before the @, or the end of a phone number with them.
    ///
    /// # Errors
    /// As [`Store::records`].
    pub async fn records_near(&self, actor: Actor, person: PersonId, limit: u32) -> Result<Records> {
        leave::to_read_customers(actor)?;
        let on = self.read();
        let mut near = vec![person.0];
        for id in self.near(on, person, i64::from(limit)).await? {
            if !near.contains(&id) && near.len() <= limit as usize {
                near.push(id);
            }
        }
        near.sort_unstable();
        let places: Vec<String> = (1..=near.len()).map(|place| format!("${place}")).collect();
        let places = places.join(", ");
        let ids = || near.iter().map(|id| Value::from(*id));
        let mut records = Records::default();
        let people = format!(
            "select {PERSON} where p.kind not in ('visitor', 'erased') and p.id in ({places}) order by p.id"
        );
        for row in sql::results(on, &people, ids()).await? {
            records.push(sql::at(&row, 0)?, &sql::at::<String>(&row, 1)?);
        }
        let contacts = format!(
            "select person_id, kind, value from identities
             where kind in ('email', 'phone') and person_id in ({places}) order by id"
        );
        for row in sql::results(on, &contacts, ids()).await? {
            records.push_contact(
                sql::at(&row, 0)?,
                &sql::at::<String>(&row, 1)?,
                &sql::at::<String>(&row, 2)?,
            );
        }
        let dates = format!("select {DATE} and i.person_id in ({places}) order by i.person_id");
        for row in sql::results(on, &dates, ids()).await? {
            records.push_date(sql::at(&row, 0)?, &sql::at::<String>(&row, 1)?);
        }
        Ok(records)
    }

    /// Ids of those near somebody, found by indexes alone.
    async fn near(&self, on: &impl ConnectionTrait, person: PersonId, limit: i64) -> Result<Vec<Uuid>> {
        let mut near = Vec::new();
        let contacts = "select kind, value from identities
                        where person_id = $1 and kind in ('email', 'phone') order by id limit 16";
        for row in sql::results(on, contacts, [person.0.into()]).await? {
            let (kind, value): (String, String) = (sql::at(&row, 0)?, sql::at(&row, 1)?);
            for (from, until) in ranges(&kind, &value) {
                let sql = "select person_id from identities
                           where kind = $1 and source = '' and value >= $2 and value < $3 limit 64";
                let values = [kind.as_str().into(), from.into(), until.into()];
                near.extend(sql::column::<Uuid>(on, sql, values).await?);
            }
        }
        let name: Option<String> =
            sql::column(on, "select name from people where id = $1", [person.0.into()]).await?.pop();
        let name = name.ok_or(Error::Missing("There is no such person."))?;
        if let Some(keys) = domain::collation::beginning(&name) {
            let sql = "select id from people
                       where kind not in ('visitor', 'erased') and sort_key >= $1 and sort_key < $2 order by sort_key limit 64";
            near.extend(sql::column::<Uuid>(on, sql, [keys.start.into(), keys.end.into()]).await?);
        }
        let terms = domain::names::terms(&name);
        // Two words in common say much more than one: the rarest names come first by that alone.
        let mut shared: std::collections::HashMap<Uuid, u32> = std::collections::HashMap::new();
        for term in terms.iter().take(6) {
            let sql =
                "select person_id from terms where level = 0 and term = $1 and origin = 'name' limit 4096";
            for id in sql::column::<Uuid>(on, sql, [term.as_str().into()]).await? {
                *shared.entry(id).or_default() += 1;
            }
        }
        let mut shared: Vec<(Uuid, u32)> = shared.into_iter().collect();
        shared.sort_unstable_by_key(|&(id, words)| (std::cmp::Reverse(words), id));
        near.extend(shared.into_iter().map(|(id, _)| id).take(usize::try_from(limit).unwrap_or_default()));
        Ok(near)
    }
}

/// Where others with nearly the same address or number stand in the index: the same local part at
/// any domain and with any tag, the same number with and without its plus.
fn ranges(kind: &str, value: &str) -> Vec<(String, String)> {
    if kind == Kind::Email.name() {
        let local = value.split(['@', '+']).next().unwrap_or_default();
        // The letters after '+' and '@'.
        return vec![(format!("{local}@"), format!("{local}A")), (format!("{local}+"), format!("{local},"))];
    }
    // U+0000 is kept nowhere, so nothing stands between a text and itself with U+0001.
    let digits = value.trim_start_matches('+');
    vec![(digits.to_owned(), format!("{digits}\u{1}")), (format!("+{digits}"), format!("+{digits}\u{1}"))]
}
