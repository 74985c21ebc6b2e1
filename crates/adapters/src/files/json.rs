//! JSON Lines: one object a line. Columns are keys, with a dot into objects within; a list of
//! objects gives the sum of its numbers, or a row for each where a preset names it as its lines.

use std::collections::BTreeSet;
use std::io::Cursor;

use domain::limits::COLUMNS_MAX;
use domain::worth::Taken;
use domain::{OrderChunk, Reason, Refusal};
use encoding_rs::UTF_8;
use serde_json::{Map, Value};

use super::cell::{Cell, Row};
use super::decimal::Decimal;
use super::encoding::{self, Transcoded};
use super::error::ReadError;
use super::interpret::Interpreter;
use super::plan::Sample;
use super::problem::{Found, Problem};
use super::records::{Delimiter, Records, Step};
use super::source::Source;

/// A file of JSON Lines being read.
pub(crate) struct JsonTable {
    name: String,
    lines: Records,
    columns: Vec<Path>,
    /// The row that was asked for last.
    object: Map<String, Value>,
}

/// The way from a line's object to a value.
#[derive(Clone, Debug)]
struct Path {
    name: String,
    keys: Vec<String>,
}

/// Lines looked at to find the columns.
const SAMPLE_ROWS: usize = 1_000;
/// How deep objects may lie in one another to become columns.
const DEPTH: usize = 4;

/// Whether a text begins as JSON Lines do.
pub(crate) fn is_json(head: &[u8]) -> bool {
    let Some((encoding, skip)) = encoding::detect(head, b"") else { return false };
    let text = encoding::decode(head.get(skip..head.len().min(4096)).unwrap_or_default(), encoding);
    let start = text.trim_start();
    start.starts_with('{') || (start.starts_with('[') && start[1..].trim_start().starts_with(['{', ']']))
}

/// Opens JSON Lines and finds the columns.
///
/// # Errors
/// A sentence where the file holds one long list, or no object at all.
pub(crate) fn open(source: Source) -> Result<(Sample, JsonTable), ReadError> {
    let name = source.name.to_string();
    let fail = |problem: Problem| ReadError::new(&name, problem);
    let (encoding, skip) =
        encoding::detect(&source.head, b"").ok_or_else(|| fail(Problem::NoTable(Found::Bytes)))?;
    let head = encoding::decode(source.head.get(skip..).unwrap_or_default(), encoding);
    if head.trim_start().starts_with('[') {
        return Err(fail(Problem::JsonList));
    }
    let objects = objects(&head, source.whole);
    if objects.is_empty() {
        return Err(fail(Problem::NoObject));
    }
    let columns = columns(&objects);
    if columns.len() > COLUMNS_MAX {
        return Err(fail(Problem::TooWide(COLUMNS_MAX)));
    }
    let rows = objects
        .iter()
        .map(|object| {
            let row = Line { object, columns: &columns, items: None };
            (0..columns.len()).map(|column| row.cell(column).shown()).collect()
        })
        .collect();
    let taken = Taken {
        file: name.clone(),
        format: if source.gzip { "json_lines.gz" } else { "json_lines" }.to_owned(),
        encoding: Some(encoding.name().to_owned()),
        ..Taken::default()
    };
    let raw = source.into_reader(skip);
    let text = if encoding == UTF_8 { raw } else { Box::new(Transcoded::new(raw, encoding)) };
    let header = columns.iter().map(|path| path.name.clone()).collect();
    let sample =
        Sample { name: name.clone(), header, has_header: true, rows, typed_dates: Vec::new(), taken };
    Ok((sample, JsonTable { name, lines: Records::new(text, Delimiter::None), columns, object: Map::new() }))
}

