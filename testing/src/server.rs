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
/// The port by which a socket is named.
const PORT: u16 = 5432;
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
    /// Where it listens on this machine's own network, if it does.
    port: Option<u16>,
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
    let server = Server { binaries, folder, own: None, port: None };
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
        Self::made(&base(), None).expect("a PostgreSQL of its own")
    }

    /// The same in a folder: where a sync should reach the disk and not memory.
    ///
    /// # Errors
    /// It can't be started, with what to do.
    pub fn own_in(base: &Path) -> Result<Self> {
        Self::made(base, None)
    }

    /// As [`Server::own`], and it listens on the network of this machine, with TLS by the certificate
    /// of [`Server::authority`] for the name `localhost`.
    ///
    /// # Panics
    /// As [`Server::own`]; where no certificate can be made.
    #[must_use]
    pub fn on_network() -> Self {
        let port = || Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port());
        port()
            .and_then(|port| Self::made(&base(), Some(port)))
            .expect("a PostgreSQL of its own on the network")
    }

    fn made(base: &Path, port: Option<u16>) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("perennial-test-").tempdir_in(base)?;
        let own = folder.path().to_owned();
        let server = Self { binaries: binaries()?, folder: own, own: Some(folder), port };
        server.make()?;
        if port.is_some() {
            server.certify()?;
        }
        server.control("start")?;
        Ok(server)
    }

    /// The certificate of who signed the server's, where it is on the network.
    #[must_use]
    pub fn authority(&self) -> PathBuf {
        self.folder.join("ca.crt")
    }

    /// A database of a server on the network, by the host's name or address, with what follows the
    /// question mark.
    ///
    /// # Panics
    /// Where it is not on the network.
    #[must_use]
    pub fn address(&self, host: &str, name: &str, parameters: &str) -> Database {
        let port = self.port.expect("a server on the network");
        format!("postgres://postgres@{host}:{port}/{name}?{parameters}").parse().expect("an address")
    }

    /// Makes the certificate of an authority, and the server's own, signed by it.
    fn certify(&self) -> Result<()> {
        let of = "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n";
        fs::write(self.folder.join("extensions"), of)?;
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
        let steps: [&[&str]; 3] = [
            &["req", "-x509", "-days", "2", "-subj", "/CN=tests", "-keyout", "ca.key", "-out", "ca.crt"],
            &["req", "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr"],
            &[
                "x509",
                "-req",
                "-days",
                "2",
                "-in",
                "server.csr",
                "-CA",
                "ca.crt",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-extfile",
                "extensions",
                "-out",
                "server.crt",
            ],
        ];
        for step in steps {
            let mut openssl = self.command(Path::new("openssl"))?;
            openssl.current_dir(&self.folder).args(step);
            if step.contains(&"-keyout") {
                openssl.args(key);
            }
            let made =
                openssl.output().context("openssl makes the certificates; install the package openssl")?;
            ensure!(made.status.success(), "openssl: {}", String::from_utf8_lossy(&made.stderr));
        }
        Ok(())
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
        self.url(name).parse().expect("the name of a database")
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
        let url = self.url("postgres");
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

    fn url(&self, name: &str) -> String {
        let port = self.port.unwrap_or(PORT);
        format!("postgres://postgres@localhost:{port}/{name}?host={}", self.folder.display())
    }

    /// Where it listens on this machine alone.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.join(format!(".s.PGSQL.{}", self.port.unwrap_or(PORT)))
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn answers(&self) -> bool {
        UnixStream::connect(self.socket()).is_ok()
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
            let folder = self.folder.display();
            let network = self.port.map(|port| {
                format!(
                    "-c listen_addresses=127.0.0.1 -c port={port} -c ssl=on -c ssl_cert_file={folder}/server.crt \
                     -c ssl_key_file={folder}/server.key"
                )
            });
            let options = format!("-k {folder} {SETTINGS} {}", network.unwrap_or_default());
            control.arg("--options").arg(options);
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
