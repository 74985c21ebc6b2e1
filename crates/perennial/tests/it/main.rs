//! The program as its user meets it: arguments in, words, files and exit codes out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that can't go on has failed")]

mod bad_input;
mod beliefs;
mod demo;
mod erase;
mod hands;
mod honesty;
mod import;
mod kills;
mod letters;
mod library;
mod moving;
mod organisations;
mod plays;
mod program;
mod prove;
mod recommend;
mod report;
mod schema;
mod shop;
