//! PostgreSQL for the tests: made in a folder of its own, on a Unix socket, in memory where there is
//! room, with every promise of durability that a real one gives.
//!
//! Test runners start many processes. The first that needs the shared server starts it, under a lock;
//! each holds a second lock while it lives; and a watch beside the server stops it and clears the
//! folder once nobody has held that lock for half a minute, however the tests ended.

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result, bail, ensure};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use store::Database;

/// What a database of tests fits in with room to spare.
const ROOM_BYTES: u64 = 1 << 30;
const SETTINGS: &str =
    "-c listen_addresses= -c max_connections=400 -c shared_buffers=64MB -c max_wal_size=512MB";

/// Runs the server, and ends it when it is not needed any more: binaries, data, sockets and locks.
const WATCH: &str = r#"
"$1/postgres" -D "$2" -k "$3" $4 &
server=$!
idle=0
while kill -0 $server 2>/dev/null; do
    sleep 1
    if flock --nonblock --exclusive "$3/users" true; then idle=$((idle + 1)); else idle=0; fi
    [ $idle -lt 30 ] && continue
    exec 9<"$3/start"
    flock --exclusive 9
    if flock --nonblock --exclusive "$3/users" true; then
        kill -QUIT $server
        wait $server
        rm -rf "$2"
        exit
    fi
    exec 9<&-
    idle=0
done
"#;

/// A PostgreSQL that runs.
pub struct Server {
    binaries: PathBuf,
    folder: PathBuf,
    /// The folder of a server that is one test's alone.
    own: Option<tempfile::TempDir>,
}

/// Who the server runs as: itself it refuses to run as root.
struct User {
    uid: u32,
    gid: u32,
}

/// The server all tests of this machine's user share.
///
/// # Panics
/// Where it can't be started, with what to do.
pub fn shared() -> &'static Server {
    static SHARED: OnceLock<(Server, File)> = OnceLock::new();
    &SHARED.get_or_init(|| join().expect("the PostgreSQL of the tests")).0
}

fn join() -> Result<(Server, File)> {
    let binaries = binaries()?;
    let folder = base().join(format!("perennial-tests-{}", fs::metadata("/proc/self")?.uid()));
    fs::create_dir_all(&folder)?;
    let (start, users) = (File::create(folder.join("start"))?, File::create(folder.join("users"))?);
    start.lock()?;
    users.lock_shared()?;
    let server = Server { binaries, folder, own: None };
    if !server.answers() {
        server.make()?;
        let mut watch = server.command(Path::new("sh"))?;
        watch
            .args(["-c", WATCH, "watch"])
            .args([&server.binaries, &server.data(), &server.folder])
            .arg(SETTINGS);
        let log = File::create(server.folder.join("log"))?;
        watch.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).process_group(0).spawn()?;
        server.wait()?;
    }
    Ok((server, users))
}

fn base() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let free = Command::new("df").args(["--block-size=1", "--output=avail"]).arg(memory).output();
    let free = free.ok().and_then(|said| {
        let said = String::from_utf8(said.stdout).ok()?;
        said.lines().last()?.trim().parse::<u64>().ok()
    });
    if free.is_some_and(|bytes| bytes > ROOM_BYTES) { memory.to_owned() } else { std::env::temp_dir() }
}

/// The folder of `initdb` and `postgres`.
fn binaries() -> Result<PathBuf> {
    let packaged = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = packaged.map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.reverse();
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let needed = ["initdb", "postgres", "pg_ctl", "pg_dump"];
    let whole = |folder: &PathBuf| needed.iter().all(|it| folder.join(it).is_file());
    folders.into_iter().find(whole).context(
        "these tests start a PostgreSQL and found none in PATH or /usr/lib/postgresql; install the package \
         postgresql-15 (Debian: apt-get install postgresql-15)",
    )
}

fn user() -> Result<Option<User>> {
    if fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(None);
    }
    let number = |what: &str| -> Result<u32> {
        let said = Command::new("id").args([what, "postgres"]).output()?;
        ensure!(
            said.status.success(),
            "PostgreSQL does not run as root, and there is no user postgres to run it as"
        );
        Ok(String::from_utf8(said.stdout)?.trim().parse()?)
    };
    Ok(Some(User { uid: number("-u")?, gid: number("-g")? }))
}

