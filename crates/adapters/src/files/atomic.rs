//! Output files that appear whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Why a file can't be written. Its text says what, where and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct WriteError {
    /// The file that was to be written.
    pub file: String,
    /// What is wrong and what to do.
    pub problem: String,
}

impl WriteError {
    /// What the operating system says, in words.
    #[must_use]
    pub fn io(path: &Path, error: &io::Error) -> Self {
        let problem = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "the disk is full, so nothing was left there; make room or choose another folder.".to_owned()
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                "this folder may not be written to by this user; choose another.".to_owned()
            }
            io::ErrorKind::NotFound => "the folder does not exist; make it first.".to_owned(),
            _ => format!("writing stopped: {error}; nothing was left there."),
        };
        Self { file: path.display().to_string(), problem }
    }
}

/// A file written under a temporary name beside its own, and renamed when it is whole and on disk.
/// Dropped before [`AtomicFile::commit`], it leaves nothing.
pub struct AtomicFile {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl AtomicFile {
    /// Begins to write the file at `path`, whose folder must exist.
    ///
    /// # Errors
    /// A sentence where the folder can't be written to.
    pub fn create(path: &Path) -> Result<Self, WriteError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".perennial-");
        // As any program's new file: a report is there to be shared.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder).map_err(|error| WriteError::io(path, &error))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::with_capacity(1 << 18, file) })
    }

    /// Where the unfinished file lies, for writers that need a path of their own.
    #[must_use]
    pub fn temporary_path(&self) -> &Path {
        self.file.get_ref().path()
    }

    /// Writes everything to disk and gives the file its name, replacing what was there.
    ///
    /// # Errors
    /// A sentence where the disk is full or fails; the name then still holds what it held before.
    pub fn commit(self) -> Result<(), WriteError> {
        let path = self.path;
        let fail = |error: &io::Error| WriteError::io(&path, error);
        let file = self.file.into_inner().map_err(|error| fail(error.error()))?;
        file.as_file().sync_all().map_err(|error| fail(&error))?;
        file.persist(&path).map_err(|error| fail(&error.error))?;
        // The rename itself lasts once the folder is on disk; not every system lets one ask.
        if let Some(folder) = path.parent().and_then(|folder| std::fs::File::open(folder).ok()) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    /// The error of a write to this file, as a sentence.
    #[must_use]
    pub fn error(&self, error: &io::Error) -> WriteError {
        WriteError::io(&self.path, error)
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("customers.csv");
        std::fs::write(&path, "old").unwrap();
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"whole").unwrap();
        file.commit().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_full_disk_and_a_missing_folder_end_in_a_sentence() {
        let full = WriteError::io(Path::new("out/report.html"), &io::ErrorKind::StorageFull.into());
        assert!(full.to_string().starts_with("out/report.html: the disk is full"));
        let folder = tempfile::tempdir().unwrap();
        let missing = AtomicFile::create(&folder.path().join("no/such/report.html")).err().unwrap();
        assert!(missing.to_string().contains("does not exist"));
    }
}
