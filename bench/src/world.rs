//! A company of a million people with ten orders each and one with ten thousand, in a database of
//! its own: what pages and search are measured on.

use std::path::Path;
use std::sync::Arc;

use adapters::system::{SystemClock, SystemEntropy};
use anyhow::{Context, Result};
use domain::access::{Action, check};
use domain::memory::{Basis, Draft, FactKind, Level, Source};
use domain::orders::OrderKind;
use domain::{Actor, Clock, Currency, Permit};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use simulator::harbour::Person;
use simulator::{Harbour, Panel, Purchase, by_time};
use store::Store;
use store::imports::NewImport;
use store::incoming::{Batch, Incoming, Key};
use store::people::Kind;
use store::settings::Settings;

const SEED: u64 = 20_261_121;
/// Entries of the one person with many.
const MANY: u64 = 10_000;
/// People whose addresses are asked for.
const SAMPLE: u64 = 2_000;
/// Facts remembered.
const FACTS: usize = 3_000;
/// Orders in one commit.
const BATCH: usize = 65_536;

/// Builds the company of `customers` in `folder`, where it does not stand there already.
pub fn build(folder: &Path, customers: u64) -> Result<()> {
    std::fs::create_dir_all(folder.join("scratch"))?;
    let sample = folder.join("sample.json");
    let database = folder.join("perennial.db");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let (clock, entropy): (Arc<dyn Clock>, _) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
        if sample.exists() && Store::open(&*database, Arc::clone(&clock), entropy).await.is_ok() {
            return Ok(());
        }
        // Built by an earlier version, or half.
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(folder.join(format!("perennial.db{end}")));
        }
        println!("building a company of {customers} people");
        let store = Store::open(&*database, Arc::clone(&clock), Arc::new(SystemEntropy)).await?;
        let world = World { store, harbour: Harbour::new(SEED, customers, panel(customers).last_day) };
        world.furnish(customers, &clock, &folder.join("scratch")).await?;
        let said = world.sample(customers).await?;
        world.store.close().await?;
        std::fs::write(&sample, serde_json::to_vec(&said)?)?;
        Ok(())
    })
}

fn panel(customers: u64) -> Panel {
    Panel::three_years(SEED, customers)
}

fn phone(customer: u64) -> Option<String> {
    customer.is_multiple_of(3).then(|| format!("+3712{customer:07}"))
}

fn incoming(person: &Person, purchase: &Purchase, number: u64) -> Incoming {
    let customer = purchase.customer;
    let email = person.email.clone().map(|value| Key { kind: Kind::Email, value: value.to_lowercase() });
    let number_of = phone(customer).map(|value| Key { kind: Kind::Phone, value });
    let own = Key { kind: Kind::External, value: Harbour::customer_id(customer) };
    Incoming {
        source_id: format!("{number:08}"),
        kind: OrderKind::Purchase,
        at: purchase.at,
        day: purchase.day().0,
        amount: purchase.cents,
        currency: Currency::EUR,
        refunds: None,
        keys: email.into_iter().chain(number_of).chain([own]).collect(),
        name: person.name(),
        lines: Vec::new(),
    }
}

struct World {
    store: Store,
    harbour: Harbour,
}

impl World {
    async fn furnish(&self, customers: u64, clock: &Arc<dyn Clock>, scratch: &Path) -> Result<()> {
        let settings = Settings {
            company: "Harbour Coffee".to_owned(),
            zone: "Europe/Riga".to_owned(),
            currency: Currency::EUR,
            margin_mille: 1000,
        };
        self.store.save_settings(&may(Action::ManageStaff)?, &settings).await?;
        self.orders(customers).await?;
        println!("scoring all");
        know::refit::run(&self.store, clock, scratch).await?;
        let jobs = may(Action::RunJobs)?;
        while let Some(lease) = self.store.lease(&jobs, 600).await? {
            self.store.job_done(&jobs, &lease, None).await?;
        }
        self.facts(customers).await
    }

