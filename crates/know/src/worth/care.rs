//! The care list: people overdue by their own rhythm, ordered by value at stake.

use domain::Day;
use domain::worth::{Care, CareLine, Standing};

/// Gathers the overdue among `standings` as of `as_of`.
#[must_use]
pub fn overdue(standings: &[Standing], as_of: Day) -> Care {
    let mut people: Vec<&Standing> = standings.iter().filter(|standing| is_overdue(standing)).collect();
    let value_at_stake = people.iter().filter_map(|standing| standing.value_at_stake).sum();
    let shown = people.len().min(Care::SHOWN);
    let most_at_stake = |a: &&Standing, b: &&Standing| {
        let stake = |standing: &Standing| standing.value_at_stake.unwrap_or(0.0);
        stake(b).total_cmp(&stake(a)).then_with(|| a.customer.cmp(&b.customer))
    };
    if shown > 0 {
        people.select_nth_unstable_by(shown - 1, most_at_stake);
    }
    let overdue = people.len() as u64;
    people.truncate(shown);
    people.sort_unstable_by(most_at_stake);
    Care {
        overdue,
        value_at_stake,
        people: people.into_iter().map(|standing| line(standing, as_of)).collect(),
    }
}

/// Whether the silence is longer than the 90th percentile of the person's own gap.
#[must_use]
pub fn is_overdue(standing: &Standing) -> bool {
    standing.overdue_days.is_some_and(|days| days > 0.0)
}

fn line(standing: &Standing, as_of: Day) -> CareLine {
    CareLine {
        customer: standing.customer.clone(),
        silent_days: u32::try_from(as_of.0 - standing.last_day.0).unwrap_or(0),
        rhythm_days: standing.rhythm_days.unwrap_or(0.0),
        overdue_days: standing.overdue_days.unwrap_or(0.0),
        p_alive: standing.p_alive.unwrap_or(0.0),
        value_at_stake: standing.value_at_stake.unwrap_or(0.0),
        purchase_days: standing.frequency + 1,
        spend: standing.spend,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn silent(customer: &str, overdue_days: Option<f64>, at_stake: f64) -> Standing {
        Standing {
            customer: customer.to_owned(),
            frequency: 4,
            last_day: Day(100),
            overdue_days,
            value_at_stake: Some(at_stake),
            ..Standing::default()
        }
    }

    #[test]
    fn the_list_is_ordered_by_what_is_at_stake_and_leaves_out_who_is_on_time() {
        let all = [
            silent("on time", Some(0.0), 900.0),
            silent("once only", None, 800.0),
            silent("a little", Some(3.0), 10.0),
            silent("much", Some(1.0), 50.0),
        ];
        let care = overdue(&all, Day(150));
        let names: Vec<&str> = care.people.iter().map(|line| line.customer.as_str()).collect();
        assert_eq!(names, ["much", "a little"]);
        assert_eq!((care.overdue, care.value_at_stake, care.people[0].silent_days), (2, 60.0, 50));
    }

    #[test]
    fn a_report_carries_the_first_hundred_and_counts_the_rest() {
        let all: Vec<Standing> =
            (0..150).map(|n| silent(&format!("{n:03}"), Some(1.0), f64::from(n % 7))).collect();
        let care = overdue(&all, Day(150));
        assert_eq!((care.overdue, care.people.len()), (150, Care::SHOWN));
        assert_eq!(care.people[0].customer, "006");
    }
}
