//! By what somebody was found, and in what order they are shown.

use std::collections::HashMap;

use uuid::Uuid;

use super::question::{Name, Question};
use super::{Asked, Candidate, Candidates, Hit, Matched, id_of};
use crate::people::PersonLine;
use crate::{Result, Store, sql};

/// How near a hit comes, the nearest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// The whole name, address or number is what was typed.
    Whole,
    /// Every word typed is a whole word.
    Words,
    /// The beginning of something.
    Beginning,
}

impl Store {
    /// The candidates that hold, with what they were found by, the nearest first.
    pub(super) async fn explained(
        &self,
        question: &Question,
        levels: &[i64],
        candidates: Vec<Candidate>,
        found: &Candidates,
    ) -> Result<Vec<Hit>> {
        let mut hits = Vec::with_capacity(candidates.len());
        let mut others = Vec::new();
        for candidate in candidates {
            let name = Name::new(&candidate.line.name, &candidate.key);
            match matched(question, &candidate.line, &name, found) {
                Some(matched) => hits.push((nearness(question, &name, &matched), candidate, matched)),
                None => others.push(candidate),
            }
        }
        let mut facts = self.facts_found(question, levels, &others).await?;
        for candidate in others {
            // Nothing of those whose fact has expired since.
            if let Some(fact) = facts.remove(&id_of(&candidate.line)) {
                hits.push((Nearness::Beginning, candidate, fact));
            }
        }
        hits.sort_by(|a, b| {
            let by_worth = worth(&b.1.line).total_cmp(&worth(&a.1.line));
            let by_name = (&a.1.key, a.1.line.id).cmp(&(&b.1.key, b.1.line.id));
            a.0.cmp(&b.0).then(by_worth).then(by_name)
        });
        let hit = |(_, Candidate { line, organisation, .. }, matched)| Hit { line, organisation, matched };
        Ok(hits.into_iter().map(hit).collect())
    }

    /// The facts by which these people are found.
    async fn facts_found(
        &self,
        question: &Question,
        levels: &[i64],
        people: &[Candidate],
    ) -> Result<HashMap<Uuid, Matched>> {
        let ranges: Vec<_> = question.words.iter().flat_map(|word| &word.terms).collect();
        if people.is_empty() || ranges.is_empty() {
            return Ok(HashMap::new());
        }
        let mut asked = Asked::default();
        let within: Vec<String> = ranges.iter().map(|range| asked.between("t.term", range)).collect();
        let places = asked.people(people.iter().map(|it| id_of(&it.line)));
        let levels = levels.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        let today = self.now().day_in(&self.zone(domain::Actor::System("store.search")).await?);
        let today = asked.place(today.0);
        let sql = format!(
            "select t.person_id, f.level, f.text from terms t join facts f on f.id = t.ref_id
             where t.origin = 'fact' and t.person_id in ({places}) and ({})
               and f.level in ({levels}) and (f.expires_on is null or f.expires_on >= {today})
             order by t.person_id, f.level, f.learned_at desc",
            within.join(" or ")
        );
        let mut found = HashMap::new();
        for row in sql::results(self.read(), &sql, asked.values).await? {
            let level: i64 = sql::at(&row, 1)?;
            let matched = if level == 0 { Matched::Fact(sql::at(&row, 2)?) } else { Matched::PrivateFact };
            found.entry(sql::at(&row, 0)?).or_insert(matched);
        }
        Ok(found)
    }
}

fn worth(line: &PersonLine) -> f64 {
    line.standing.as_ref().and_then(|standing| standing.expected_value).map_or(0.0, |value| value.value)
}

/// What of a person was found, facts aside.
fn matched(question: &Question, line: &PersonLine, name: &Name<'_>, found: &Candidates) -> Option<Matched> {
    let by = found.by.get(&id_of(line)).cloned().flatten();
    let (words, address) = (&question.words, line.known_by.to_lowercase());
    let named =
        (!words.is_empty() && words.iter().all(|word| name.has(word))) || name.begins_so(&question.phrases);
    let typed_address = question.address.as_ref().is_some_and(|typed| typed.contains(['.', '@', '_']));
    match by {
        // Most addresses begin with the name.
        Some(Matched::Email(_)) if named && !typed_address && !line.name.is_empty() => {
            return Some(Matched::Name);
        }
        Some(by) => return Some(by),
        // Who has no name is sorted by their address.
        None if named && line.name.is_empty() => return Some(Matched::Email(address)),
        None if named => return Some(Matched::Name),
        None => {}
    }
    // One of several words may begin the address: "ozola ilze@".
    let held = words.iter().all(|word| name.has(word) || address.starts_with(&word.typed));
    (held && !words.is_empty()).then_some(Matched::Email(address))
}

fn nearness(question: &Question, name: &Name<'_>, matched: &Matched) -> Nearness {
    let whole = match matched {
        Matched::Name => name.is_just(&question.phrases),
        Matched::Email(address) => question.words.iter().any(|word| word.typed == address.to_lowercase()),
        Matched::Phone(number) => question.phones.contains(number),
        Matched::Order(number) => question.orders.contains(number),
        Matched::Fact(_) | Matched::PrivateFact => false,
    };
    let words = || *matched == Matched::Name && question.words.iter().all(|word| name.has_whole(word));
    match whole {
        true => Nearness::Whole,
        false if words() => Nearness::Words,
        false => Nearness::Beginning,
    }
}
