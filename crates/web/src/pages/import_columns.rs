//! The columns of a new file beside its first rows, and the forms that give them other roles.

use std::collections::BTreeMap;

use adapters::files::presets::{Preset, REGISTRY};
use adapters::files::{Preview, Role};
use askama::Template;
use locales::Words;

use crate::uploads::UploadId;

/// Rows of the file shown as they stand.
pub(super) const ROWS: usize = 8;
const CELL_CHARS: usize = 48;

/// The file as it stands, and what its columns are taken for.
#[derive(Template)]
#[template(path = "imports/columns.html")]
pub(super) struct Columns {
    words: Words,
    upload: UploadId,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    presets: Vec<(&'static str, String, bool)>,
    /// The preset these columns belong to; empty where it is none of a shop.
    preset: String,
    roles: Vec<RoleField>,
    currency: String,
    source: String,
}

struct Column {
    name: String,
    roles: Vec<String>,
}

/// A role and the column it has.
struct RoleField {
    name: &'static str,
    title: String,
    /// What it means to choose no column.
    none: String,
    /// The word for a column, its title, and whether it is the chosen one.
    choices: Vec<(String, String, bool)>,
}

impl Columns {
    pub(super) fn new(
        words: Words,
        upload: UploadId,
        look: &Preview,
        fields: &BTreeMap<String, String>,
    ) -> Self {
        let value = |name: &str| fields.get(name).map(|value| value.trim().to_owned()).unwrap_or_default();
        let preset = if look.preset == "generic" { value("preset") } else { look.preset.clone() };
        let column = |at: usize| Column {
            name: title_of(words, look, at),
            roles: Role::MAPPABLE
                .iter()
                .filter(|role| look.column_of(**role) == Some(at))
                .map(|role| title(words, *role))
                .collect(),
        };
        let width = look.columns.len();
        let cells = |row: &Vec<String>| -> Vec<String> {
            (0..width).map(|at| cut(row.get(at).map_or("", String::as_str))).collect()
        };
        Self {
            words,
            upload,
            columns: (0..width).map(column).collect(),
            rows: look.rows.iter().map(cells).collect(),
            presets: REGISTRY
                .iter()
                .map(|it| (it.name, preset_title(words, it), it.name == preset))
                .collect(),
            preset,
            roles: Role::MAPPABLE.iter().map(|role| RoleField::new(words, *role, look)).collect(),
            currency: value("currency"),
            source: value("source"),
        }
    }
}

impl RoleField {
    fn new(words: Words, role: Role, look: &Preview) -> Self {
        let found = look.taken.columns.get(role.name());
        let column = look.column_of(role);
        // Columns that make up for each other, such as e-mail and phone for who bought, can't be
        // said with one choice: choosing none leaves them together.
        let several = found.filter(|found| column.is_some_and(|at| look.columns[at] != **found));
        let chosen = if several.is_some() { None } else { column };
        let none = match (several, role) {
            (Some(found), _) => words.imports_found(cut(found)),
            (None, Role::Customer | Role::Date | Role::Amount) if look.trouble.is_some() => {
                words.imports_choose_column()
            }
            (None, Role::Customer | Role::Date) => words.imports_found_itself(),
            _ => words.imports_no_column(),
        };
        let choice = |at: usize| (look.word_for(at), title_of(words, look, at), chosen == Some(at));
        Self {
            // The currency itself has a field of its own name.
            name: if role == Role::Currency { "currency_column" } else { role.name() },
            title: title(words, role),
            none,
            choices: (0..look.columns.len()).map(choice).collect(),
        }
    }
}

/// What a person calls a column (from 0).
fn title_of(words: Words, look: &Preview, at: usize) -> String {
    let name = look.columns[at].trim();
    if name.is_empty() || look.taken.header == Some(false) {
        words.imports_column_number(at + 1)
    } else if look.word_for(at) == look.columns[at] {
        cut(name)
    } else {
        words.imports_column_named(cut(name), at + 1)
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

/// The name people know a kind of export by.
pub(super) fn preset_title(words: Words, preset: &Preset) -> String {
    match preset.name {
        "generic" => words.imports_preset_any(),
        "shopify" => words.imports_preset_shopify(),
        "woocommerce" => words.imports_preset_woocommerce(),
        "woocommerce_analytics" => words.imports_preset_woocommerce_analytics(),
        "stripe" => words.imports_preset_stripe(),
        "square" => words.imports_preset_square(),
        _ => preset.title.to_owned(),
    }
}

/// What a column of the role of this name holds.
pub(crate) fn title_named(words: Words, role: &str) -> String {
    let known = Role::ALL.iter().find(|known| known.name() == role);
    known.map_or_else(|| role.to_owned(), |role| title(words, *role))
}

/// What a column of this role holds.
fn title(words: Words, role: Role) -> String {
    match role {
        Role::Customer => words.imports_role_customer(),
        Role::Date => words.imports_role_date(),
        Role::Amount => words.imports_role_amount(),
        Role::Order => words.imports_role_order(),
        Role::Product => words.imports_role_product(),
        Role::ProductName => words.imports_role_product_name(),
        Role::Quantity => words.imports_role_quantity(),
        Role::Price => words.imports_role_price(),
        Role::Currency => words.imports_role_currency(),
        Role::Email => words.imports_role_email(),
        Role::Phone => words.imports_role_phone(),
        Role::Name => words.imports_role_name(),
        Role::Status => words.imports_role_status(),
        other => other.name().to_owned(),
    }
}
