//! `perennial demo`: Harbour Coffee, a simulated café and web shop, with its pages open.

mod leaving;
mod life;
mod past;
mod plans;
mod plays;
mod postbox;
mod presents;
mod tiers;
mod today;
mod voice;

use clap::Args as ClapArgs;
use domain::access::{self, Action};
use domain::{Actor, Currency, Day};
use simulator::Harbour;
use store::settings::Settings;

use crate::company::{Company, Folder, runtime};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::serve::{self, Address};
use crate::work;
use past::Past;

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
        let postbox = postbox::open().await?;
        if company.store.counts(Actor::Operator).await?.orders == 0 {
            furnish(&company, args, &postbox).await?;
        }
        serve::company(company, &args.address.clone().with_postbox(postbox)).await
    })
}

async fn furnish(company: &Company, args: &Args, postbox: &str) -> Result<(), Failure> {
    let progress = Progress::new(args.quiet);
    let to_manage = access::check(Actor::Operator, Action::ManageStaff)?;
    let settings = Settings {
        company: "Harbour Coffee".to_owned(),
        zone: ZONE.to_owned(),
        currency: Currency::EUR,
        margin_mille: 1000,
    };
    company.store.save_settings(&to_manage, &settings).await?;
    let today = company.clock.now().day_in(&company.zone().await?);
    let harbour = Harbour::new(args.seed, args.customers, Day(today.0 - 1));
    progress.phase("simulate and import");
    let past = Past::of(company, &harbour, Day(today.0 - 1), postbox).await?;
    progress.phase("remember");
    life::remember(&past.store, &harbour).await?;
    plans::make(&past.store, past.clock.now()).await?;
    progress.phase("fit the models");
    if let Err(why) = work::refit(&past.store, &past.clock, &company.scratch()).await {
        tracing::warn!("so small a company could not be fitted so long ago: {why}");
    }
    progress.phase("live the last weeks");
    plays::start(&past.store).await?;
    past.live().await?;
    life::lately(&company.store, &harbour).await?;
    progress.phase("look back");
    for quarter in 1..=LOOKED_BACK {
        let as_of = Day(today.0 - 1 - quarter * QUARTER);
        know::forecasts::look_back(&company.store, &company.clock, &company.scratch(), as_of).await?;
    }
    tiers::make(&company.store).await?;
    progress.phase("fit the models");
    work::all(&company.store, &company.clock, &company.scratch()).await?;
    today::prepare(&company.store, company.clock.now()).await?;
    presents::prepare(&company.store, company.clock.now()).await?;
    leaving::told(&company.store, today).await?;
    voice::speak(&company.store, today).await?;
    progress.finish();
    Ok(())
}
