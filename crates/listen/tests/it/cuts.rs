//! The link to the server cut before, during and after COMMIT, over and over.

use std::sync::Arc;

use domain::Currency;
use domain::access::Action::SendEvents;
use listen::events::{Door, Message, Writer};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use store::Error;
use store::events::Outcome;
use testing::Engine;
use testing::link::Cut;

use crate::{TODAY, open};

/// Cuts, or as many as the environment asks for.
fn cuts() -> u64 {
    std::env::var("PERENNIAL_CUTS").ok().and_then(|count| count.parse().ok()).unwrap_or(25)
}

fn order(number: u64) -> Vec<store::events::NewEvent> {
    let text = format!(
        r#"{{"batch":[{{"type":"track","event":"Order Completed","userId":"u{}","messageId":"m{number}",
            "properties":{{"order_id":"o{number}","total":{number}}}}}]}}"#,
        number % 7
    );
    let now = domain::Instant(i64::from(TODAY.0) * domain::time::DAY_MICROS);
    Message::open(Door::Batch, &text).unwrap().read(now, Currency::EUR).events
}

/// What is acknowledged stands; what is refused does not; what is sent again is known by its key.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_cut_around_any_commit_loses_nothing_and_doubles_nothing() {
    let place = Engine::Postgres.fresh();
    let link = place.link();
    let store = open(link.database(), 1).await;
    let permit = domain::access::check(domain::Actor::Operator, SendEvents).unwrap();
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let (mut settled, mut refused) = (0, 0);
    for number in 0..cuts() {
        let cut = Cut::ALL[rng.random_range(0..3)];
        // The room's own writer tries once more by itself; here the one commit is looked at.
        let sent = store::events::Sent { permit, source: Arc::from("shop"), events: order(number) };
        link.cut(cut);
        let first = store.record_events(&[sent]).await;
        assert_eq!(link.cuts(), number + 1, "{cut:?}: it was cut");
        let there = format!("select message_id from events where message_id = 'm{number}'");
        let there = !place.raw(&there).await.unwrap().is_empty();
        match first {
            Ok(outcomes) => {
                assert_eq!(outcomes, [vec![Outcome::Recorded]]);
                assert!(there && cut != Cut::Before, "{number} {cut:?}: acknowledged, and it is not there");
                settled += 1;
            }
            Err(Error::Away(_)) => {
                assert!(!there && cut != Cut::After, "{number} {cut:?}: refused, and it is there");
                refused += 1;
            }
            Err(other) => panic!("{number} {cut:?}: {other}"),
        }
        // Whoever heard nothing, or does not trust what they heard, sends it again.
        let again = Writer::start(store.clone()).record(permit, Arc::from("shop"), order(number)).await;
        let expected = if there { Outcome::Known } else { Outcome::Recorded };
        assert_eq!(again.unwrap().unwrap(), [expected], "{number} {cut:?}");
    }
    assert_eq!((settled + refused, settled > 0, refused > 0), (cuts(), true, true));
    for (what, expected) in [
        ("select count(*)::text from events", cuts()),
        ("select count(*)::text from orders", cuts()),
        ("select count(*)::text from timeline where kind = 'purchase'", cuts()),
        ("select count(*)::text from people", cuts().min(7)),
    ] {
        assert_eq!(place.raw(what).await.unwrap(), [expected.to_string()], "{what}");
    }
    assert_eq!(store.damage().await.unwrap(), Vec::<String>::new());
    println!("{} cuts: {settled} settled as committed, {refused} refused, 0 lost, 0 doubled", cuts());
}
