//! From the file's rows to a judged trial.

use adapters::files::{Inputs, TableReader, TableRow};
use domain::Currency;
use domain::limits::{TRIAL_COVARIATES_MAX, TRIAL_NUMBER_MAX};
use domain::proof::{Note, Outcome, Proof};
use prove::{Design, Error, Row, Trial};

use super::Args;
use crate::failure::Failure;
use crate::progress::Progress;

/// Rows between two looks at the bar.
const TICK_ROWS: u64 = 8_192;

/// Where each column stands among those wanted.
struct Places {
    per: Option<usize>,
    cluster: Option<usize>,
    by: Option<usize>,
    date: Option<usize>,
    score: Option<usize>,
    covariates: std::ops::Range<usize>,
}

const ARM: usize = 0;
const OUTCOME: usize = 1;

/// Reads the file and judges what it holds.
pub fn trial(args: &Args, progress: &Progress) -> Result<Proof, Failure> {
    let inputs = Inputs::expand(std::slice::from_ref(&args.file)).map_err(Failure::input)?;
    let [input] = inputs.as_slice() else {
        return Err(Failure::input(format!("{}: a trial is read from one file.", args.file)));
    };
    let mut table = TableReader::open(input).map_err(Failure::input)?;
    let places = want(args, &mut table)?;
    let watch = table.watch();
    progress.bytes("read", watch.now().total);
    let name = input.name();
    let fail = |problem: String| Failure::input(format!("{name}: {problem}"));
    let mut trial = Trial::new(design(args));
    let mut reading = Reading::new(places.covariates.len());
    while let Some(row) = table.next_row().map_err(Failure::input)? {
        if row.number.is_multiple_of(TICK_ROWS) {
            progress.at(watch.now().bytes);
        }
        reading.add(&mut trial, &row, &places).map_err(&fail)?;
    }
    progress.phase("compare");
    let mut proof = trial.judge().map_err(|why| match why {
        Error::Spool(_) => Failure::Fault(why.into()),
        Error::WhichControl(_) => fail(format!("{why} Write --control and its name.")),
        why => fail(why.to_string()),
    })?;
    proof.taken = vec![table.taken()];
    let named = args.columns.covariates.iter().zip(&reading.empty).filter(|(_, rows)| **rows > 0);
    proof.notes.extend(named.map(|(name, &rows)| Note::EmptyCovariate { name: name.clone(), rows }));
    Ok(proof)
}

fn want(args: &Args, table: &mut TableReader) -> Result<Places, Failure> {
    let columns = &args.columns;
    if columns.covariates.len() > TRIAL_COVARIATES_MAX {
        return Err(Failure::input(format!(
            "--covariates: at most {TRIAL_COVARIATES_MAX} can be adjusted for."
        )));
    }
    let mut named = vec![("arm", columns.arm.as_str()), ("outcome", columns.outcome.as_str())];
    let optional = [
        ("per", &columns.per),
        ("cluster", &columns.cluster),
        ("by", &columns.by),
        ("date", &columns.date),
        ("score", &columns.score),
    ];
    let [per, cluster, by, date, score] = optional.map(|(option, column)| {
        let column = column.as_deref()?;
        named.push((option, column));
        Some(named.len() - 1)
    });
    let first = named.len();
    named.extend(columns.covariates.iter().map(|column| ("covariates", column.as_str())));
    let covariates = first..named.len();
    table.want(&named).map_err(Failure::input)?;
    Ok(Places { per, cluster, by, date, score, covariates })
}

fn design(args: &Args) -> Design {
    let (columns, design) = (&args.columns, &args.design);
    Design {
        outcome: Outcome {
            name: columns.outcome.clone(),
            binary: false,
            per: columns.per.clone(),
            cluster: columns.cluster.clone(),
            currency: design.currency.unwrap_or(Currency::NONE),
        },
        covariates: columns.covariates.clone(),
        control: design.control.clone(),
        shares: design.shares.clone(),
        planned: design.planned,
        coming: None,
        alpha: 1.0 - design.level,
        score: columns.score.clone().map(|name| (name, design.threshold)),
        seed: design.seed,
    }
}

/// One row's values, kept from row to row so that nothing is allocated for each.
struct Reading {
    arm: String,
    cluster: String,
    part: String,
    covariates: Vec<f64>,
    /// By covariate, rows without a value.
    empty: Vec<u64>,
}

impl Reading {
    fn new(covariates: usize) -> Self {
        let (arm, cluster, part) = (String::new(), String::new(), String::new());
        Self { arm, cluster, part, covariates: vec![0.0; covariates], empty: vec![0; covariates] }
    }

    fn add(&mut self, trial: &mut Trial, row: &TableRow<'_>, places: &Places) -> Result<(), String> {
        let known = |at: usize| match row.number(at)? {
            Some(value) if value.abs() > TRIAL_NUMBER_MAX => Err(row.wrong(at, "is too large to be meant")),
            value => Ok(value),
        };
        let number = |at: usize| {
            known(at)?.ok_or_else(|| row.wrong(at, "is empty; write 0 for nothing, or leave the row out"))
        };
        for (column, at) in places.covariates.clone().enumerate() {
            let value = known(at)?;
            self.empty[column] += u64::from(value.is_none());
            self.covariates[column] = value.unwrap_or(0.0);
        }
        let named = |at: usize, scratch: &mut String| -> Result<(), String> {
            let mut within = String::new();
            let text = row.text(at, &mut within)?;
            if text.is_empty() {
                return Err(row.wrong(at, "is empty; every row needs one"));
            }
            scratch.clear();
            scratch.push_str(text);
            Ok(())
        };
        named(ARM, &mut self.arm)?;
        places.cluster.map(|at| named(at, &mut self.cluster)).transpose()?;
        places.by.map(|at| named(at, &mut self.part)).transpose()?;
        let day = match places.date {
            Some(at) => Some(row.day(at)?.ok_or_else(|| row.wrong(at, "is empty; every row needs its day"))?),
            None => None,
        };
        let read = Row {
            arm: &self.arm,
            outcome: number(OUTCOME)?,
            size: places.per.map_or(Ok(1.0), number)?,
            covariates: &self.covariates,
            cluster: places.cluster.map(|_| self.cluster.as_str()),
            part: places.by.map(|_| self.part.as_str()),
            day,
            score: places.score.map_or(Ok(0.0), number)?,
        };
        trial.add(&read).map_err(|why| format!("row {}: {why}", row.number))
    }
}
