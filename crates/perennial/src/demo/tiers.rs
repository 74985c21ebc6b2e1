//! The tiers of Harbour Coffee's best regulars.

use domain::Actor;
use domain::access::{self, Action};
use domain::tiers::{Definition, Privilege};
use store::Store;

use crate::failure::Failure;

/// Makes them; who is in them is asked with the first fit.
pub async fn make(store: &Store) -> Result<(), Failure> {
    let permit = access::check(Actor::Operator, Action::ManagePlays)?;
    let privilege = |words: &str, within_days| Privilege { words: words.to_owned(), within_days };
    let tiers = [
        Definition {
            name: "Captains".to_owned(),
            rank: 1,
            rule: "standing.orders >= 300 && standing.p_alive >= 0.5".to_owned(),
            grace_days: 60,
            privileges: vec![
                privilege("Their own barista: introduce them by name", 14),
                privilege("An invitation to the roaster's table in spring", 30),
            ],
        },
        Definition {
            name: "Crew".to_owned(),
            rank: 2,
            rule: "standing.orders >= 200 && standing.p_alive >= 0.5".to_owned(),
            grace_days: 60,
            privileges: vec![privilege("A mug with their name on the shelf", 30)],
        },
    ];
    for tier in tiers {
        act::tiers::make(store, &permit, tier).await?;
    }
    Ok(())
}
