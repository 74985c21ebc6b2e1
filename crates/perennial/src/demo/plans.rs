//! The years of two firms that drink Harbour Coffee, planned fourteen weeks ago: kept, missed and to come.

use domain::access::{self, Action};
use domain::plays::GestureKind::{self, Call, Note, Present, Task};
use domain::{Actor, Day, Instant};
use store::Store;
use store::plans::{Accounts, NewPlan, NewStep};

use crate::failure::Failure;

/// What is planned: what, by how many days after the beginning, and in which words.
type Steps = &'static [(GestureKind, i32, &'static str)];

const YEARS: [(&str, Steps); 2] = [
    (
        "They move to a larger office in spring: be the coffee of the new kitchen",
        &[
            (Call, 7, "Ask how the machine on the second floor runs"),
            (Task, 60, "Visit them: what will the new kitchen need?"),
            (Note, 106, "A handwritten note for Christmas"),
            (Call, 190, "Ask how the new kitchen does"),
            (Note, 250, "Thank them for the years together"),
            (Task, 310, "Look back on the year together"),
        ],
    ),
    (
        "Keep what is good",
        &[
            (Call, 10, "Ask whether Monday's delivery comes early enough"),
            (Present, 109, "A tin of the winter roast for the whole office"),
            (Task, 200, "Invite them to the roaster's table"),
        ],
    ),
];

/// Plans them, where the firms are known.
pub async fn make(store: &Store, now: Instant) -> Result<(), Failure> {
    let permit = access::check(Actor::Operator, Action::WritePeople)?;
    let today = now.day_in(&store.zone(Actor::Operator).await?);
    let asked = Accounts { from: today, to: today, skip: 0, limit: YEARS.len() as u32 };
    let firms = store.accounts_without_plan(Actor::Operator, asked).await?;
    for (firm, (about, steps)) in firms.iter().zip(YEARS) {
        let step = |&(kind, after, words): &(GestureKind, i32, &str)| NewStep {
            kind,
            words: words.to_owned(),
            due: Day(today.0 + after),
            owner: None,
        };
        let new = NewPlan {
            starts_on: today,
            owner: None,
            about: about.to_owned(),
            steps: steps.iter().map(step).collect(),
            renewal: "Plan the next year".to_owned(),
        };
        store.make_plan(&permit, firm.who.id, new).await?;
    }
    act::plans::run(store).await?;
    Ok(())
}
