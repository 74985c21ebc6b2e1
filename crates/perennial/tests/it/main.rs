//! The program as its user meets it: arguments in, words, files and exit codes out.

mod bad_input;
mod program;
mod report;
