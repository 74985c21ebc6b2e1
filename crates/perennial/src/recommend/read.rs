//! From files to who bought what.

use adapters::files::{Inputs, OrderReader, ReadOptions};
use adapters::system::SystemClock;
use domain::worth::Taken;
use domain::{Clock, Day};
use jiff::tz::TimeZone;
use know::recommendation::Catalogue;

use super::Args;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::report::read::{Refused, nothing};

/// What the reading was like.
pub struct Read {
    pub taken: Vec<Taken>,
    pub refused: Refused,
}

/// Reads every file.
pub fn lines(args: &Args, progress: &Progress) -> Result<(Catalogue, Read), Failure> {
    let zone = args.columns.zone()?;
    let today = SystemClock.now().day_in(zone.as_ref().unwrap_or(&TimeZone::UTC));
    let options = ReadOptions {
        mapping: args.columns.mapping(),
        // Somewhere it is already tomorrow, and dates are taken as written.
        today: if zone.is_some() { today } else { Day(today.0 + 1) },
        zone,
        as_of: args.as_of,
        details: true,
        products: true,
        default_currency: args.columns.currency_code(),
        ..ReadOptions::new(today)
    };
    let inputs = Inputs::expand(&args.files).map_err(Failure::input)?;
    let mut reader = OrderReader::open(inputs, options).map_err(Failure::input)?;
    let watch = reader.watch();
    progress.bytes("read", watch.now().total);
    let (mut catalogue, mut refused, mut rows) = (Catalogue::default(), Refused::default(), 0);
    while let Some(chunk) = reader.next_chunk(&mut |refusal| refused.add(refusal)).map_err(Failure::input)? {
        rows += chunk.len();
        catalogue.add(&chunk);
        progress.at(watch.now().bytes);
    }
    let taken = reader.taken();
    if rows == 0 {
        return Err(nothing(&taken, &refused));
    }
    Ok((catalogue, Read { taken, refused }))
}
