//! The peers, each in a virtual environment of its own under `bench-data/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::run;

/// A peer's interpreter, and what must be said of it beside its figures.
#[derive(Clone)]
pub struct Peer {
    /// Its Python.
    pub python: PathBuf,
    /// Where it differs from what the comparison names; empty where it doesn't.
    pub note: &'static str,
}

/// DuckDB 2.0.0 on whatever Python there is: the engine is its own.
///
/// # Errors
/// No Python, or the package index can't be reached.
pub fn duckdb(dir: &Path) -> Result<Peer> {
    install(&dir.join("duckdb"), Path::new("python3"), &["duckdb==2.0.0"], "")
}

/// psycopg, a driver of PostgreSQL.
///
/// # Errors
/// As [`duckdb`].
pub fn psycopg(dir: &Path) -> Result<Peer> {
    install(&dir.join("psycopg"), Path::new("python3"), &["psycopg[binary]==3.3.9"], "")
}

/// Splink on the DuckDB it asks for.
///
/// # Errors
/// As [`duckdb`].
pub fn splink(dir: &Path) -> Result<Peer> {
    install(&dir.join("splink"), Path::new("python3"), &["splink==5.0.0", "duckdb==2.0.0"], "")
}

/// implicit, and numpy for what it has not.
///
/// # Errors
/// As [`duckdb`].
pub fn implicit(dir: &Path) -> Result<Peer> {
    const PINS: &[&str] = &["implicit==0.7.3", "numpy==2.4.6", "scipy==1.17.1", "pyarrow==26.0.1"];
    install(&dir.join("implicit"), Path::new("python3"), PINS, "")
}

/// statsmodels on whatever Python there is.
///
/// # Errors
/// As [`duckdb`].
pub fn statsmodels(dir: &Path) -> Result<Peer> {
    install(&dir.join("statsmodels"), Path::new("python3"), &["statsmodels==0.15.0", "pandas==3.1.1"], "")
}

/// lifetimes 0.11.3 with the numbers packages of its time, which stand on Python 3.9.
///
/// # Errors
/// As [`duckdb`].
pub fn lifetimes(dir: &Path) -> Result<Peer> {
    const PINS: &[&str] = &["lifetimes==0.11.3", "numpy==1.23.5", "pandas==1.5.3", "scipy==1.9.3"];
    let home = dir.join("lifetimes");
    match python39() {
        Some(python) => install(&home, &python, PINS, ""),
        None => install(
            &home,
            Path::new("python3"),
            &["lifetimes==0.11.3", "numpy<2", "pandas<2", "scipy<1.12"],
            " (no Python 3.9 here: the nearest versions that install)",
        ),
    }
}

/// Python 3.9, by name or where pyenv keeps it.
fn python39() -> Option<PathBuf> {
    let home = std::env::var_os("PYENV_ROOT").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".pyenv")))?;
    let kept = std::fs::read_dir(home.join("versions")).ok().into_iter().flatten().flatten();
    let kept = kept
        .map(|version| version.path())
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("3.9.")));
    let candidates = kept.map(|path| path.join("bin/python"));
    std::iter::once(PathBuf::from("python3.9"))
        .chain(candidates)
        .find(|python| run::answers(&python.to_string_lossy(), &["--version"]))
}

fn install(home: &Path, python: &Path, packages: &[&str], note: &'static str) -> Result<Peer> {
    let peer = Peer { python: home.join("bin/python"), note };
    let done = home.join("installed");
    if std::fs::read_to_string(&done).is_ok_and(|text| text == packages.join("\n")) {
        return Ok(peer);
    }
    run::command(Command::new(python).args(["-m", "venv", "--clear"]).arg(home))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    run::command(Command::new(&peer.python).args(pip).args(packages))?;
    std::fs::write(&done, packages.join("\n")).with_context(|| done.display().to_string())?;
    Ok(peer)
}
