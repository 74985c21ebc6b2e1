//! A Parquet file that has its name once it is whole.

use std::path::Path;

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::properties::WriterProperties;
use tempfile::NamedTempFile;

use crate::error::Error;

/// Writes batches of one schema; gives the number of rows.
pub(crate) fn write(
    path: &Path,
    schema: &SchemaRef,
    batches: impl Iterator<Item = Result<RecordBatch, Error>>,
) -> Result<u64, Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = temporary(folder).map_err(|error| Error::disk(folder, error))?;
    let properties =
        WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
    let broken = |error: ParquetError| Error::disk(path, std::io::Error::other(error));
    let mut writer =
        ArrowWriter::try_new(file.as_file(), SchemaRef::clone(schema), Some(properties)).map_err(broken)?;
    let mut rows = 0;
    for batch in batches {
        let batch = batch?;
        rows += batch.num_rows() as u64;
        writer.write(&batch).map_err(broken)?;
    }
    writer.close().map_err(broken)?;
    file.as_file().sync_all().map_err(|error| Error::disk(path, error))?;
    file.persist(path).map_err(|error| Error::disk(path, error.error))?;
    Ok(rows)
}

/// With the rights of any program's new file: a temporary one is its owner's alone.
fn temporary(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new();
    #[cfg(unix)]
    file.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    file.prefix(".perennial-").tempfile_in(folder)
}