impl Server {
    /// A server that is one test's alone, to be restarted at will; it goes when dropped.
    ///
    /// # Panics
    /// Where it can't be started, with what to do.
    #[must_use]
    pub fn own() -> Self {
        let made = || -> Result<Self> {
            let folder = tempfile::Builder::new().prefix("perennial-test-").tempdir_in(base())?;
            let server = Self { binaries: binaries()?, folder: folder.path().to_owned(), own: Some(folder) };
            server.make()?;
            server.control("start")?;
            Ok(server)
        };
        made().expect("a PostgreSQL of its own")
    }

    /// Lets go of everything at once, as a crash does, and comes back.
    ///
    /// # Panics
    /// Where it does not come back.
    pub fn crash(&self) {
        self.control("restart").expect("the server comes back");
    }

    /// Stops it as a crash does.
    ///
    /// # Panics
    /// Where it does not stop.
    pub fn stop(&self) {
        self.control("stop").expect("the server stops");
    }

    /// Starts it again.
    ///
    /// # Panics
    /// Where it does not start.
    pub fn start(&self) {
        self.control("start").expect("the server starts");
    }

    /// One of its databases.
    ///
    /// # Panics
    /// Where the name is none.
    #[must_use]
    pub fn database(&self, name: &str) -> Database {
        let url = format!("postgres://postgres@localhost/{name}?host={}", self.folder.display());
        url.parse().expect("the name of a database")
    }

    /// Runs a statement as the server's owner.
    ///
    /// # Panics
    /// Where it fails.
    pub fn run(&self, sql: &str) {
        self.ask(sql).expect(sql);
    }

    /// All that one of its databases holds, written out.
    pub(crate) fn dump(&self, name: &str) -> Vec<u8> {
        let mut dump = Command::new(self.binaries.join("pg_dump"));
        dump.args(["--username=postgres", "--host"]).arg(&self.folder).arg(name);
        dump.output().expect("pg_dump").stdout
    }

    fn ask(&self, sql: &str) -> Result<()> {
        let url = format!("postgres://postgres@localhost/postgres?host={}", self.folder.display());
        let asked = async {
            let mut connection = PgConnection::connect(&url).await?;
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
            Ok(connection.close().await?)
        };
        // A thread of its own: the test's may be waiting inside a runtime already.
        std::thread::scope(|scope| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            let asking = scope.spawn(move || runtime.block_on(asked));
            asking.join().unwrap_or_else(|_| bail!("the statement could not be run"))
        })
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn answers(&self) -> bool {
        UnixStream::connect(self.folder.join(".s.PGSQL.5432")).is_ok()
    }

    fn command(&self, program: &Path) -> Result<Command> {
        let mut command = Command::new(program);
        command.current_dir("/");
        if let Some(user) = user()? {
            command.uid(user.uid).gid(user.gid);
        }
        Ok(command)
    }

    /// Makes an empty cluster, whatever a crash left there.
    fn make(&self) -> Result<()> {
        let _ = fs::remove_dir_all(self.data());
        if let Some(user) = user()? {
            chown(&self.folder, Some(user.uid), Some(user.gid))?;
        }
        let mut initdb = self.command(&self.binaries.join("initdb"))?;
        let made = initdb
            .args([
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--pgdata",
            ])
            .arg(self.data())
            .output()?;
        ensure!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        Ok(())
    }

    fn wait(&self) -> Result<()> {
        for _ in 0..300 {
            if self.ask("select 1").is_ok() {
                return Ok(());
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        bail!("the server did not start: {}", fs::read_to_string(self.folder.join("log")).unwrap_or_default())
    }

    fn control(&self, what: &str) -> Result<()> {
        let mut control = self.command(&self.binaries.join("pg_ctl"))?;
        control
            .arg("--pgdata")
            .arg(self.data())
            .arg("--log")
            .arg(self.data().join("log"))
            .args(["--wait", what]);
        if what != "start" {
            control.args(["--mode", "immediate"]);
        }
        if what != "stop" {
            control.arg("--options").arg(format!("-k {} {SETTINGS}", self.folder.display()));
        }
        let done = control.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        ensure!(done.success(), "pg_ctl {what} failed; see {}", self.data().join("log").display());
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.own.is_some() {
            let _ = self.control("stop");
        }
    }
}
