//! Rows kept for a second pass: in memory while they are few, in a temporary file that has no name when they aren't.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use tempfile::SpooledTempFile;

const IN_MEMORY_BYTES: usize = 64 << 20;

/// Rows of as many numbers each, written once and read again from the first.
pub struct Spool {
    file: SpooledTempFile,
    width: usize,
    bytes: Vec<u8>,
}

impl Spool {
    /// For rows of `width` numbers.
    pub fn new(width: usize) -> Self {
        Self { file: tempfile::spooled_tempfile(IN_MEMORY_BYTES), width, bytes: Vec::new() }
    }

    /// Keeps one row.
    pub fn push(&mut self, row: impl Iterator<Item = f64>) -> io::Result<()> {
        row.for_each(|number| self.bytes.extend_from_slice(&number.to_le_bytes()));
        if self.bytes.len() < 1 << 16 {
            return Ok(());
        }
        self.flush()
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }

    /// Every row in order.
    pub fn each(&mut self, mut take: impl FnMut(&[f64])) -> io::Result<()> {
        self.flush()?;
        self.file.seek(SeekFrom::Start(0))?;
        let mut reader = BufReader::with_capacity(1 << 16, &mut self.file);
        let (mut bytes, mut row) = (vec![0; self.width * 8], vec![0.0; self.width]);
        loop {
            match reader.read_exact(&mut bytes) {
                Ok(()) => {}
                Err(end) if end.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
                Err(why) => return Err(why),
            }
            for (number, eight) in row.iter_mut().zip(bytes.as_chunks::<8>().0) {
                *number = f64::from_le_bytes(*eight);
            }
            take(&row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_went_as_often_as_asked() {
        let mut spool = Spool::new(3);
        for i in 0..30_000 {
            spool.push([f64::from(i), 0.5, f64::MIN_POSITIVE].into_iter()).unwrap();
        }
        for _ in 0..2 {
            let mut next = 0;
            spool
                .each(|row| {
                    assert_eq!(row, [f64::from(next), 0.5, f64::MIN_POSITIVE]);
                    next += 1;
                })
                .unwrap();
            assert_eq!(next, 30_000);
        }
    }
}
