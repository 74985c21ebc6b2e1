//! The pages as a browser meets them, without a browser: requests in, answers out.
#![cfg(test)]

mod api;
mod away;
mod canary;
mod client;
mod corrections;
mod door;
mod doors;
mod erasures;
mod events;
mod forecasts;
mod furnished;
mod identity;
mod import;
mod language;
mod leaving;
mod letters;
mod matrix;
mod moments;
mod office;
mod orders;
mod plans;
mod plays;
mod presents;
mod proof;
mod signs;
mod suggested;
mod tiers;
mod till;
mod today;
mod wall;