fn objects(text: &str, whole: bool) -> Vec<Map<String, Value>> {
    let text = if whole { text } else { text.rfind('\n').map_or(text, |end| &text[..end]) };
    let mut lines = Records::new(Box::new(Cursor::new(text.as_bytes().to_vec())), Delimiter::None);
    let mut objects = Vec::new();
    while objects.len() < SAMPLE_ROWS && matches!(lines.step(), Ok(Step::Record | Step::TooLong)) {
        if let Ok(Value::Object(object)) = serde_json::from_slice(lines.bytes(0)) {
            objects.push(object);
        }
    }
    objects
}

/// Every key met, those of the first object first.
fn columns(objects: &[Map<String, Value>]) -> Vec<Path> {
    let (mut found, mut known) = (Vec::new(), BTreeSet::new());
    for object in objects {
        gather(object, &mut Vec::new(), &mut known, &mut found);
    }
    found
}

fn gather(
    object: &Map<String, Value>,
    keys: &mut Vec<String>,
    known: &mut BTreeSet<String>,
    found: &mut Vec<Path>,
) {
    for (key, value) in object {
        keys.push(key.clone());
        let within = match value {
            Value::Object(inner) => Some(inner),
            Value::Array(items) => items.first().and_then(Value::as_object),
            _ => None,
        };
        match within {
            Some(inner) if keys.len() < DEPTH => gather(inner, keys, known, found),
            _ => {
                let name = keys.join(".");
                if found.len() <= COLUMNS_MAX && known.insert(name.clone()) {
                    found.push(Path { name, keys: keys.clone() });
                }
            }
        }
        keys.pop();
    }
}

/// One row: an object, and where its list of lines is spread out, which line.
pub(crate) struct Line<'a> {
    object: &'a Map<String, Value>,
    columns: &'a [Path],
    items: Option<Spread<'a>>,
}

/// A list spread over rows.
struct Spread<'a> {
    key: &'a str,
    item: &'a Value,
    /// Rows after the first carry their order's number and nothing else of it.
    order: Option<&'a [usize]>,
}

impl Row for Line<'_> {
    fn cell(&self, column: usize) -> Cell<'_> {
        let Some(path) = self.columns.get(column) else { return Cell::Empty };
        let Some((first, rest)) = path.keys.split_first() else { return Cell::Empty };
        match &self.items {
            Some(spread) if spread.key == first => walk(spread.item, rest),
            Some(Spread { order: Some(order), .. }) if !order.contains(&column) => Cell::Empty,
            _ => self.object.get(first).map_or(Cell::Empty, |value| walk(value, rest)),
        }
    }
}

fn walk<'a>(value: &'a Value, keys: &[String]) -> Cell<'a> {
    match (value, keys.split_first()) {
        (Value::Object(object), Some((key, rest))) => {
            object.get(key).map_or(Cell::Empty, |it| walk(it, rest))
        }
        (Value::Array(items), Some(_)) => sum(items, keys),
        (Value::String(text), None) => Cell::Text(text.as_bytes()),
        (Value::Number(number), None) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Cell::Int(whole),
            (None, Some(float)) => Cell::Float(float),
            (None, None) => Cell::Empty,
        },
        (Value::Bool(truth), None) => Cell::Text(if *truth { b"true" } else { b"false" }),
        _ => Cell::Empty,
    }
}

/// The sum of what a path finds in a list; empty where there is nothing to add.
fn sum<'a>(items: &'a [Value], keys: &[String]) -> Cell<'a> {
    let mut total: Option<Decimal> = None;
    for item in items {
        let Some(amount) = walk(item, keys).amount(b'.') else { continue };
        let so_far = total.unwrap_or(Decimal::whole(0));
        total = so_far.minus(amount.value.negated());
    }
    total.map_or(Cell::Empty, Cell::Decimal)
}

