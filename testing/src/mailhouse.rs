//! A real mail server and a real mailbox, of Debian's packages: OpenSMTPD takes letters, hands them to
//! Dovecot (LMTP), and who reads them asks by IMAP.
//!
//! OpenSMTPD keeps its queue and its socket where it was built to, and starts as root alone: one runs at
//! a time, under a lock that other tests wait for.

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

/// The domain of every mailbox; what follows a `+` in a name is the same mailbox.
pub const DOMAIN: &str = "x.example";
/// The password of every mailbox.
pub const PASSWORD: &str = "test";
/// Who owns the mailboxes: `nobody` on every Debian.
const NOBODY: u32 = 65_534;
/// How often it is asked whether they listen, a tenth of a second apart.
const ASKED: u32 = 300;

/// A mail server and its mailboxes; both go when dropped.
pub struct MailHouse {
    /// Where the mail server listens on 127.0.0.1.
    pub smtp: u16,
    /// Where the mailboxes are read.
    pub imap: u16,
    servers: [Child; 2],
    _folder: TempDir,
    _lock: File,
}

impl Drop for MailHouse {
    fn drop(&mut self) {
        for server in &mut self.servers {
            // A plain kill would leave their helpers behind.
            let _ = Command::new("kill").arg(server.id().to_string()).status();
            let _ = server.wait();
        }
    }
}

impl MailHouse {
    /// Starts both; `None` where this user may not.
    ///
    /// # Panics
    /// Where a package is missing, with what to install, or one of them doesn't start.
    #[must_use]
    pub fn start() -> Option<Self> {
        let root = fs::metadata("/proc/self").map(|own| own.uid() == 0);
        root.unwrap_or(false).then(|| begun().expect("a mail server of its own"))
    }
}

fn port() -> Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn begun() -> Result<MailHouse> {
    for (binary, package) in
        [("/usr/sbin/smtpd", "opensmtpd"), ("/usr/sbin/dovecot", "dovecot-imapd dovecot-lmtpd")]
    {
        ensure!(
            Path::new(binary).is_file(),
            "these tests start {binary} and it is not there; install it (Debian: apt-get install {package})"
        );
    }
    let lock = File::create(std::env::temp_dir().join("perennial-mailhouse.lock"))?;
    lock.lock()?;
    let folder = tempfile::Builder::new().prefix("perennial-mail-").tempdir()?;
    let (smtp, lmtp, imap) = (port()?, port()?, port()?);
    let mail = folder.path().join("mail");
    fs::create_dir(&mail)?;
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
    fs::set_permissions(&mail, fs::Permissions::from_mode(0o777))?;
    let (dovecot, smtpd) = (folder.path().join("dovecot.conf"), folder.path().join("smtpd.conf"));
    fs::write(&dovecot, mailboxes(folder.path(), lmtp, imap))?;
    let routes = format!(
        "listen on 127.0.0.1 port {smtp} hostname sink.test\n\
         action \"in\" relay host lmtp://127.0.0.1:{lmtp}\nmatch from any for any action \"in\"\n"
    );
    fs::write(&smtpd, routes)?;
    fs::set_permissions(&smtpd, fs::Permissions::from_mode(0o600))?;
    let start = |binary: &str, arguments: &[&str], config: &Path| -> Result<Child> {
        let log = File::create(config.with_extension("log"))?;
        let mut command = Command::new(binary);
        command.args(arguments).arg(config).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        command.spawn().with_context(|| format!("{binary} does not start"))
    };
    let servers = [
        start("/usr/sbin/dovecot", &["-F", "-c"], &dovecot)?,
        start("/usr/sbin/smtpd", &["-d", "-f"], &smtpd)?,
    ];
    let house = MailHouse { smtp, imap, servers, _folder: folder, _lock: lock };
    for (port, log) in [(imap, &dovecot), (smtp, &smtpd)] {
        listens(port, &log.with_extension("log"))?;
    }
    Ok(house)
}

fn listens(port: u16, log: &Path) -> Result<()> {
    for _ in 0..ASKED {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("nobody listens on port {port}: {}", fs::read_to_string(log).unwrap_or_default())
}

fn mailboxes(folder: &Path, lmtp: u16, imap: u16) -> String {
    let folder = folder.display();
    format!(
        "base_dir = {folder}/run\nstate_dir = {folder}/state\nlog_path = {folder}/said.log\n\
         protocols = imap lmtp\nlisten = 127.0.0.1\nssl = no\ndisable_plaintext_auth = no\n\
         mail_location = maildir:{folder}/mail/%u\nrecipient_delimiter = +\n\
         first_valid_uid = 1\nfirst_valid_gid = 1\n\
         passdb {{\n  driver = static\n  args = password={PASSWORD}\n}}\n\
         userdb {{\n  driver = static\n  args = uid={NOBODY} gid={NOBODY} home={folder}/mail/%u\n}}\n\
         service lmtp {{\n  inet_listener lmtp {{\n    address = 127.0.0.1\n    port = {lmtp}\n  }}\n}}\n\
         service imap-login {{\n  inet_listener imap {{\n    port = {imap}\n  }}\n  \
         inet_listener imaps {{\n    port = 0\n  }}\n}}\n"
    )
}
