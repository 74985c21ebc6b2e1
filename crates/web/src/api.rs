//! The interface for programs: all that the pages do, by REST under `/api/v1`.
//!
//! A handler takes the [`gate::Call`] and works with its store alone: with an `Idempotency-Key` all
//! it does there is one commit with the answer. Its arguments come from [`extract`], its errors are
//! [`problem::Problem`]s, and it stands in two places: the routes' table and [`document`].

pub(crate) mod answer;
pub(crate) mod audit;
pub(crate) mod briefing;
pub(crate) mod calendars;
pub(crate) mod certificates;
pub(crate) mod consents;
pub(crate) mod costs;
pub(crate) mod document;
pub(crate) mod erasures;
pub(crate) mod extract;
pub(crate) mod facts;
pub(crate) mod forecasts;
pub(crate) mod gate;
pub(crate) mod gestures;
pub(crate) mod imports;
pub(crate) mod key_messages;
pub(crate) mod keys;
pub(crate) mod leavings;
pub(crate) mod letters;
pub(crate) mod merges;
pub(crate) mod orders;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod plays;
pub(crate) mod presents;
pub(crate) mod problem;
pub(crate) mod programme;
pub(crate) mod promises;
pub(crate) mod relations;
pub(crate) mod settings;
pub(crate) mod signs;
pub(crate) mod suggested;
pub(crate) mod team;
pub(crate) mod tiers;
pub(crate) mod till;
pub(crate) mod today;
pub(crate) mod touches;
pub(crate) mod webhooks;
pub(crate) mod worth;
