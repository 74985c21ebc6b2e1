//! A tier as a form has it.

use domain::Currency;
use domain::ids::TierId;
use domain::memory::latin_digits;
use domain::tiers::{
    DAYS_MAX, Definition, NAME_CHARS_MAX, PRIVILEGES_MAX, Privilege, RANK_MAX, TIERS_MAX, TierRefusal,
    WORDS_CHARS_MAX,
};
use locales::Words;
use store::tiers::Tier;

use crate::plays::form::Fields;

/// Rows for further privileges, beside those there are.
const SPARE: usize = 2;
/// Days somebody stays in where nobody said otherwise.
const GRACE_DAYS: u32 = 60;

/// A tier as it was typed.
#[derive(Clone, Default)]
pub(super) struct TierForm {
    pub(super) id: Option<TierId>,
    pub(super) version: i64,
    pub(super) name: String,
    pub(super) rank: String,
    /// Who is in it, clicked together or written.
    pub(super) who: Fields,
    pub(super) grace_days: String,
    /// What, and within how many days.
    pub(super) privileges: Vec<(String, String)>,
}

impl TierForm {
    /// An empty one for a place.
    pub(super) fn new(rank: u32) -> Self {
        let (rank, grace_days) = (rank.min(RANK_MAX).to_string(), GRACE_DAYS.to_string());
        Self { rank, grace_days, ..Self::default() }.spared()
    }

    /// A tier as it stands.
    pub(super) fn of(tier: &Tier, currency: Currency) -> Self {
        let Definition { name, rank, rule, grace_days, privileges } = tier.definition.clone();
        let privileges = privileges.into_iter().map(|one| (one.words, one.within_days.to_string()));
        Self {
            id: Some(tier.id),
            version: tier.version,
            name,
            rank: rank.to_string(),
            who: Fields::of_rule(&rule, currency),
            grace_days: grace_days.to_string(),
            privileges: privileges.collect(),
        }
        .spared()
    }

    /// What was sent; `id` where the address says it, else what the form says.
    pub(super) fn said(id: Option<TierId>, said: Vec<(String, String)>) -> Self {
        let mut form = Self { id, ..Self::default() };
        for (name, value) in said {
            match name.as_str() {
                "id" => form.id = form.id.or_else(|| value.parse().ok()),
                "version" => form.version = value.parse().unwrap_or_default(),
                "name" => form.name = value,
                "rank" => form.rank = value,
                "grace_days" => form.grace_days = value,
                "privilege" => form.privileges.push((value, String::new())),
                "within_days" => {
                    if let Some((_, days)) = form.privileges.last_mut() {
                        *days = value;
                    }
                }
                _ => form.who.0.push((name, value)),
            }
        }
        form.privileges.retain(|(what, _)| !what.trim().is_empty());
        form.spared()
    }

    /// With empty rows for more.
    fn spared(mut self) -> Self {
        let rows = (self.privileges.len() + SPARE).min(PRIVILEGES_MAX.max(self.privileges.len()));
        self.privileges.resize(rows, (String::new(), String::new()));
        self
    }

    /// What it says, as a tier of whom a rule holds for.
    pub(super) fn definition(&self, rule: String) -> Result<Definition, TierRefusal> {
        let number = |text: &str| latin_digits(text.trim()).parse::<u32>().ok();
        let written = self.privileges.iter().filter(|(what, _)| !what.is_empty()).enumerate();
        let privilege = |(at, (what, days)): (usize, &(String, String))| {
            let within_days = if days.trim().is_empty() { Some(0) } else { number(days) };
            let within_days = within_days.ok_or(TierRefusal::Privilege(at + 1))?;
            Ok(Privilege { words: what.clone(), within_days })
        };
        Ok(Definition {
            name: self.name.clone(),
            rank: number(&self.rank).ok_or(TierRefusal::Rank)?,
            rule,
            grace_days: number(&self.grace_days).ok_or(TierRefusal::Grace)?,
            privileges: written.map(privilege).collect::<Result<_, _>>()?,
        })
    }
}

/// Why a tier can't be kept, in words.
pub(super) fn refusal(words: Words, why: &TierRefusal) -> String {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    match why {
        TierRefusal::Name => words.tiers_wrong_name(count(NAME_CHARS_MAX)),
        TierRefusal::NameTaken => words.tiers_wrong_name_taken(),
        TierRefusal::Rank => words.tiers_wrong_rank(RANK_MAX),
        TierRefusal::RankTaken => words.tiers_wrong_rank_taken(),
        TierRefusal::Rule => words.tiers_wrong_rule(),
        TierRefusal::Circular => words.tiers_wrong_circular(),
        TierRefusal::Grace => words.tiers_wrong_grace(DAYS_MAX),
        TierRefusal::Privilege(number) => {
            words.tiers_wrong_privilege(count(*number), count(WORDS_CHARS_MAX), DAYS_MAX)
        }
        TierRefusal::TooManyPrivileges => words.tiers_wrong_privileges(count(PRIVILEGES_MAX)),
        TierRefusal::TooMany => words.tiers_wrong_too_many(count(TIERS_MAX)),
        TierRefusal::PutAway => words.tiers_wrong_put_away(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_read_in_any_digits_and_stays_where_it_is_wrong() {
        let said = |rank: &str, days: &str| {
            let pairs = [
                ("name", "Gold"),
                ("rank", rank),
                ("grace_days", "60"),
                ("privilege", "A seat by the window"),
                ("within_days", days),
                ("privilege", " "),
                ("within_days", ""),
            ];
            let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
            TierForm::said(None, pairs.into())
        };
        let tier = said("۲", "7").definition("standing.orders >= 10".into()).unwrap();
        assert_eq!((tier.rank, tier.rule.as_str()), (2, "standing.orders >= 10"));
        assert_eq!(tier.privileges, [Privilege { words: "A seat by the window".into(), within_days: 7 }]);
        let wrong = said("first", "soon");
        assert_eq!(wrong.definition(String::new()), Err(TierRefusal::Rank));
        assert_eq!((wrong.rank.as_str(), wrong.privileges.len()), ("first", 3));
        assert_eq!(said("1", "soon").definition(String::new()), Err(TierRefusal::Privilege(1)));
    }
}
