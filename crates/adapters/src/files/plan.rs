//! How one file will be read: role by role the columns, the decimal mark, the date format. Made
//! once from a sample, followed for every row.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::worth::Taken;

use super::dates::{self, DateFormat};
use super::decimal;
use super::error::ReadError;
use super::mapping::{self, Mapping, Role};
use super::presets::Preset;
use super::problem::{Header, Problem};
use super::reader::ReadOptions;

/// What a format found out about a file before reading it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample {
    /// The file, as named.
    pub name: String,
    /// Column names; their numbers where there is no header.
    pub header: Vec<String>,
    /// Whether the file itself names its columns.
    pub has_header: bool,
    /// Rows as text.
    pub rows: Vec<Vec<String>>,
    /// Columns whose values are dates by their type.
    pub typed_dates: Vec<bool>,
    /// What the format itself found out.
    pub taken: Taken,
}

impl Sample {
    /// The values of a column that aren't blank.
    pub fn values(&self, column: usize) -> Vec<&str> {
        self.rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|it| it.trim())
            .filter(|it| !it.is_empty())
            .collect()
    }
}

/// The way one file is read.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    columns: Vec<Vec<usize>>,
    /// Names for refusals.
    pub header: Vec<Arc<str>>,
    pub preset: &'static Preset,
    pub decimal: u8,
    pub date: Option<DateFormat>,
    /// Whether dates without an offset are in UTC, as the header says.
    pub utc: bool,
    /// Whether customer ids end in `.0` throughout; likewise order and product numbers.
    pub point_zero: [bool; 3],
    /// Whether customer `0` means nobody.
    pub zero_is_nobody: bool,
    /// What was taken, for people.
    pub taken: Taken,
}

impl Plan {
    /// The columns a role is read from.
    pub fn of(&self, role: Role) -> &[usize] {
        &self.columns[role as usize]
    }

    /// The mapping that says what this plan does; what a page shows to be corrected.
    pub fn mapping(&self) -> Mapping {
        let mut mapping = Mapping::new();
        for &role in Role::MAPPABLE {
            if let Some(&column) = self.of(role).first() {
                mapping.set(role, mapping::word_for(column, &self.header));
            }
        }
        mapping
    }

    /// Decides how to read a file.
    ///
    /// # Errors
    /// A sentence where a column is missing or doubled, or holds nothing that can be read.
    pub fn make(sample: &Sample, options: &ReadOptions) -> Result<Self, ReadError> {
        let fail = |problem: Problem| ReadError::new(&sample.name, problem);
        let mut taken = sample.taken.clone();
        let preset = choose(sample, options).map_err(fail)?;
        let columns = assign(sample, options, preset, &mut taken.notes).map_err(fail)?;
        let mut plan = Self {
            header: sample.header.iter().map(|name| Arc::from(name.as_str())).collect(),
            columns,
            preset,
            decimal: b'.',
            date: None,
            utc: false,
            point_zero: [false; 3],
            zero_is_nobody: preset.zero_is_nobody,
            taken,
        };
        plan.taken.preset = (preset.name != "generic").then(|| preset.name.to_owned());
        plan.find_decimal(sample);
        plan.find_dates(sample).map_err(fail)?;
        plan.find_ids(sample);
        plan.taken.columns = plan.named_columns();
        Ok(plan)
    }

    fn named_columns(&self) -> BTreeMap<String, String> {
        let named = Role::ALL.iter().filter(|role| !self.of(**role).is_empty()).map(|role| {
            let names: Vec<&str> = self.of(*role).iter().map(|column| &*self.header[*column]).collect();
            (role.name().to_owned(), names.join(", "))
        });
        named.collect()
    }

    fn find_decimal(&mut self, sample: &Sample) {
        let columns = [Role::Amount, Role::Price, Role::Refunded].map(|role| self.of(role).to_vec()).concat();
        let values = columns.iter().flat_map(|column| sample.values(*column));
        let (mark, guessed) = decimal::decimal_mark(values);
        self.decimal = mark;
        self.taken.decimal = sample.taken.encoding.is_some().then(|| char::from(mark).to_string());
        if guessed {
            let thousands = if mark == b'.' { ',' } else { '.' };
            self.taken.notes.push(format!(
                "Nothing in the sample says whether amounts have a decimal comma; '{thousands}' was taken for a thousands mark."
            ));
        }
    }

    fn find_dates(&mut self, sample: &Sample) -> Result<(), Problem> {
        let Some(&column) = self.of(Role::Date).first() else { return Ok(()) };
        let name = self.header[column].to_lowercase();
        self.utc = name.contains("utc") || name.contains("gmt");
        if sample.typed_dates.get(column) == Some(&true) {
            self.taken.date_format = Some("typed".to_owned());
            return Ok(());
        }
        let values = sample.values(column);
        let Some(example) = values.first() else { return Ok(()) };
        let found = dates::detect(&values).ok_or_else(|| Problem::NoDate {
            column: self.header[column].to_string(),
            value: example.chars().take(60).collect(),
        })?;
        let fitting = values.iter().find(|value| found.format.parse(value.as_bytes()).is_some());
        self.taken.date_format = Some(found.format.describe(fitting.unwrap_or(example)));
        self.taken.notes.extend(found.note);
        self.date = Some(found.format);
        Ok(())
    }

