//! What is left behind: the document, a row a suggestion, the rows set aside.

use std::io::{self, Write};
use std::path::Path;

use adapters::files::{AtomicFile, SheetWriter, write_refusals};
use domain::Refusal;
use domain::recommendation::{Report, Suggested};
use locales::Words;

use crate::failure::Failure;
use crate::report::outputs::{remove, whole};

/// Writes everything into `folder`, each file whole or not at all.
pub fn write(
    folder: &Path,
    words: Words,
    report: &Report,
    suggested: &[Suggested],
    refusals: &[Refusal],
) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)
        .map_err(|why| anyhow::anyhow!("{}: the folder can't be made: {why}", folder.display()))?;
    let document = web::documents::recommendations_html(words, report, suggested)?;
    whole(&folder.join("recommendations.html"), |file| file.write_all(document.as_bytes()))?;
    whole(&folder.join("suggestions.csv"), |file| sheet(file, suggested))?;
    analytics::write_suggestions(&folder.join("suggestions.parquet"), suggested)?;
    let refused = folder.join("refused.csv");
    if refusals.is_empty() {
        return remove(&refused);
    }
    whole(&refused, |file| write_refusals(file, refusals))
}

const HEADER: &[&str] = &[
    "customer",
    "rank",
    "product",
    "product_name",
    "because",
    "because_name",
    "because_buyers",
    "because_together",
    "and_because",
    "and_because_name",
    "bought_lately_by",
];

fn sheet(file: &mut AtomicFile, suggested: &[Suggested]) -> io::Result<()> {
    let mut sheet = SheetWriter::new(file);
    sheet.row(HEADER)?;
    for one in suggested {
        for (rank, suggestion) in one.suggestions.iter().enumerate() {
            let (first, second) = (suggestion.because.first(), suggestion.because.get(1));
            let count = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
            sheet.row(&[
                one.customer.as_str(),
                &(rank + 1).to_string(),
                &suggestion.product,
                &suggestion.name,
                first.map_or("", |because| &because.product),
                first.map_or("", |because| &because.name),
                &count(first.map(|because| because.buyers)),
                &count(first.map(|because| because.together)),
                second.map_or("", |because| &because.product),
                second.map_or("", |because| &because.name),
                &suggestion.lately.to_string(),
            ])?;
        }
    }
    Ok(())
}