    async fn orders(&self, customers: u64) -> Result<()> {
        let permit = may(Action::ImportOrders)?;
        let import = NewImport { source: "shop", file: "world", mapping: json!({}), bytes_total: 0 };
        let id = self.store.begin_import(&permit, &import).await?;
        let panel = panel(customers);
        let (mut batch, mut number, mut batches) = (Vec::with_capacity(BATCH), 0, 0);
        let more = (0..MANY).map(|at| Purchase {
            customer: 0,
            at: (i64::from(panel.first_day.0) * 86_400 + at as i64 * 9_000) * 1_000_000,
            cents: 450,
        });
        for block in by_time(&panel).chain([more.collect()]) {
            for purchase in block {
                number += 1;
                batch.push(incoming(&self.harbour.person(purchase.customer), &purchase, number));
                if batch.len() == BATCH {
                    let orders = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
                    self.store
                        .apply(&permit, id, &Batch { number: batches, orders, ..Batch::default() })
                        .await?;
                    batches += 1;
                    if batches % 16 == 0 {
                        println!("   {number} orders");
                    }
                }
            }
        }
        self.store.apply(&permit, id, &Batch { number: batches, orders: batch, ..Batch::default() }).await?;
        self.store.finish_import(&permit, id).await?;
        Ok(())
    }

    async fn person(&self, customer: u64) -> Result<domain::ids::PersonId> {
        let own = Harbour::customer_id(customer);
        let person = self.harbour.person(customer);
        let asked = person.email.clone().or_else(|| phone(customer));
        let text = asked.unwrap_or_else(|| person.name());
        let found = self.store.search(Actor::Operator, &text, 1).await?;
        found.hits.first().map(|hit| hit.line.id).with_context(|| format!("{own} was not found by {text}"))
    }

    async fn facts(&self, customers: u64) -> Result<()> {
        let permit = may(Action::WritePeople)?;
        for at in 0..FACTS {
            let customer = (at as u64 * 331 + 1) % customers;
            let fact = Draft {
                kind: FactKind::Interest,
                text: FACT_WORDS[at % FACT_WORDS.len()].to_owned(),
                when: None,
                source: Source::Said,
                source_note: String::new(),
                basis: Basis::Consent,
                level: Level::Ordinary,
                expires_on: None,
            };
            self.store.remember(&permit, self.person(customer).await?, fact, None).await?;
        }
        Ok(())
    }

    /// Who is asked for, and what is typed.
    async fn sample(&self, customers: u64) -> Result<Value> {
        let mut rng = StdRng::seed_from_u64(SEED);
        let (mut people, mut typed) = (Vec::new(), Vec::new());
        for at in 0..SAMPLE.min(customers) {
            let customer = rng.random_range(0..customers);
            people.push(self.person(customer).await?.to_string());
            let person = self.harbour.person(customer);
            typed.push(match at % 8 {
                0 => person.email.unwrap_or_else(|| person.given.to_owned()),
                1 => phone(customer - customer % 3).unwrap_or_default(),
                2 => format!("{:08}", rng.random_range(1..customers * 9)),
                3 => FACT_WORDS[at as usize % FACT_WORDS.len()].to_owned(),
                4 => format!("{} {}", person.family, person.given),
                5 => person.family.to_owned(),
                _ => person.name(),
            });
        }
        Ok(json!({ "many": self.person(0).await?.to_string(), "people": people, "typed": typed }))
    }
}

const FACT_WORDS: [&str; 6] = [
    "Collects Ērenpreiss bicycles",
    "sails on Sundays",
    "allergic to hazelnuts",
    "пьёт кофе с кардамоном",
    "به شعر حافظ علاقه دارد",
    "training for the Tampere marathon",
];

fn may(action: Action) -> Result<Permit> {
    Ok(check(Actor::Operator, action)?)
}
