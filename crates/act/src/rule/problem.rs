//! What is wrong with a rule: in which clause, and where.

use std::fmt;

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It can't be read at all; what the reader stumbled over, in CEL's words.
    Syntax(String),
    /// It says a name nobody knows; the nearest there is.
    Name(String, Option<&'static str>),
    /// It calls a function there is not.
    Function(String),
    /// It puts together what does not go together.
    Types {
        /// The operator or function.
        of: String,
        /// What it was given.
        given: Vec<&'static str>,
    },
    /// A clause is no yes or no.
    NotABool(&'static str),
    /// It would take too many steps for each person.
    TooLong,
    /// It goes too deep.
    TooDeep,
    /// It speaks of facts the actor may not know.
    Level(&'static str),
}

/// A rule that can't be, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct RuleError {
    /// What is wrong.
    pub problem: Problem,
    /// The clause it is wrong in, as written; empty where the rule can't be read.
    pub clause: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(said) => write!(f, "it can't be read: {said}"),
            Self::Name(name, Some(near)) => write!(f, "there is no '{name}'; did you mean '{near}'?"),
            Self::Name(name, None) => write!(f, "there is no '{name}'"),
            Self::Function(name) => write!(f, "there is no function '{name}'"),
            Self::Types { of, given } => {
                write!(f, "'{of}' does not go with {}", given.join(" and "))?;
                if given.contains(&"int") && given.contains(&"double") {
                    f.write_str("; write double(…) around the whole number")?;
                }
                Ok(())
            }
            Self::NotABool(given) => write!(f, "it is a {given}, and has to be true or false"),
            Self::TooLong => f.write_str("it would take too long for each person; go through fewer lists"),
            Self::TooDeep => f.write_str("it goes too deep; write it with fewer brackets"),
            Self::Level(name) => write!(f, "you may not ask for '{name}'; somebody who may has to write it"),
        }
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The rule is wrong at line {}, column {}", self.line, self.column)?;
        if !self.clause.is_empty() {
            write!(f, ", in '{}'", self.clause)?;
        }
        write!(f, ": {}.", self.problem)
    }
}
