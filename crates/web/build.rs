//! Bundles the pages' assets into `$OUT_DIR/dist`, from npm packages pinned by `assets/package-lock.json`.
//! `PERENNIAL_WEB_DIST` names a folder of ready-made assets instead, for machines without Node.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

fn main() {
    println!("cargo:rerun-if-env-changed=PERENNIAL_WEB_DIST");
    for path in ["build.rs", "assets"] {
        println!("cargo:rerun-if-changed={path}");
    }
    if let Err(sentence) = assets() {
        eprintln!("\n{sentence}\n");
        std::process::exit(1);
    }
}

fn assets() -> Result<(), String> {
    let var = |name| env::var_os(name).map(PathBuf::from).ok_or(format!("cargo did not set {name}"));
    let (sources, out) = (var("CARGO_MANIFEST_DIR")?.join("assets"), var("OUT_DIR")?);
    let dist = out.join("dist");
    if let Some(ready) = env::var_os("PERENNIAL_WEB_DIST") {
        return copy_folder(Path::new(&ready), &dist)
            .map_err(|error| format!("PERENNIAL_WEB_DIST={}: {error}", Path::new(&ready).display()));
    }
    let npm = out.join("npm");
    install(&sources, &npm)
        .map_err(|error| format!("The pages' packages could not be installed: {error}"))?;
    run(Command::new("node").arg(sources.join("build.mjs")).arg(&npm).arg(&dist))
        .map_err(|error| format!("The pages' assets could not be bundled: {error}"))
}

/// Runs `npm ci` in a folder of its own, and only when the lock file is not the one installed last.
fn install(sources: &Path, npm: &Path) -> Result<(), String> {
    let say = |error: io::Error| error.to_string();
    let lock = fs::read(sources.join("package-lock.json")).map_err(say)?;
    let installed = npm.join("installed-lock.json");
    if fs::read(&installed).is_ok_and(|last| last == lock) {
        return Ok(());
    }
    fs::create_dir_all(npm).map_err(say)?;
    fs::copy(sources.join("package.json"), npm.join("package.json")).map_err(say)?;
    fs::write(npm.join("package-lock.json"), &lock).map_err(say)?;
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    run(Command::new(program).args(arguments).current_dir(npm))?;
    fs::write(&installed, &lock).map_err(say)
}

fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => format!(
            "{name} was not found. Install Node.js 20 or newer with npm, or set PERENNIAL_WEB_DIST to a \
             folder of ready-made assets."
        ),
        _ => format!("{name}: {error}"),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    Err(format!("{name} ended with {}\n{}\n{}", output.status, text(&output.stdout), text(&output.stderr)))
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
