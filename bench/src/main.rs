//! Our side of every comparison of `cargo xtask bench`. It prints what it measured as one line of
//! JSON, times in seconds; `xtask` runs it beside a peer and watches its memory.

mod data;
mod fits;
mod orders;
mod stopwatch;

use std::path::Path;

use anyhow::{Result, bail};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["prepare", dir] => data::prepare(Path::new(dir)),
        ["fit", model] => fits::fit(model),
        ["score", model] => fits::score(model),
        ["summary", file] => orders::summary(Path::new(file)),
        _ => bail!("`cargo xtask bench` calls this program; it does not know {words:?}."),
    }
}
