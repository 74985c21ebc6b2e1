//! A look into a file before it is read: what the import page shows to be confirmed.

use std::sync::Arc;

use domain::worth::Taken;

use super::error::ReadError;
use super::input::Input;
use super::mapping::Mapping;
use super::plan::Plan;
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
    /// The columns that would be used, to be corrected.
    pub mapping: Mapping,
    /// The name of the preset recognised, or `generic`.
    pub preset: String,
    /// Why the file can't be read yet, such as a role without a column.
    pub trouble: Option<String>,
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
            columns: sample.header,
            rows: shown,
            taken: sample.taken,
            mapping: options.mapping,
            preset: options.preset.unwrap_or_else(|| "generic".to_owned()),
            trouble: Some(error.problem),
        },
    })
}
