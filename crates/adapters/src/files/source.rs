//! Bytes on their way in: opened, counted, decompressed where gzip is seen, with their first part
//! held back for detection.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;

use super::error::ReadError;
use super::input::Input;

/// How much of a file is looked at to find out what it is.
pub(crate) const SAMPLE_BYTES: usize = 256 << 10;

/// A file opened, its first part read.
pub(crate) struct Source {
    /// The name people see.
    pub name: Arc<str>,
    /// Whether it came compressed.
    pub gzip: bool,
    /// The first bytes, decompressed; all of them where `whole`.
    pub head: Vec<u8>,
    /// Whether `head` is all there is.
    pub whole: bool,
    /// What follows `head`.
    rest: Box<dyn Read + Send>,
    /// The file itself, where it stands on disk uncompressed.
    pub file: Option<File>,
}

impl Source {
    /// Opens an input and reads its first part.
    pub fn open(input: &Input, counted: &Arc<AtomicU64>) -> Result<Self, ReadError> {
        let name: Arc<str> = input.name().into();
        let fail = |error: io::Error| ReadError::io(&name, &error);
        let (raw, file): (Box<dyn Read + Send>, _) = match input {
            Input::Stdin => (Box::new(io::stdin()), None),
            Input::Path(path) => {
                let file = File::open(path).map_err(fail)?;
                if file.metadata().map_err(fail)?.is_dir() {
                    return Err(fail(io::ErrorKind::IsADirectory.into()));
                }
                (Box::new(file.try_clone().map_err(fail)?), Some(file))
            }
        };
        let mut raw = Counted { inner: raw, count: counted.clone() };
        let (start, all) = read_up_to(&mut raw, SAMPLE_BYTES).map_err(fail)?;
        if !start.starts_with(&[0x1f, 0x8b]) {
            return Ok(Self { name, gzip: false, head: start, whole: all, rest: Box::new(raw), file });
        }
        let mut plain = MultiGzDecoder::new(io::Cursor::new(start).chain(raw));
        let (head, whole) = read_up_to(&mut plain, SAMPLE_BYTES).map_err(fail)?;
        Ok(Self { name, gzip: true, head, whole, rest: Box::new(plain), file: None })
    }

    /// All bytes from the first on, past `skip`.
    pub fn into_reader(self, skip: usize) -> Box<dyn Read + Send> {
        let mut head = io::Cursor::new(self.head);
        head.set_position(skip as u64);
        Box::new(head.chain(self.rest))
    }

    /// Short looks into the later parts of a file on disk, each starting at a line: what the
    /// beginning leaves open, the rest may settle. Nothing where the file can't be sought in.
    pub fn later_lines(&self) -> Vec<u8> {
        const LOOKS: u64 = 24;
        const LOOK_BYTES: usize = 8 << 10;
        let (Some(file), false) = (&self.file, self.whole) else { return Vec::new() };
        let look = || -> io::Result<Vec<u8>> {
            // A duplicate shares its offset with the reader, so the offset is put back.
            let mut file = file.try_clone()?;
            let at = file.stream_position()?;
            let length = file.metadata()?.len();
            let mut lines = Vec::new();
            for look in 1..=LOOKS {
                file.seek(SeekFrom::Start(length / (LOOKS + 1) * look))?;
                let (block, _) = read_up_to(&mut file, LOOK_BYTES)?;
                let from = block.iter().position(|byte| *byte == b'\n').map_or(block.len(), |at| at + 1);
                let to = block.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
                lines.extend_from_slice(block.get(from..to).unwrap_or_default());
            }
            file.seek(SeekFrom::Start(at))?;
            Ok(lines)
        };
        look().unwrap_or_default()
    }
}

/// Reads until `limit` bytes are there or the end is met; says whether it was.
pub(crate) fn read_up_to(reader: &mut dyn Read, limit: usize) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    let count = reader.take(limit as u64).read_to_end(&mut bytes)?;
    Ok((bytes, count < limit))
}

/// Counts what is read, for the progress bar.
struct Counted {
    inner: Box<dyn Read + Send>,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
