//! Schemathesis, which asks the interface in every way its own document allows.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::run;

/// How the test that runs it is told where it is.
pub const NAME: &str = "PERENNIAL_SCHEMATHESIS";
const VERSION: &str = "4.32.5";

/// Where it is, installed into a folder of its own under the target folder the first time.
///
/// # Errors
/// It can't be installed.
pub fn program() -> Result<PathBuf> {
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let folder = std::path::absolute(format!("{target}/schemathesis-{VERSION}"))?;
    let program = folder.join("bin/schemathesis");
    if !program.exists() {
        run::command(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let wanted = format!("schemathesis=={VERSION}");
        run::command(Command::new(folder.join("bin/pip")).args(["install", "--quiet", &wanted]))?;
    }
    Ok(program)
}
