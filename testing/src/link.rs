//! A link to a server that can be cut: before a COMMIT reaches it, while it is at work on it, and after
//! it is done but before its answer is heard. Or frozen, when nothing passes and nothing breaks.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};

use store::Database;

/// A COMMIT as PostgreSQL's protocol has it: a simple query, its length, its words.
const COMMIT: &[u8] = b"Q\0\0\0\x0bCOMMIT\0";

/// When the link is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The server never hears of the commit.
    Before,
    /// The server hears it and is left alone.
    During,
    /// The server has answered, and nobody hears it.
    After,
}

impl Cut {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Before, Self::During, Self::After];
}

/// The link; it goes on as long as the test does.
pub struct Link {
    address: SocketAddr,
    database: String,
    state: Arc<State>,
}

struct State {
    server: PathBuf,
    next: Mutex<Option<Cut>>,
    cuts: AtomicU64,
    frozen: Mutex<bool>,
    thawed: Condvar,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("nobody panics with it")
}

/// One connection through the link.
struct Ends {
    client: TcpStream,
    server: UnixStream,
    /// Cut as soon as the server answers.
    deaf: AtomicBool,
}

impl Ends {
    fn cut(&self) {
        let _ = self.client.shutdown(Shutdown::Both);
        let _ = self.server.shutdown(Shutdown::Both);
    }
}

impl Link {
    pub(crate) fn to(server: PathBuf, database: String) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("its address");
        let state = State {
            server,
            next: Mutex::new(None),
            cuts: AtomicU64::new(0),
            frozen: Mutex::new(false),
            thawed: Condvar::new(),
        };
        let state = Arc::new(state);
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let _ = shared.join(client);
            }
        });
        Self { address, database, state }
    }

    /// The database at the other end.
    #[must_use]
    pub fn database(&self) -> Database {
        self.address("sslmode=disable")
    }

    /// The same, with what follows the question mark of its address.
    ///
    /// # Panics
    /// Where that can't follow.
    #[must_use]
    pub fn address(&self, parameters: &str) -> Database {
        let (address, name) = (self.address, &self.database);
        format!("postgres://postgres@{address}/{name}?{parameters}").parse().expect("an address")
    }

    /// Cuts the connection that commits next.
    pub fn cut(&self, cut: Cut) {
        *held(&self.state.next) = Some(cut);
    }

    /// How often it was cut.
    #[must_use]
    pub fn cuts(&self) -> u64 {
        self.state.cuts.load(Ordering::SeqCst)
    }

    /// Lets nothing pass, or all again.
    pub fn freeze(&self, frozen: bool) {
        *held(&self.state.frozen) = frozen;
        self.state.thawed.notify_all();
    }
}

impl State {
    fn join(self: &Arc<Self>, client: TcpStream) -> std::io::Result<()> {
        client.set_nodelay(true)?;
        let server = UnixStream::connect(&self.server)?;
        let ends = Arc::new(Ends { client, server, deaf: AtomicBool::new(false) });
        let (state, both) = (Arc::clone(self), Arc::clone(&ends));
        std::thread::spawn(move || {
            let _ = state.ask(&both);
            both.cut();
        });
        let state = Arc::clone(self);
        std::thread::spawn(move || {
            let _ = state.answer(&ends);
            ends.cut();
        });
        Ok(())
    }

    fn wait(&self) {
        let mut frozen = held(&self.frozen);
        while *frozen {
            frozen = self.thawed.wait(frozen).expect("nobody panics with it");
        }
    }

    /// Carries what the client asks, until it ends or is cut.
    fn ask(&self, ends: &Ends) -> std::io::Result<()> {
        let mut part = [0; 1 << 14];
        loop {
            let count = (&ends.client).read(&mut part)?;
            self.wait();
            let part = &part[..count];
            let commits = part.windows(COMMIT.len()).any(|words| words == COMMIT);
            let cut = if commits { held(&self.next).take() } else { None };
            self.cuts.fetch_add(cut.is_some().into(), Ordering::SeqCst);
            if count == 0 || cut == Some(Cut::Before) {
                return Ok(());
            }
            ends.deaf.store(cut == Some(Cut::After), Ordering::SeqCst);
            (&ends.server).write_all(part)?;
            if cut == Some(Cut::During) {
                return Ok(());
            }
        }
    }

    /// Carries what the server answers, until it ends or is cut.
    fn answer(&self, ends: &Ends) -> std::io::Result<()> {
        let mut part = [0; 1 << 14];
        loop {
            let count = (&ends.server).read(&mut part)?;
            self.wait();
            if count == 0 || ends.deaf.load(Ordering::SeqCst) {
                return Ok(());
            }
            (&ends.client).write_all(&part[..count])?;
        }
    }
}
