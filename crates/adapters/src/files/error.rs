//! What stops the reading or writing of a file, in a sentence for people.

use std::io;

/// Why a file can't be read. Its text says what, where and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct ReadError {
    /// The file, as it was named.
    pub file: String,
    /// What is wrong and what to do.
    pub problem: String,
}

impl ReadError {
    /// A problem of one file.
    pub fn new(file: &str, problem: impl Into<String>) -> Self {
        Self { file: file.to_owned(), problem: problem.into() }
    }

    /// What the operating system or the decompressor says, in words.
    pub(crate) fn io(file: &str, error: &io::Error) -> Self {
        let problem = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file; check its name and folder.".to_owned(),
            io::ErrorKind::PermissionDenied => {
                "this file may not be read by this user; change its permissions or copy it.".to_owned()
            }
            io::ErrorKind::IsADirectory => {
                "this is a folder; name the files in it, such as folder/*.csv.".to_owned()
            }
            io::ErrorKind::UnexpectedEof => {
                "the compressed file ends too early, so a part of it is missing; copy or download it again."
                    .to_owned()
            }
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                format!("the compressed data are damaged ({error}); copy or download the file again.")
            }
            _ => format!("reading stopped: {error}."),
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
