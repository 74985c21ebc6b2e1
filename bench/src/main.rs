//! Our side of every comparison of `cargo xtask bench`. It prints what it measured as one line of
//! JSON, times in seconds; `xtask` runs it beside a peer and watches its memory.

mod batteries;
mod cluster;
mod data;
mod duplicates;
mod events;
mod fits;
mod import;
mod letters;
mod load;
mod orders;
mod plays;
mod recommend;
mod shop_events;
mod stopwatch;
mod trials;
mod world;

use std::path::Path;

use anyhow::{Result, bail};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["prepare", dir] => data::prepare(Path::new(dir)),
        ["small-firms", model, method] => batteries::small_firms(model, method),
        ["coverage", model] => batteries::coverage(model),
        ["trials", runs] => trials::hold(runs),
        ["trial", file] => trials::write(Path::new(file)),
        ["people", contacts, file, rows] => duplicates::prepare(contacts, Path::new(file), rows.parse()?),
        ["duplicates", file] => duplicates::find(Path::new(file)),
        ["fit", model] => fits::fit(model),
        ["score", model] => fits::score(model),
        ["summary", file] => orders::summary(Path::new(file)),
        ["recommend", file] => recommend::recommend(Path::new(file)),
        ["import", csv, database] => import::import(Path::new(csv), Path::new(database)),
        ["events", binary, database, count] => events::events(Path::new(binary), database, count.parse()?),
        ["cluster", folder] => cluster::serve(Path::new(folder)),
        ["letters", people, kills] => letters::letters(people.parse()?, kills.parse()?),
        ["letters-worker", database, port, later] => {
            letters::worker(Path::new(database), port.parse()?, later.parse()?)
        }
        ["world", folder, customers] => world::build(Path::new(folder), customers.parse()?),
        ["plays", folder] => plays::decide(Path::new(folder), ""),
        ["plays", folder, rule] => plays::decide(Path::new(folder), rule),
        ["proof", folder] => plays::prove(Path::new(folder)),
        ["load", what, address, link, sample, seconds] => {
            load::load(what, address, link, Path::new(sample), seconds)
        }
        _ => bail!("`cargo xtask bench` calls this program; it does not know {words:?}."),
    }
}
