//! What stops the reading or writing of a file, in a sentence for people.

use std::io;

use serde::{Deserialize, Serialize};

use super::problem::Problem;

/// Why which file can't be read. Its text says what, where and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct ReadError {
    /// The file, as it was named.
    pub file: String,
    /// What is wrong and what to do.
    pub problem: Problem,
}

impl ReadError {
    /// A problem of one file.
    pub fn new(file: &str, problem: impl Into<Problem>) -> Self {
        Self { file: file.to_owned(), problem: problem.into() }
    }

    /// What the operating system or the decompressor says.
    pub(crate) fn io(file: &str, error: &io::Error) -> Self {
        let problem = match error.kind() {
            io::ErrorKind::NotFound => Problem::NoFile,
            io::ErrorKind::PermissionDenied => Problem::NotAllowed,
            io::ErrorKind::IsADirectory => Problem::Folder,
            io::ErrorKind::UnexpectedEof => Problem::EndsTooEarly,
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Problem::Damaged(error.to_string()),
            _ => Problem::Stopped(error.to_string()),
        };
        Self::new(file, problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_put_into_words() {
        let of = |kind: io::ErrorKind| ReadError::io("a.csv", &kind.into()).to_string();
        assert!(of(io::ErrorKind::PermissionDenied).starts_with("a.csv: this file may not be read"));
        assert!(of(io::ErrorKind::UnexpectedEof).contains("ends too early"));
        assert!(of(io::ErrorKind::ConnectionReset).contains("reading stopped"));
    }
}
