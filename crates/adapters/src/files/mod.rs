//! Files of orders: found out, read as one stream of [`domain::OrderChunk`]s, and written.

mod atomic;
mod cell;
mod columnar;
mod dates;
mod decimal;
mod encoding;
mod error;
mod input;
mod interpret;
mod json;
mod mapping;
mod moment;
mod plan;
pub mod presets;
mod preview;
mod problem;
mod rates;
mod reader;
mod records;
mod sheet;
mod source;
mod table;
mod text;

pub use atomic::{AtomicFile, WriteError};
pub use decimal::Decimal;
pub use error::ReadError;
pub use input::{Input, Inputs};
pub use mapping::{Mapping, Role};
pub use preview::{Preview, preview};
pub use problem::{Found, Header, Problem};
pub use rates::read_rates;
pub use reader::{OrderReader, Progress, ProgressWatch, ReadOptions};
pub use sheet::{SheetWriter, write_refusals};
pub use table::{TableReader, TableRow};
