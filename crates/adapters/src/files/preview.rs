//! A look into a file before it is read: what the import page shows to be confirmed.

use std::sync::Arc;

use domain::worth::Taken;

use super::error::ReadError;
use super::input::Input;
use super::mapping::{self, Mapping, Role};
use super::plan::Plan;
use super::problem::Problem;
use super::reader::{ReadOptions, open_any};

/// The first rows of a file, and how it would be read.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Column names; their numbers where the file has no header.
    pub columns: Vec<String>,
    /// The first rows as text.
    pub rows: Vec<Vec<String>>,
    /// How the file would be read; without columns where `trouble` says why not.
    pub taken: Taken,
    /// The columns that would be used, to be corrected; where `trouble` stands and the user named
    /// none, those whose names say what they are.
    pub mapping: Mapping,
    /// The name of the preset recognised, or `generic`.
    pub preset: String,
    /// Why the file can't be read yet, such as a role without a column.
    pub trouble: Option<Problem>,
}

impl Preview {
    /// The word by which a [`Mapping`] names a column (from 0).
    #[must_use]
    pub fn word_for(&self, column: usize) -> String {
        mapping::word_for(column, &self.columns)
    }

    /// The column (from 0) that the mapping gives a role.
    #[must_use]
    pub fn column_of(&self, role: Role) -> Option<usize> {
        mapping::find(role, self.mapping.get(role)?, &self.columns).ok()
    }
}

/// Looks at the first `rows` rows of a file.
///
/// # Errors
/// A sentence where there is no table to be seen at all.
pub fn preview(input: &Input, options: &ReadOptions, rows: usize) -> Result<Preview, ReadError> {
    let options = ReadOptions { details: true, ..options.clone() };
    let (sample, _) = open_any(input, &options, &Arc::default())?;
    let plan = Plan::make(&sample, &options);
    let shown = sample.rows.iter().take(rows).cloned().collect();
    Ok(match plan {
        Ok(plan) => Preview {
            columns: sample.header,
            rows: shown,
            mapping: plan.mapping(),
            preset: plan.preset.name.to_owned(),
            taken: plan.taken,
            trouble: None,
        },
        Err(error) => Preview {
            mapping: if options.mapping.is_empty() { guessed(&sample.header) } else { options.mapping },
            columns: sample.header,
            rows: shown,
            taken: sample.taken,
            preset: options.preset.unwrap_or_else(|| "generic".to_owned()),
            trouble: Some(error.problem),
        },
    })
}

fn guessed(header: &[String]) -> Mapping {
    let mut mapping = Mapping::new();
    let mut taken = Vec::new();
    for &role in Role::MAPPABLE {
        let Some(column) = mapping::guess(role, header).filter(|column| !taken.contains(column)) else {
            continue;
        };
        taken.push(column);
        mapping.set(role, mapping::word_for(column, header));
    }
    mapping
}