    fn find_ids(&mut self, sample: &Sample) {
        for (at, role) in [Role::Customer, Role::Order, Role::Product].into_iter().enumerate() {
            let values: Vec<&str> =
                self.of(role).first().map(|column| sample.values(*column)).unwrap_or_default();
            let is_number = |value: &&str| {
                value
                    .strip_suffix(".0")
                    .is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
            };
            self.point_zero[at] = !values.is_empty() && values.iter().all(is_number);
            let zeros = values.iter().filter(|value| matches!(**value, "0" | "0.0")).count();
            // No real customer has a twentieth of all rows under the one number that means nothing.
            if role == Role::Customer && zeros >= 100 && zeros * 20 >= values.len() {
                self.zero_is_nobody = true;
                self.taken.notes.push(format!(
                    "Customer 0 stands in {zeros} of {} rows looked at, so it was taken to mean that nobody is named.",
                    values.len()
                ));
            }
        }
    }
}

/// The preset asked for, else the one the header shows where the user named no column.
fn choose(sample: &Sample, options: &ReadOptions) -> Result<&'static Preset, Problem> {
    let named = |name: &str| {
        Preset::named(name).ok_or_else(|| {
            let known = super::presets::REGISTRY.iter().map(|preset| preset.name.to_owned());
            Problem::NoPreset(name.to_owned(), known.collect())
        })
    };
    let generic = named("generic")?;
    match &options.preset {
        Some(name) => named(name),
        None if options.mapping.is_empty() => Ok(Preset::recognise(&sample.header).unwrap_or(generic)),
        None => Ok(generic),
    }
}

/// Gives each role its columns: what the user named, what the preset knows, what can be guessed.
fn assign(
    sample: &Sample,
    options: &ReadOptions,
    preset: &'static Preset,
    notes: &mut Vec<String>,
) -> Result<Vec<Vec<usize>>, Problem> {
    let mut columns = vec![Vec::new(); Role::ALL.len()];
    for &role in Role::ALL {
        columns[role as usize] = match options.mapping.get(role) {
            Some(wanted) => vec![mapping::find(role, wanted, &sample.header)?],
            None => preset.columns(role, &sample.header),
        };
    }
    if preset.name == "generic" && sample.has_header {
        guess(sample, options, &mut columns, notes);
    }
    if columns[Role::Customer as usize].is_empty() {
        let others = [Role::Email, Role::Phone, Role::Name].map(|role| columns[role as usize].clone());
        columns[Role::Customer as usize] = others.concat();
    }
    if !options.details {
        for role in ONLY_DETAILS {
            columns[role as usize].clear();
        }
    }
    missing(&columns, sample, options.products).map_or(Ok(columns), Err)
}

/// What a report has no use for.
const ONLY_DETAILS: [Role; 5] = [Role::Product, Role::ProductName, Role::Email, Role::Phone, Role::Name];

/// Takes columns by their names: all where the user named none, else only those that must be there.
fn guess(sample: &Sample, options: &ReadOptions, columns: &mut [Vec<usize>], notes: &mut Vec<String>) {
    let mut guessed = Vec::new();
    for &role in Role::MAPPABLE.iter().filter(|role| options.mapping.get(**role).is_none()) {
        let has = |role: Role| !columns[role as usize].is_empty();
        let is_wanted = match role {
            _ if options.mapping.is_empty() => true,
            Role::Customer => !has(Role::Email),
            Role::Date => true,
            Role::Product => options.products,
            Role::ProductName => options.products && options.mapping.get(Role::Product).is_none(),
            Role::Amount => options.mapping.get(Role::Price).is_none(),
            Role::Quantity | Role::Price => !has(Role::Amount),
            _ => false,
        };
        let is_free = |at: &usize| !columns.iter().any(|taken| taken.contains(at));
        let found = mapping::guess(role, &sample.header).filter(|at| is_wanted && is_free(at));
        let Some(at) = found else { continue };
        columns[role as usize] = vec![at];
        if options.details || !ONLY_DETAILS.contains(&role) {
            guessed.push(format!("{role} from '{}'", sample.header[at]));
        }
    }
    if !guessed.is_empty() {
        notes.push(format!("Columns taken by their names: {}.", guessed.join(", ")));
    }
}

/// A required role without a column.
fn missing(columns: &[Vec<usize>], sample: &Sample, products: bool) -> Option<Problem> {
    let has = |role: Role| !columns[role as usize].is_empty();
    let what = match () {
        () if !has(Role::Customer) => Role::Customer,
        () if !has(Role::Date) => Role::Date,
        () if products && !has(Role::Product) && !has(Role::ProductName) => Role::Product,
        () if !products && !has(Role::Amount) && !has(Role::Price) => Role::Amount,
        () => return None,
    };
    Some(Problem::Missing { what, columns: Header::of(&sample.header, sample.has_header) })
}
