//! What is wrong with a file: a code with what it is about, so that each reader can be told in their
//! language. `Display` says it in English, for the command line and the API.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::mapping::Role;

/// Why a file can't be read. It ends in what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// There is no file of this name.
    NoFile,
    /// The operating system does not let us read it.
    NotAllowed,
    /// It is a folder.
    Folder,
    /// The compressed file is cut off.
    EndsTooEarly,
    /// The compressed data contradict themselves; what the decompressor said.
    Damaged(String),
    /// Reading stopped for another reason; what the system said.
    Stopped(String),
    /// It holds nothing.
    Empty,
    /// It has a header and nothing else.
    NoRows,
    /// It is no table of text at all.
    NoTable(Found),
    /// It has more columns than this.
    TooWide(usize),
    /// It is one JSON list instead of an object a line.
    JsonList,
    /// No line of it is a JSON object.
    NoObject,
    /// It is Parquet inside gzip.
    ParquetInGzip,
    /// A Parquet file whose plain columns are none or too many.
    PlainColumns {
        /// How many it has.
        found: usize,
        /// How many can be read.
        most: usize,
    },
    /// The Parquet file is cut off or damaged; what its reader said.
    ParquetDamaged(String),
    /// No column says who bought, when, or for how much.
    Missing {
        /// Which.
        what: Role,
        /// What there is to choose from.
        columns: Header,
    },
    /// The column named for a role is not there.
    NoColumn {
        /// The role.
        role: Role,
        /// The column as it was named.
        named: String,
        /// What there is to choose from.
        columns: Header,
    },
    /// The number given for a role is beyond the last column.
    NoColumnNumber {
        /// The role.
        role: Role,
        /// The number.
        number: usize,
        /// How many columns there are.
        count: usize,
    },
    /// The column named for a role stands more than once.
    ColumnTwice {
        /// The role.
        role: Role,
        /// The column as it was named.
        named: String,
        /// Where it stands, from 1.
        numbers: Vec<usize>,
    },
    /// What was taken for the date is none.
    NoDate {
        /// The column.
        column: String,
        /// One of its values.
        value: String,
    },
    /// Nothing is known of a preset of this name; those there are.
    NoPreset(String, Vec<String>),
    /// What only somebody at the command line can meet, in English.
    Told(String),
}

/// What a file turned out to be that is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// A zip archive, and so perhaps a spreadsheet.
    Zip,
    /// A spreadsheet of the old kind.
    OldSheet,
    /// A PDF.
    Pdf,
    /// An SQLite database.
    Database,
    /// Something compressed with zstd.
    Zstd,
    /// Bytes of no kind we know.
    Bytes,
}

/// The columns of a file, as many as fit into a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The first names; none where the file has no header.
    pub names: Vec<String>,
    /// How many columns there are in all.
    pub count: usize,
}

impl Header {
    /// Of a header, or of a file without one.
    pub(crate) fn of(header: &[String], has_header: bool) -> Self {
        const SHOWN: usize = 40;
        let named = if has_header { header } else { &[] };
        let names = named.iter().take(SHOWN).map(|name| name.chars().take(60).collect()).collect();
        Self { names, count: header.len() }
    }
}

impl fmt::Display for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.names.is_empty() {
            return write!(f, "the file has {} columns and no header, so give numbers from 1", self.count);
        }
        write!(f, "the columns are {}", self.names.join(", "))?;
        match self.count - self.names.len().min(self.count) {
            0 => Ok(()),
            more => write!(f, ", and {more} more"),
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Zip => "this is a zip archive or a spreadsheet; unpack it, or save the sheet as CSV.",
            Self::OldSheet => "this is an old spreadsheet; save the sheet as CSV.",
            Self::Pdf => "this is a PDF; export the orders as CSV.",
            Self::Database => "this is a database; export its orders as CSV.",
            Self::Zstd => "this is compressed with zstd; unpack it, or use gzip.",
            Self::Bytes => "these bytes are no text, no Parquet and no gzip; export the orders as CSV.",
        })
    }
}

/// What a role tells of an order, and the options that name its column.
fn option(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Customer => ("who bought", "--customer"),
        Role::Date => ("when", "--date"),
        Role::Product => ("what was bought", "--product"),
        _ => ("for how much", "--amount, or --quantity and --price"),
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFile => f.write_str("there is no such file; check its name and folder."),
            Self::NotAllowed => {
                f.write_str("this file may not be read by this user; change its permissions or copy it.")
            }
            Self::Folder => f.write_str("this is a folder; name the files in it, such as folder/*.csv."),
            Self::EndsTooEarly => f.write_str(
                "the compressed file ends too early, so a part of it is missing; copy or download it again.",
            ),
            Self::Damaged(why) => {
                write!(f, "the compressed data are damaged ({why}); copy or download the file again.")
            }
            Self::Stopped(why) => write!(f, "reading stopped: {why}."),
            Self::Empty => f.write_str("the file is empty; there is nothing to read."),
            Self::NoRows => f.write_str("there is a header but no row under it."),
            Self::NoTable(found) => found.fmt(f),
            Self::TooWide(most) => {
                write!(f, "it has more than {most} columns; leave out what is not needed.")
            }
            Self::JsonList => {
                f.write_str("this is one JSON list; write one object a line (jq -c '.[]' does it).")
            }
            Self::NoObject => f.write_str("no line is a JSON object; write one object a line."),
            Self::ParquetInGzip => {
                f.write_str("Parquet inside gzip can't be read; unpack it first (gunzip).")
            }
            Self::PlainColumns { found, most } => {
                write!(f, "it has {found} plain columns; from 1 to {most} can be read.")
            }
            Self::ParquetDamaged(why) => {
                write!(f, "the Parquet file is cut off or damaged ({why}); copy or export it again.")
            }
            Self::Missing { .. } | Self::NoColumn { .. } | Self::NoColumnNumber { .. } => self.column(f),
            Self::ColumnTwice { .. } | Self::NoDate { .. } => self.column(f),
            Self::NoPreset(name, known) => {
                write!(f, "there is no preset '{name}'; the presets are {}.", known.join(", "))
            }
            Self::Told(sentence) => f.write_str(sentence),
        }
    }
}

impl Problem {
    /// What is wrong with a column.
    fn column(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { what, columns } => {
                let (says, option) = option(*what);
                write!(f, "no column says {says}; name it with {option} ({columns}).")
            }
            Self::NoColumn { role, named, columns } => {
                write!(f, "there is no column '{named}' for --{role}; {columns}.")
            }
            Self::NoColumnNumber { role, number, count } => {
                write!(f, "there is no column {number} for --{role}; the file has {count} columns.")
            }
            Self::ColumnTwice { role, named, numbers } => {
                let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
                write!(
                    f,
                    "the column '{named}' stands more than once (columns {}); give --{role} its number instead.",
                    numbers.join(", ")
                )
            }
            Self::NoDate { column, value } => write!(
                f,
                "the column '{column}' was taken for the date, but '{value}' is no date that can be read; name the right column with --date."
            ),
            _ => Ok(()),
        }
    }
}

impl From<String> for Problem {
    fn from(sentence: String) -> Self {
        Self::Told(sentence)
    }
}

impl From<&str> for Problem {
    fn from(sentence: &str) -> Self {
        Self::Told(sentence.to_owned())
    }
}
