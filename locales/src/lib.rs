//! What we say, in five languages: typed messages, and numbers, money, days and names by locale.
//!
//! # To add a message
//!
//! Write it in `locales/en/<area>.ftl` and, by the same name, in `lv`, `fa`, `ru` and `fi`
//! ([Project Fluent](https://projectfluent.org/fluent/guide/)):
//!
//! ```text
//! people-found = { $count ->
//!     [one] { $count } person is called { $name }
//!    *[other] { $count } people are called { $name }
//! }
//! ```
//!
//! The build makes a method of it: [`Words`]`::people_found(count, name)`, its arguments in the order
//! in which the English names them first. A name begins with its area. A message, variable or form of
//! the plural that a language wants fails the build, with a sentence.
//!
//! - Pass a count as a number (`u64`, `i64`, `f64`): it chooses the form of the plural and is written
//!   in the language's digits. Pass everything else ready: `words.money(..)`, `words.day(..)`, a name.
//! - A sentence is one message. Never put one together from pieces: the order of words differs.
//! - Whatever is inserted may be in another script: what runs against the language's direction is
//!   set apart by Unicode's isolating marks (UAX 9), by itself. So never escape or mark it yourself;
//!   and outside of messages, in templates, put foreign text in `<bdi>`.
//! - Where a name is inserted, no language may have to inflect it: put it first or after a colon.
//! - Latvian chooses `[zero]` for 0, 10 to 20 and all tens, `[one]` for 1, 21, 31; Russian has
//!   `[one]`, `[few]`, `[many]` and `[other]`, the last for fractions; Finnish takes the partitive
//!   after every number but 1; a Persian noun stays in the singular after a number and needs no
//!   choice.
//!
//! Templates say `{{ shell.words.people_title() }}`; Rust takes [`Words`] by value, as it is `Copy`.

#[cfg(test)]
mod check;
mod dates;
mod language;
mod money;
mod names;
mod numbers;
mod spans;
mod words;

pub use fluent_bundle::FluentValue;
pub use language::{Direction, Language};
pub use words::Words;