impl JsonTable {
    /// Reads rows into the chunk until it holds `enough`; says whether the file goes on.
    pub fn fill(
        &mut self,
        interpreter: &mut Interpreter,
        out: &mut OrderChunk,
        enough: usize,
        refuse: &mut dyn FnMut(Refusal),
    ) -> Result<bool, ReadError> {
        while out.len() < enough {
            let met = self.lines.step().map_err(|error| ReadError::io(&self.name, &error))?;
            let row = self.lines.row;
            match met {
                Step::End => return Ok(false),
                Step::TooLong => {
                    let value = Cell::Text(self.lines.beginning()).shown();
                    refuse(interpreter.refusal(row, None, Reason::TooLong, value));
                }
                Step::Record => match serde_json::from_slice(self.lines.bytes(0)) {
                    Ok(Value::Object(object)) => self.take(&object, row, interpreter, out, refuse),
                    _ => {
                        let value = Cell::Text(self.lines.bytes(0)).shown();
                        refuse(interpreter.refusal(row, None, Reason::BadJson, value));
                    }
                },
            }
            interpreter.plan.taken.rows += 1;
        }
        Ok(true)
    }

    /// The next row and its number, for tables that must be read whole.
    ///
    /// # Errors
    /// A sentence where a line is no object.
    pub fn next_row(&mut self) -> Result<Option<(u64, Line<'_>)>, ReadError> {
        let met = self.lines.step().map_err(|error| ReadError::io(&self.name, &error))?;
        let row = self.lines.row;
        if met == Step::End {
            return Ok(None);
        }
        let Ok(Value::Object(object)) = serde_json::from_slice(self.lines.bytes(0)) else {
            return Err(ReadError::new(&self.name, format!("row {row} is no JSON object.")));
        };
        self.object = object;
        Ok(Some((row, Line { object: &self.object, columns: &self.columns, items: None })))
    }

    fn take(
        &self,
        object: &Map<String, Value>,
        number: u64,
        interpreter: &mut Interpreter,
        out: &mut OrderChunk,
        refuse: &mut dyn FnMut(Refusal),
    ) {
        let columns = &self.columns;
        let lines = interpreter.plan.preset.json_lines.filter(|_| interpreter.wants_details());
        let items = lines.and_then(|key| Some((key, object.get(key)?.as_array()?)));
        let Some((key, [first, rest @ ..])) = items.map(|(key, items)| (key, items.as_slice())) else {
            return interpreter.take(&Line { object, columns, items: None }, number, out, refuse);
        };
        let items = Some(Spread { key, item: first, order: None });
        let before = out.len();
        interpreter.take(&Line { object, columns, items }, number, out, refuse);
        // A refused order is refused once, not once a line.
        if out.len() == before {
            return;
        }
        let order = interpreter.plan.of(super::mapping::Role::Order).to_vec();
        for item in rest {
            let items = Some(Spread { key, item, order: Some(&order) });
            interpreter.take(&Line { object, columns, items }, number, out, refuse);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_columns_and_lists_their_sum() {
        let text = "{\"a\":{\"b\":\"x\"},\"r\":[{\"t\":\"-1.50\"},{\"t\":-2}],\"n\":1.25}\n{\"new\":true}\n";
        let objects = objects(text, true);
        let columns = columns(&objects);
        let names: Vec<&str> = columns.iter().map(|path| path.name.as_str()).collect();
        assert_eq!(names, ["a.b", "n", "r.t", "new"]);
        let row = Line { object: &objects[0], columns: &columns, items: None };
        assert_eq!(row.cell(0), Cell::Text(b"x"));
        assert_eq!(row.cell(2), Cell::Decimal(Decimal { digits: -350, scale: 2 }));
        assert_eq!((row.cell(1), row.cell(3)), (Cell::Float(1.25), Cell::Empty));
    }

    #[test]
    fn json_is_known_by_its_first_brace() {
        assert!(is_json(b" \n{\"a\":1}\n") && is_json(b"[{\"a\":1}]"));
        assert!(!is_json(b"a,b\n{,}\n") && !is_json(b"[x],y\n") && !is_json(b""));
    }
}
