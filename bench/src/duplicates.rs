//! The search for duplicates among people whose doubles are known.

use std::collections::{HashMap, HashSet};
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use domain::ids::PersonId;
use know::duplicates::{LIKELY, Reading, search};
use serde_json::json;
use simulator::Doubles;
use simulator::doubles::{Contacts, Row};
use store::people::Kind;
use store::suggestions::Records;

use crate::stopwatch::timed;

const SEED: u64 = 20_261_122;
/// Between the fields of a row: no name has it.
const TAB: char = '\t';

/// Writes the rows where they are not there yet: who, name, e-mail, phone, street, city, postal code,
/// birthday; told apart by tabs. Behind them stands how we read the name, for the peer to use.
pub fn prepare(contacts: &str, file: &Path, rows: usize) -> Result<()> {
    if file.exists() {
        return Ok(());
    }
    let contacts = match contacts {
        "drawn" => Contacts::Drawn,
        "owned" => Contacts::Owned,
        _ => bail!("contacts are drawn or owned, not {contacts}"),
    };
    println!("simulating {}", file.display());
    let folder = file.parent().context("a file in a folder")?;
    let fresh = tempfile::NamedTempFile::new_in(folder)?;
    let mut out = BufWriter::new(fresh.as_file());
    writeln!(
        out,
        "id\tperson\tname\temail\tphone\tstreet\tcity\tpostal_code\tborn\tgiven\tfamily\tgiven_bones\tfamily_bones\tforms"
    )?;
    for (id, row) in (Doubles { contacts, seed: SEED, rows }).rows().iter().enumerate() {
        let born =
            row.born.map_or(String::new(), |(year, month, day)| format!("{year:04}-{month:02}-{day:02}"));
        let Reading { names, bones, forms } = Reading::of(&row.name);
        writeln!(
            out,
            "{id}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{born}\t{}\t{}\t{}\t{}\t{forms}",
            row.person,
            row.name,
            row.email,
            row.phone,
            row.street,
            row.city,
            row.postal_code,
            names[0],
            names[1],
            bones[0],
            bones[1]
        )?;
    }
    out.flush()?;
    drop(out);
    fresh.persist(file)?;
    Ok(())
}

fn read(file: &Path) -> Result<Vec<Row>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let row = |line: &str| -> Result<Row> {
        let fields: Vec<&str> = line.split(TAB).collect();
        ensure!(fields.len() == 14, "a row of {} fields: {line}", fields.len());
        let mut born = fields[8].splitn(3, '-').filter_map(|part| part.parse::<i32>().ok());
        let born = match (born.next(), born.next(), born.next()) {
            (Some(year), Some(month), Some(day)) => Some((year, u8::try_from(month)?, u8::try_from(day)?)),
            _ => None,
        };
        Ok(Row {
            person: fields[1].parse()?,
            name: fields[2].into(),
            email: fields[3].into(),
            phone: fields[4].into(),
            street: fields[5].into(),
            city: fields[6].into(),
            postal_code: fields[7].into(),
            born,
        })
    };
    text.lines().skip(1).map(row).collect()
}

/// The columns that the store would hand over.
fn records(rows: &[Row]) -> Records {
    let mut records = Records::default();
    for (at, row) in (0u32..).zip(rows) {
        let mut id = [0; 16];
        id[..4].copy_from_slice(&at.to_be_bytes());
        records.person.push(PersonId(uuid::Uuid::from_bytes(id)));
        records.organisation.push(false);
        for (column, text) in [
            (&mut records.name, row.name.as_str()),
            (&mut records.given, ""),
            (&mut records.family, ""),
            (&mut records.street, &row.street),
            (&mut records.city, &row.city),
            (&mut records.postal_code, &row.postal_code),
        ] {
            column.push(text);
        }
        for (kind, value) in [(Kind::Email, &row.email), (Kind::Phone, &row.phone)] {
            if !value.is_empty() {
                records.contact.push((at, kind));
                records.contact_value.push(value);
            }
        }
        if let Some((year, month, day)) = row.born {
            records.date.push((at, b'g', year, month, day));
            records.date_text.push("birthday");
        }
    }
    records
}

/// Searches the rows of a file, and holds what comes of it against who they are.
pub fn find(file: &Path) -> Result<()> {
    let rows = read(file)?;
    let records = records(&rows);
    let ((summary, found), seconds) = timed(|| search(&records));
    let mut of_person: HashMap<u64, u64> = HashMap::new();
    rows.iter().for_each(|row| *of_person.entry(row.person).or_default() += 1);
    let true_pairs: u64 = of_person.values().map(|rows| rows * (rows - 1) / 2).sum();
    let score = |at_least: f64| {
        let said: HashSet<(u32, u32)> =
            found.iter().filter(|pair| pair.probability >= at_least).map(|pair| (pair.a, pair.b)).collect();
        let same = |&&(a, b): &&(u32, u32)| rows[a as usize].person == rows[b as usize].person;
        let right = said.iter().filter(same).count() as f64;
        (right / said.len().max(1) as f64, right / true_pairs.max(1) as f64)
    };
    let (precision, recall) = score(LIKELY);
    let said = json!({
        "seconds": seconds,
        "rows": rows.len(),
        "true pairs": true_pairs,
        "pairs": summary.pairs,
        "dropped blocks": summary.dropped_blocks,
        "largest block": summary.largest_block,
        "precision": precision,
        "recall": recall,
    });
    println!("{said}");
    Ok(())
}
