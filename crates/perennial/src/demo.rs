//! `perennial demo`: Harbour Coffee, a simulated café and web shop, with its pages open.

mod life;
mod tiers;
mod today;

use std::io::BufWriter;
use std::path::Path;

use adapters::files::AtomicFile;
use clap::Args as ClapArgs;
use domain::access::{self, Action};
use domain::{Actor, Currency, Day};
use listen::import::{How, Request};
use simulator::{Harbour, by_time, write_csv};
use store::settings::Settings;

use crate::company::{Company, Folder, runtime};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::serve::{self, Address};
use crate::work;

const ZONE: &str = "Europe/Riga";
/// Quarters whose forecasts are made looking back, so that the page of what came of them has something to say.
const LOOKED_BACK: i32 = 4;
const QUARTER: i32 = know::forecasts::DAYS as i32;

/// How large a company, and where.
#[derive(ClapArgs)]
pub struct Args {
    /// How many customers it has had.
    #[arg(long, default_value_t = 3000, value_name = "N", value_parser = clap::value_parser!(u64).range(50..=10_000_000))]
    customers: u64,
    /// The same seed makes the same company.
    #[arg(long, default_value_t = 20_261_121, value_name = "N")]
    seed: u64,
    #[command(flatten)]
    folder: Folder,
    #[command(flatten)]
    address: Address,
    /// Show no progress.
    #[arg(long)]
    quiet: bool,
}

/// Makes the company where the folder has none yet, and opens its pages.
pub fn run(args: &Args) -> Result<(), Failure> {
    runtime()?.block_on(async {
        let company = args.folder.open().await?;
        if company.store.counts(Actor::Operator).await?.orders == 0 {
            furnish(&company, args).await?;
        }
        serve::company(company, &args.address).await
    })
}

async fn furnish(company: &Company, args: &Args) -> Result<(), Failure> {
    let progress = Progress::new(args.quiet);
    let to_manage = access::check(Actor::Operator, Action::ManageStaff)?;
    let settings =
        Settings { company: "Harbour Coffee".to_owned(), zone: ZONE.to_owned(), currency: Currency::EUR };
    company.store.save_settings(&to_manage, &settings).await?;
    let zone = company.zone().await?;
    let today = company.clock.now().day_in(&zone);
    let file = company.folder.join("harbour-coffee.csv");
    progress.phase("simulate");
    let harbour = Harbour::new(args.seed, args.customers, Day(today.0 - 1));
    simulate(&file, &harbour)?;
    let request = Request {
        path: file,
        file: "harbour-coffee.csv".to_owned(),
        how: How { source: Some("shop".to_owned()), ..How::default() },
        zone: Some(zone),
        today,
    };
    let to_import = access::check(Actor::Operator, Action::ImportOrders)?;
    progress.bytes("import", std::fs::metadata(&request.path).ok().map(|found| found.len()));
    listen::import::import(&company.store, &to_import, &request, |at| progress.at(at.bytes)).await?;
    progress.phase("remember");
    life::remember(&company.store, &harbour).await?;
    progress.phase("look back");
    for quarter in 1..=LOOKED_BACK {
        let as_of = Day(today.0 - 1 - quarter * QUARTER);
        know::forecasts::look_back(&company.store, &company.clock, &company.scratch(), as_of).await?;
    }
    tiers::make(&company.store).await?;
    progress.phase("fit the models");
    work::all(&company.store, &company.clock, &company.scratch()).await?;
    today::prepare(&company.store, company.clock.now()).await?;
    progress.finish();
    Ok(())
}

/// The shop's export, as a shop would write it.
fn simulate(path: &Path, harbour: &Harbour) -> Result<(), Failure> {
    let mut out = BufWriter::new(AtomicFile::create(path)?);
    write_csv(harbour, by_time(harbour), &mut out)?;
    let file = out.into_inner().map_err(|why| why.into_error())?;
    Ok(file.commit()?)
}
