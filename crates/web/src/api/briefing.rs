//! What one should know a minute before a call.

use domain::ids::PersonId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::extract::Path;
use super::facts::Fact;
use super::gate::Call;
use super::problem::Problem;
use super::promises::Promise;
use super::relations::Relation;
use super::suggested::{PremiumProduct, SuggestedProduct};
use super::touches::Entry;

/// A date to come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Coming {
    /// When it comes next.
    #[schema(format = Date)]
    day: String,
    /// In so many days.
    in_days: i32,
    /// What it is.
    fact: Fact,
}

/// What one should know a minute before a call.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Briefing {
    /// Whom it is about.
    id: Uuid,
    /// Their name; empty where no source said it.
    name: String,
    /// How to say it.
    says: String,
    /// What they do.
    title: String,
    /// The day of their first purchase.
    #[schema(format = Date)]
    customer_since: Option<String>,
    /// The tier they are in.
    tier: Option<String>,
    /// How they are related, at most eight.
    relations: Vec<Relation>,
    /// Bereavements that stand: everything cheerful waits.
    bereavements: Vec<Fact>,
    /// Promises and wishes that are open.
    promises: Vec<Promise>,
    /// What matters in a talk, the closest first, at most eight.
    facts: Vec<Fact>,
    /// Dates of the next 60 days; none in mourning.
    dates: Vec<Coming>,
    /// The last three times somebody met somebody.
    touches: Vec<Entry>,
    /// Gifts already given, the latest first, at most eight.
    gifts: Vec<Entry>,
    /// What they haven't tried and most likely would, at most three; none in mourning.
    suggested_products: Vec<SuggestedProduct>,
    /// A step up, where they are committed.
    premium_product: Option<PremiumProduct>,
    /// What we don't know yet and could ask: `says`, `birthday`, `preference`, `decides`, `brought`,
    /// `interest`, `work`, `language`; at most four.
    asks: Vec<&'static str>,
}

impl Briefing {
    fn new(known: crate::briefing::Briefing, today: domain::Day) -> Self {
        let coming = |(day, fact): (domain::Day, store::facts::Fact)| Coming {
            day: day.to_string(),
            in_days: day.0 - today.0,
            fact: Fact::from(fact),
        };
        Self {
            id: known.person.id.0,
            customer_since: known.person.standing.map(|standing| standing.first_day.to_string()),
            name: known.person.name,
            says: known.profile.says,
            title: known.profile.title,
            tier: known.tier,
            relations: known.relations.into_iter().map(Relation::from).collect(),
            bereavements: known.bereaved.into_iter().map(Fact::from).collect(),
            promises: known.open.into_iter().map(Promise::from).collect(),
            facts: known.facts.into_iter().map(Fact::from).collect(),
            dates: known.coming.into_iter().map(coming).collect(),
            touches: known.touches.into_iter().map(Entry::from).collect(),
            gifts: known.gifts.into_iter().map(Entry::from).collect(),
            premium_product: known.premium.map(PremiumProduct::from),
            suggested_products: known.suggested.into_iter().map(SuggestedProduct::from).collect(),
            asks: known.asks.iter().map(|ask| ask.name).collect(),
        }
    }
}

/// Read what one should know of a person a minute before a call, as far as the key may see.
#[utoipa::path(get, path = "/api/v1/people/{id}/briefing", tag = "memory", operation_id = "readBriefing",
    params(("id" = Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "The briefing", body = Briefing)))]
pub(crate) async fn read(call: Call, Path(id): Path<PersonId>) -> Result<axum::Json<Briefing>, Problem> {
    let today = call.now.day_in(&call.store.zone(call.actor).await?);
    let known = crate::briefing::Briefing::of(&call.store, call.actor, id, today).await?;
    let known = known.ok_or_else(Problem::not_found)?;
    Ok(axum::Json(Briefing::new(known, today)))
}
