use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;

/// People of one of four tastes, who buy of its ten items one each week, beginning anywhere.
fn tastes(seed: u64, people: u32, days: i32, is_moody: bool) -> Purchases {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut rows = Vec::new();
    for person in 0..people {
        let start = rng.random_range(0..days / 2);
        for day in (start..days).step_by(14) {
            let taste = if is_moody { rng.random_range(0..4) } else { person % 4 };
            rows.push(Purchase { person, item: taste * 10 + rng.random_range(0..10), day });
        }
    }
    Purchases::new(rows)
}

#[test]
fn tastes_are_told_apart_and_the_reason_is_something_they_bought() {
    let purchases = tastes(1, 400, 180, false);
    let choice = choose(&purchases);
    assert_eq!(choice.why, Why::Better, "{choice:?}");
    assert_ne!(choice.settings.method, Method::Popularity);
    let test = choice.test.unwrap();
    assert!(test.trials[1].recall.value > 2.0 * test.trials[0].recall.value, "{test:?}");
    let fitted = Recommender::fit(&purchases, 180, choice.settings);
    let bought = purchases.bought(180);
    let (mut picks, mut right) = (0, 0);
    for person in 0..400 {
        let theirs = bought.of(person);
        for pick in fitted.suggest(theirs, &|_| true, 2, &mut Room::default()) {
            assert!(theirs.binary_search(&pick.item).is_err(), "never what they have");
            assert!(pick.because.iter().all(|one| theirs.contains(&one.item) && one.together > 0));
            picks += 1;
            right += usize::from(pick.item / 10 == person as u32 % 4);
        }
    }
    assert!(right * 10 > picks * 7, "{right} of {picks} are of their taste");
}

#[test]
fn where_nobody_has_a_taste_popularity_stays() {
    let choice = choose(&tastes(2, 400, 180, true));
    assert_eq!((choice.why, choice.settings.method), (Why::NothingBetter, Method::Popularity), "{choice:?}");
}

#[test]
fn too_little_history_is_said_and_still_answered() {
    let purchases = tastes(3, 10, 180, false);
    let choice = choose(&purchases);
    assert_eq!((choice.why, choice.test), (Why::Untested, None));
    let fitted = Recommender::fit(&purchases, 180, choice.settings);
    let nothing = fitted.suggest(&[], &|_| true, 3, &mut Room::default());
    assert_eq!(nothing.len(), 3, "somebody without a purchase gets what is popular");
    assert_eq!(choose(&Purchases::default()).why, Why::Untested);
}

#[test]
fn what_may_not_be_offered_is_not() {
    let purchases = tastes(1, 200, 180, false);
    let settings = Settings { method: Method::Ease, lately: 30, in_season: true, lambda: 10.0 };
    let fitted = Recommender::fit(&purchases, 180, settings);
    let picks = fitted.suggest(&[0, 1], &|item| item >= 5, 40, &mut Room::default());
    assert_eq!(picks.len(), 35, "all there is, and no more");
    assert!(picks.iter().all(|pick| pick.item >= 5));
    let mut items: Vec<u32> = picks.iter().map(|pick| pick.item).collect();
    items.sort_unstable();
    items.dedup();
    assert_eq!(items.len(), 35, "each once");
}

#[test]
fn ease_has_the_weights_of_its_closed_form() {
    // Two items that four people bought, two of them both, and one that nobody else did.
    let pairs = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (3, 1), (4, 2), (5, 2), (6, 2)];
    let rows = pairs.map(|(person, item)| Purchase { person, item, day: 1 });
    let purchases = Purchases::new(rows.to_vec());
    let settings = Settings { method: Method::Ease, lately: 30, in_season: false, lambda: 1.0 };
    let fitted = Recommender::fit(&purchases, 1, settings);
    // X'X + 1 = [4 2; 2 4] for the two: its inverse is [4 -2; -2 4] / 12, so the weight is 2/4.
    assert_eq!(fitted.to[0].len(), 1);
    assert!((fitted.to[0][0].weight - 0.5).abs() < 1e-6, "{:?}", fitted.to);
    assert_eq!(fitted.to[0][0].together, 2);
    assert!(fitted.to[2].is_empty());
}

#[test]
fn recall_and_ndcg_count_places_that_could_be_filled() {
    assert_eq!(outcomes(&[7, 8, 9], &[9]), (1.0, 0.5));
    let (recall, ndcg) = outcomes(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], &(1..=40).collect::<Vec<_>>());
    assert_eq!(recall, 1.0);
    assert!((ndcg - 1.0).abs() < 1e-12);
}
