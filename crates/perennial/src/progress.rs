//! What a waiting person sees: a bar while files are read, a spinner while models are fitted, and
//! at the end how long each phase took. On standard error, silent on request.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// The phases of a command, shown as they pass.
pub struct Progress {
    quiet: bool,
    bar: ProgressBar,
    phases: RefCell<Phases>,
}

struct Phases {
    done: Vec<(String, f64)>,
    current: Option<(String, Instant)>,
}

impl Progress {
    /// Shows nothing where `quiet`.
    pub fn new(quiet: bool) -> Self {
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::no_length() };
        Self { quiet, bar, phases: RefCell::new(Phases { done: Vec::new(), current: None }) }
    }

    /// A phase whose work is counted in bytes: files being read.
    pub fn bytes(&self, name: &str, total: Option<u64>) {
        self.begin(name);
        if let (false, Some(total)) = (self.quiet, total) {
            let shape = "{msg} {wide_bar} {bytes} of {total_bytes}, {eta} to go";
            self.bar.set_style(style(shape));
            self.bar.set_length(total);
        }
    }

    /// A phase whose work is counted in rows, nobody knows how many.
    pub fn rows(&self, name: &str) {
        self.begin(name);
        self.bar.set_style(style("{spinner} {msg}, {human_pos} rows, {elapsed}"));
    }

    /// A phase nobody can foretell the length of.
    pub fn phase(&self, name: &str) {
        self.begin(name);
        self.bar.set_style(style("{spinner} {msg}, {elapsed}"));
    }

    /// How far the present phase has come.
    pub fn at(&self, position: u64) {
        self.bar.set_position(position);
    }

    /// Ends the last phase and says how long each took.
    pub fn finish(&self) {
        self.end();
        self.bar.finish_and_clear();
        let phases = self.phases.borrow();
        if !self.quiet && !phases.done.is_empty() {
            let said: Vec<String> =
                phases.done.iter().map(|(name, seconds)| format!("{name} {seconds:.2} s")).collect();
            eprintln!("{}", said.join(", "));
        }
    }

    fn begin(&self, name: &str) {
        self.end();
        self.phases.borrow_mut().current = Some((name.to_owned(), now()));
        if !self.quiet {
            self.bar.set_message(name.to_owned());
            self.bar.enable_steady_tick(Duration::from_millis(120));
        }
    }

    fn end(&self) {
        let mut phases = self.phases.borrow_mut();
        if let Some((name, since)) = phases.current.take() {
            phases.done.push((name, since.elapsed().as_secs_f64()));
        }
    }
}

fn style(shape: &str) -> ProgressStyle {
    ProgressStyle::with_template(shape).unwrap_or_else(|_| ProgressStyle::default_spinner())
}

#[expect(clippy::disallowed_methods, reason = "a stopwatch for people; no figure or decision depends on it")]
fn now() -> Instant {
    Instant::now()
}
