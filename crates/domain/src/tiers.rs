//! Tiers for the best regulars: who is in by rule, and what each who joins is given. No points: a
//! privilege is something a human does, and whether it was done is written down.

use serde::{Deserialize, Serialize};

use crate::ids::TierId;
use crate::plays::RULE_BYTES_MAX;
use crate::time::Instant;

/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 80;
/// Longest words of a privilege, in characters.
pub const WORDS_CHARS_MAX: usize = 500;
/// Most tiers of one company at a time.
pub const TIERS_MAX: usize = 12;
/// Most privileges of one tier.
pub const PRIVILEGES_MAX: usize = 12;
/// Longest grace, and longest time to give a privilege in, in days.
pub const DAYS_MAX: u32 = 730;
/// The last rank there is.
pub const RANK_MAX: u32 = 99;

/// All a tier says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// What it is called.
    pub name: String,
    /// Its place among the others, from 1, the best.
    pub rank: u32,
    /// *Who*: a rule in CEL, as plays have it.
    pub rule: String,
    /// Days somebody stays in after the rule stopped holding for them.
    pub grace_days: u32,
    /// What everybody who joins is given.
    pub privileges: Vec<Privilege>,
}

/// Something everybody who joins a tier is given, by a human.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Privilege {
    /// What: their own manager, a place in the first row.
    pub words: String,
    /// Within how many days of joining.
    pub within_days: u32,
}

/// Why a tier can't be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TierRefusal {
    /// No name, or too long a one.
    #[error("Say what the tier is called, in at most {NAME_CHARS_MAX} characters.")]
    Name,
    /// Another has the name.
    #[error("Another tier is called so; choose another name.")]
    NameTaken,
    /// No such place.
    #[error("A tier's place is a number from 1, the best, to {RANK_MAX}.")]
    Rank,
    /// Another has the place.
    #[error("Another tier has this place; choose another, or move that one first.")]
    RankTaken,
    /// A rule for everybody, or too long a one.
    #[error("Say who is in the tier, by a rule of at most {RULE_BYTES_MAX} bytes.")]
    Rule,
    /// A rule that asks for tiers.
    #[error("The rule asks for the tier people are in, so it would turn in circles; say it without 'tier'.")]
    Circular,
    /// Too long a grace.
    #[error("People stay in for 0 to {DAYS_MAX} days after the rule stopped holding.")]
    Grace,
    /// A privilege, by its number from 1, that says nothing, too much, or has no such time.
    #[error(
        "Privilege {0}: say what it is in at most {WORDS_CHARS_MAX} characters, and within 0 to {DAYS_MAX} days."
    )]
    Privilege(usize),
    /// Too many privileges.
    #[error("A tier has at most {PRIVILEGES_MAX} privileges.")]
    TooManyPrivileges,
    /// Too many tiers.
    #[error("There are {TIERS_MAX} tiers already; put one away first.")]
    TooMany,
    /// It was put away.
    #[error("The tier was put away; make a new one.")]
    PutAway,
}

impl TierRefusal {
    /// Whether it could be kept if the others stood otherwise; else what was asked can't be.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::NameTaken | Self::RankTaken | Self::TooMany | Self::PutAway)
    }
}

impl Definition {
    /// The definition as it is kept, its texts cleaned.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn checked(self) -> Result<Self, TierRefusal> {
        let name = crate::memory::text(&self.name, NAME_CHARS_MAX).map_err(|_| TierRefusal::Name)?;
        if !(1..=RANK_MAX).contains(&self.rank) {
            return Err(TierRefusal::Rank);
        }
        if self.rule.trim().is_empty() || self.rule.len() > RULE_BYTES_MAX {
            return Err(TierRefusal::Rule);
        }
        if self.grace_days > DAYS_MAX {
            return Err(TierRefusal::Grace);
        }
        if self.privileges.len() > PRIVILEGES_MAX {
            return Err(TierRefusal::TooManyPrivileges);
        }
        let privilege = |(number, one): (usize, Privilege)| {
            let wrong = TierRefusal::Privilege(number + 1);
            match crate::memory::text(&one.words, WORDS_CHARS_MAX) {
                Ok(words) if one.within_days <= DAYS_MAX => Ok(Privilege { words, ..one }),
                _ => Err(wrong),
            }
        };
        let privileges = self.privileges.into_iter().enumerate().map(privilege).collect::<Result<_, _>>()?;
        Ok(Self { name, privileges, ..self })
    }
}

