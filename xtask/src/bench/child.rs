//! One side of a comparison, in a process of its own.

use std::fs;
use std::io::{Read, Seek};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Map, Value};

/// How one run went.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Seconds from start to end of the process.
    pub wall: f64,
    /// The most memory it held (VmHWM).
    pub peak_mib: f64,
    /// What it printed: the keys of all lines of its output that are JSON objects.
    pub said: Map<String, Value>,
    /// The whole of its output.
    pub printed: String,
    /// What it printed to standard error.
    pub murmured: String,
}

impl Ran {
    /// A number it said.
    ///
    /// # Errors
    /// It did not say it.
    pub fn number(&self, key: &str) -> Result<f64> {
        let value = self.said.get(key).and_then(Value::as_f64);
        value.with_context(|| format!("the measured program did not say '{key}', but {:?}", self.said))
    }
}

/// How often a process is asked for its memory. The peak only grows, so what is missed is what a
/// process takes in its last moment.
const LOOK: Duration = Duration::from_millis(5);

/// Runs `command` to its end.
///
/// # Errors
/// It can't be started or fails.
#[allow(clippy::disallowed_methods)] // time is what is measured here
pub fn run(command: &mut Command) -> Result<Ran> {
    let name = command.get_program().to_string_lossy().into_owned();
    let (output, errors) = (tempfile::tempfile()?, tempfile::tempfile()?);
    let start = Instant::now();
    let mut child = command
        .stdout(output.try_clone()?)
        .stderr(errors.try_clone()?)
        .spawn()
        .with_context(|| format!("{name} can't be started; is it installed?"))?;
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak_kib = 0;
    let status = loop {
        peak_kib = fs::read_to_string(&status_file).map_or(peak_kib, |text| peak(&text).max(peak_kib));
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(LOOK),
        }
    };
    let wall = start.elapsed().as_secs_f64();
    let murmured = whole(errors)?;
    if !status.success() {
        bail!("{name} {:?} failed ({status}): {murmured}", command.get_args());
    }
    let printed = whole(output)?;
    Ok(Ran { wall, peak_mib: peak_kib as f64 / 1024.0, said: objects(&printed), printed, murmured })
}

fn whole(mut file: fs::File) -> Result<String> {
    let mut text = String::new();
    file.rewind()?;
    file.read_to_string(&mut text)?;
    Ok(text)
}

fn peak(status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn objects(text: &str) -> Map<String, Value> {
    text.lines().filter_map(|line| serde_json::from_str::<Map<String, Value>>(line).ok()).flatten().collect()
}

/// Runs sides in turn, `rounds` times, and keeps of each the run with the least of what `time` reads.
///
/// # Errors
/// A side fails.
pub fn in_turn<const N: usize>(
    mut sides: [&mut Command; N],
    rounds: usize,
    time: impl Fn(&Ran) -> Result<f64>,
) -> Result<[Ran; N]> {
    let mut best: [Option<(f64, Ran)>; N] = std::array::from_fn(|_| None);
    for _ in 0..rounds {
        for (side, best) in sides.iter_mut().zip(&mut best) {
            let ran = run(side)?;
            let seconds = time(&ran)?;
            if best.as_ref().is_none_or(|(least, _)| seconds < *least) {
                *best = Some((seconds, ran));
            }
        }
    }
    let ran: Vec<Ran> = best.into_iter().flatten().map(|(_, ran)| ran).collect();
    ran.try_into().map_err(|_| anyhow!("not a round was run"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_says_what_it_found_and_its_memory_is_seen() {
        let ran = run(Command::new("sh").args(["-c", "echo loading; echo '{\"seconds\": 0.5}'"])).unwrap();
        assert_eq!(ran.number("seconds").unwrap(), 0.5);
        assert!(ran.number("peak").is_err());
        assert_eq!(peak("Name:\tx\nVmHWM:\t    2048 kB\n"), 2048);
    }

    #[test]
    fn a_child_that_fails_fails_the_row() {
        assert!(run(Command::new("sh").args(["-c", "exit 3"])).is_err());
    }
}
