//! The last weeks before the demo opens, lived through day by day by a clock of their own: plays decide,
//! letters go, people do what is theirs to do, and every week the shop's export comes.

use std::io::BufWriter;
use std::iter::Peekable;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use act::letters::Postman;
use adapters::files::AtomicFile;
use domain::access::{self, Action};
use domain::plays::GestureState;
use domain::{Actor, Clock, Day, Instant};
use jiff::tz::TimeZone;
use listen::import::{How, Request};
use simulator::harbour::Order;
use simulator::{Harbour, by_time, write_csv};
use store::Store;
use store::gestures::OpenGestures;
use web::documents::letter::LetterPress;

use crate::company::{self, Company};
use crate::failure::Failure;

/// How far it goes back: a quarter, and a little more.
const WEEKS: i32 = 14;
const WEEK: i32 = 7;
/// When the day's work is done, in seconds of the day.
const MORNING: i64 = 10 * 3600;
/// When the shop has closed.
const NIGHT: i64 = 23 * 3600;
const DAY_MICROS: i64 = 86_400_000_000;
/// Orders written to a file at a time.
const ROWS: usize = 8192;

/// A clock that stands where it is put.
struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// A company some weeks ago.
pub struct Past<'a> {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    company: &'a Company,
    harbour: &'a Harbour,
    /// What the shop has yet to export.
    orders: Peekable<Box<dyn Iterator<Item = Order> + Send + 'a>>,
    hand: Arc<Hand>,
    day: Day,
    zone: TimeZone,
    postman: Postman,
}

impl<'a> Past<'a> {
    /// The company on the evening from which so many weeks lead to the last of `harbour`, with what was
    /// sold until then.
    pub async fn of(
        company: &'a Company,
        harbour: &'a Harbour,
        last: Day,
        postbox: &str,
    ) -> Result<Self, Failure> {
        let zone = company.zone().await?;
        let hand = Arc::new(Hand(AtomicI64::new(0)));
        let clock: Arc<dyn Clock> = Arc::clone(&hand) as Arc<dyn Clock>;
        let store = company::open(&company.database, &clock, &company.entropy).await?;
        let server = postbox.parse().map_err(Failure::input)?;
        let press = Arc::new(LetterPress);
        let postman = Postman::new(store.clone(), Arc::clone(&clock), press, server, "http://localhost");
        let orders: Box<dyn Iterator<Item = Order> + Send> = Box::new(by_time(harbour).flatten());
        let day = Day(last.0 - WEEKS * WEEK);
        let mut past =
            Self { store, clock, company, harbour, orders: orders.peekable(), hand, day, zone, postman };
        past.stand(NIGHT);
        past.export("harbour-coffee.csv").await?;
        Ok(past)
    }

    /// Lives on to the last day.
    pub async fn live(mut self) -> Result<(), Failure> {
        for _ in 0..WEEKS {
            for _ in 0..WEEK {
                self.day = Day(self.day.0 + 1);
                self.stand(MORNING);
                self.work().await?;
            }
            self.stand(NIGHT);
            self.export(&format!("harbour-coffee-{}.csv", self.day)).await?;
            while know::rescore::batch(&self.store, &self.clock, &self.company.scratch()).await? > 0 {}
        }
        Ok(self.store.close().await?)
    }

    fn stand(&self, seconds: i64) {
        self.hand.0.store(self.day.start_in(&self.zone).plus_seconds(seconds).0, Ordering::SeqCst);
    }

    /// A day's work: who is met, what goes out, and what people did of theirs.
    async fn work(&self) -> Result<(), Failure> {
        act::decide::run(&self.store, &self.clock).await?;
        act::steps::run(&self.store, &self.clock).await?;
        self.postman.all_due().await?;
        let permit = access::check(Actor::Operator, Action::WritePeople)?;
        let now = self.clock.now();
        for task in self.store.open_gestures(Actor::Operator, &OpenGestures::default(), 500).await? {
            // Some are quick, some take a week, and now and then somebody can't be reached.
            let luck = i64::from(task.id.0.as_bytes()[15]);
            if now.0 - task.decided.0 < (1 + luck % 8) * DAY_MICROS {
                continue;
            }
            let state = if luck % 16 == 3 { GestureState::CouldNot } else { GestureState::Done };
            self.store.close_gesture(&permit, task.id, task.version, state, "").await?;
        }
        Ok(())
    }

    /// The shop's export of all that was sold up to this day and not exported before.
    async fn export(&mut self, file: &str) -> Result<(), Failure> {
        let path = self.company.folder.join(file);
        self.write(&path)?;
        let request = Request {
            path,
            file: file.to_owned(),
            how: How { source: Some("shop".to_owned()), ..How::default() },
            zone: Some(self.zone.clone()),
            today: self.day,
        };
        let permit = access::check(Actor::Operator, Action::ImportOrders)?;
        listen::import::import(&self.store, &permit, &request, |_| ()).await?;
        Ok(())
    }

    fn write(&mut self, path: &Path) -> Result<(), Failure> {
        let (orders, day) = (&mut self.orders, self.day);
        let blocks = std::iter::from_fn(|| {
            let sold = std::iter::from_fn(|| orders.next_if(|order| order.day() <= day));
            let rows: Vec<Order> = sold.take(ROWS).collect();
            (!rows.is_empty()).then_some(rows)
        });
        let mut out = BufWriter::new(AtomicFile::create(path)?);
        write_csv(self.harbour, blocks, &mut out)?;
        Ok(out.into_inner().map_err(|why| why.into_error())?.commit()?)
    }
}
