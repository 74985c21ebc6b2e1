//! A PostgreSQL on the disk, for the sides that are measured on it.

use std::io::Read;
use std::path::Path;

use anyhow::Result;
use serde_json::json;
use store::Database;
use testing::server::Server;

/// Runs one in `folder` with an empty database until its input ends, and says where both are.
pub fn serve(folder: &Path) -> Result<()> {
    let server = Server::own_in(folder)?;
    server.run("create database recorded");
    let url = |name: &str| match server.database(name) {
        Database::Postgres(url) => url.expose().to_owned(),
        Database::Sqlite(path) => path.display().to_string(),
    };
    println!("{}", json!({ "recorded": url("recorded"), "server": url("postgres") }));
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
