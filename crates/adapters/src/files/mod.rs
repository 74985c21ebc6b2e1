//! Files of orders: found out, read as one stream of [`domain::OrderChunk`]s, and written.

mod cell;
mod dates;
mod decimal;
mod encoding;
mod error;
mod input;
mod interpret;
mod mapping;
mod plan;
pub mod presets;
mod reader;
mod records;
mod source;
mod text;

pub use error::ReadError;
pub use input::{Input, Inputs};
pub use mapping::{Mapping, Role};
pub use reader::{OrderReader, Progress, ProgressWatch, ReadOptions};
