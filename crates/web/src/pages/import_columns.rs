//! The columns of a new file beside its first rows, and the forms that give them other roles.

use std::collections::BTreeMap;

use adapters::files::presets::REGISTRY;
use adapters::files::{Preview, Role};
use askama::Template;

use crate::uploads::UploadId;

/// Rows of the file shown as they stand.
pub(super) const ROWS: usize = 8;
const CELL_CHARS: usize = 48;

/// The file as it stands, and what its columns are taken for.
#[derive(Template)]
#[template(path = "imports/columns.html")]
pub(super) struct Columns {
    upload: UploadId,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    presets: Vec<(&'static str, &'static str, bool)>,
    /// The preset these columns belong to; empty where it is none of a shop.
    preset: String,
    roles: Vec<RoleField>,
    currency: String,
    source: String,
}

struct Column {
    name: String,
    roles: Vec<&'static str>,
}

/// A role and the column it has.
struct RoleField {
    name: &'static str,
    title: &'static str,
    /// What it means to choose no column.
    none: String,
    /// The word for a column, its title, and whether it is the chosen one.
    choices: Vec<(String, String, bool)>,
}

impl Columns {
    pub(super) fn new(upload: UploadId, look: &Preview, fields: &BTreeMap<String, String>) -> Self {
        let value = |name: &str| fields.get(name).map(|value| value.trim().to_owned()).unwrap_or_default();
        let preset = if look.preset == "generic" { value("preset") } else { look.preset.clone() };
        let column = |at: usize| Column {
            name: title_of(look, at),
            roles: Role::MAPPABLE
                .iter()
                .filter(|role| look.column_of(**role) == Some(at))
                .map(|role| title(*role))
                .collect(),
        };
        let width = look.columns.len();
        let cells = |row: &Vec<String>| -> Vec<String> {
            (0..width).map(|at| cut(row.get(at).map_or("", String::as_str))).collect()
        };
        Self {
            upload,
            columns: (0..width).map(column).collect(),
            rows: look.rows.iter().map(cells).collect(),
            presets: REGISTRY.iter().map(|it| (it.name, it.title, it.name == preset)).collect(),
            preset,
            roles: Role::MAPPABLE.iter().map(|role| RoleField::new(*role, look)).collect(),
            currency: value("currency"),
            source: value("source"),
        }
    }
}

impl RoleField {
    fn new(role: Role, look: &Preview) -> Self {
        let found = look.taken.columns.get(role.name());
        let column = look.column_of(role);
        // Columns that make up for each other, such as e-mail and phone for who bought, can't be
        // said with one choice: choosing none leaves them together.
        let several = found.filter(|found| column.is_some_and(|at| look.columns[at] != **found));
        let chosen = if several.is_some() { None } else { column };
        let none = match (several, role) {
            (Some(found), _) => format!("Found by itself: {}", cut(found)),
            (None, Role::Customer | Role::Date | Role::Amount) if look.trouble.is_some() => {
                "Choose a column".to_owned()
            }
            (None, Role::Customer | Role::Date) => "Found by itself".to_owned(),
            _ => "None".to_owned(),
        };
        let choice = |at: usize| (look.word_for(at), title_of(look, at), chosen == Some(at));
        Self {
            // The currency itself has a field of its own name.
            name: if role == Role::Currency { "currency_column" } else { role.name() },
            title: title(role),
            none,
            choices: (0..look.columns.len()).map(choice).collect(),
        }
    }
}

/// What a person calls a column (from 0).
fn title_of(look: &Preview, at: usize) -> String {
    let name = look.columns[at].trim();
    if name.is_empty() || look.taken.header == Some(false) {
        format!("Column {}", at + 1)
    } else if look.word_for(at) == look.columns[at] {
        cut(name)
    } else {
        format!("{} (column {})", cut(name), at + 1)
    }
}

fn cut(text: &str) -> String {
    let mut chars = text.trim().chars();
    let mut shown: String = chars.by_ref().take(CELL_CHARS).collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

/// What a column of this role holds.
fn title(role: Role) -> &'static str {
    match role {
        Role::Customer => "Who bought",
        Role::Date => "When",
        Role::Amount => "For how much",
        Role::Order => "Order number",
        Role::Product => "Product number",
        Role::ProductName => "Product name",
        Role::Quantity => "Quantity",
        Role::Price => "Price of one",
        Role::Currency => "Currency column",
        Role::Email => "E-mail",
        Role::Phone => "Phone",
        Role::Name => "Name",
        Role::Status => "Status",
        other => other.name(),
    }
}