/// The tier somebody is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which.
    pub tier: TierId,
    /// Its rank.
    pub rank: u32,
    /// Days they stay after its rule stopped holding.
    pub grace_days: u32,
    /// Since when it does not hold.
    pub failing_since: Option<Instant>,
}

/// What becomes of somebody when the rules were asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nothing.
    Stay,
    /// They join a tier, from none or from a lower one.
    Join(TierId),
    /// Their tier's rule stopped holding: from now the days of grace run.
    Doubt,
    /// It holds again.
    Recover,
    /// The grace is over: they leave, for a lower tier or for none.
    Leave(Option<TierId>),
}

/// What becomes of somebody who stands at `place`, where `fits` is the best tier whose rule holds for
/// them, with its rank. One rises at once and falls after the grace, so that nobody goes in and out.
#[must_use]
pub fn turn(place: Option<&Place>, fits: Option<(TierId, u32)>, now: Instant) -> Turn {
    let Some(place) = place else { return fits.map_or(Turn::Stay, |(tier, _)| Turn::Join(tier)) };
    match (fits, place.failing_since) {
        (Some((tier, rank)), _) if rank < place.rank => Turn::Join(tier),
        (Some((tier, _)), since) if tier == place.tier => since.map_or(Turn::Stay, |_| Turn::Recover),
        (_, None) if place.grace_days > 0 => Turn::Doubt,
        (lower, since) => {
            let over = since.map(|since| since.plus_seconds(i64::from(place.grace_days) * 86_400));
            if over.is_none_or(|over| over <= now) {
                Turn::Leave(lower.map(|(tier, _)| tier))
            } else {
                Turn::Stay
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tier(number: u128) -> TierId {
        TierId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn one_rises_at_once_and_falls_after_the_grace() {
        let (gold, silver) = ((tier(1), 1), (tier(2), 2));
        let day = |day: i64| Instant(day * 86_400_000_000);
        let at = |(tier, rank), failing_since| Place { tier, rank, grace_days: 30, failing_since };
        assert_eq!(turn(None, None, day(0)), Turn::Stay);
        assert_eq!(turn(None, Some(silver), day(0)), Turn::Join(silver.0));
        let in_silver = at(silver, None);
        assert_eq!(turn(Some(&in_silver), Some(gold), day(1)), Turn::Join(gold.0));
        assert_eq!(turn(Some(&in_silver), Some(silver), day(1)), Turn::Stay);
        let in_gold = at(gold, None);
        assert_eq!(turn(Some(&in_gold), Some(silver), day(2)), Turn::Doubt);
        let doubted = at(gold, Some(day(2)));
        assert_eq!(turn(Some(&doubted), Some(silver), day(31)), Turn::Stay);
        assert_eq!(turn(Some(&doubted), Some(gold), day(31)), Turn::Recover);
        assert_eq!(turn(Some(&doubted), Some(silver), day(32)), Turn::Leave(Some(silver.0)));
        assert_eq!(turn(Some(&doubted), None, day(32)), Turn::Leave(None));
        let no_grace = Place { grace_days: 0, ..in_gold };
        assert_eq!(turn(Some(&no_grace), None, day(2)), Turn::Leave(None));
    }

    #[test]
    fn what_a_tier_says_is_held_to_what_can_be() {
        let good = Definition {
            name: " Gold ".into(),
            rank: 1,
            rule: "standing.orders >= 10".into(),
            grace_days: 30,
            privileges: vec![Privilege { words: "Their own manager".into(), within_days: 7 }],
        };
        assert_eq!(good.clone().checked().unwrap().name, "Gold");
        let wrong = |change: fn(&mut Definition)| {
            let mut tier = good.clone();
            change(&mut tier);
            tier.checked().unwrap_err()
        };
        assert_eq!(wrong(|tier| tier.name = " ".into()), TierRefusal::Name);
        assert_eq!(wrong(|tier| tier.rank = 0), TierRefusal::Rank);
        assert_eq!(wrong(|tier| tier.rule = "  ".into()), TierRefusal::Rule);
        assert_eq!(wrong(|tier| tier.grace_days = 731), TierRefusal::Grace);
        assert_eq!(wrong(|tier| tier.privileges[0].words = String::new()), TierRefusal::Privilege(1));
        assert_eq!(
            wrong(|tier| tier.privileges = vec![tier.privileges[0].clone(); 13]),
            TierRefusal::TooManyPrivileges
        );
    }
}
