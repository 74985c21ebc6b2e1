//! Files people upload: streamed into a folder of ours under names we make, with a note beside each,
//! and taken away when their import has ended or a day has passed.

use std::io;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::str::FromStr;

use axum::body::Bytes;
use domain::ids::ImportId;
use domain::limits::UPLOAD_BYTES_MAX;
use domain::{Actor, Entropy, Instant};
use futures::{Stream, StreamExt};
use listen::import::{Error, How, Request};
use locales::Words;
use serde::{Deserialize, Serialize};
use store::Store;
use store::imports::State;
use tokio::fs;
use tokio::io::AsyncWriteExt;

use crate::app::App;
use crate::fault::Fault;

/// An upload nobody confirmed is kept for so long.
const KEPT_SECONDS: i64 = 24 * 60 * 60;
/// What an upload's own name ends in; what it holds is found out from its bytes.
const ENDING: &str = ".orders";
const NAME_CHARS_MAX: usize = 120;

/// The name we gave an upload: 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct UploadId(String);

impl UploadId {
    fn new(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0u8; 16];
        entropy.fill(&mut bytes);
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl FromStr for UploadId {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let ours = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if ours { Ok(Self(text.to_owned())) } else { Err(Fault::NotFound) }
    }
}

impl std::fmt::Display for UploadId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is noted beside an upload.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Note {
    /// The file's name as its owner calls it.
    pub name: String,
    /// When it came.
    pub at: Instant,
    /// The import it was given to.
    pub import: Option<ImportId>,
}

/// An upload and the way it is to be read.
pub(crate) struct Asked {
    pub id: UploadId,
    /// The file's name as its owner calls it.
    pub name: String,
    pub request: Request,
}

impl Asked {
    /// The upload of this id, to be read so.
    pub(crate) async fn of(app: &App, actor: Actor, id: &str, how: How) -> Result<Self, Fault> {
        let id: UploadId = id.parse()?;
        let uploads = Uploads::new(&app.data_dir);
        let name = uploads.note(&id).await?.name;
        let zone = app.store.zone(actor).await?;
        let today = app.clock.now().day_in(&zone);
        let request = Request { path: uploads.path(&id), file: name.clone(), how, today, zone: Some(zone) };
        Ok(Self { id, name, request })
    }
}

/// The folder of uploads.
pub(crate) struct Uploads {
    folder: PathBuf,
}

impl Uploads {
    pub(crate) fn new(data_dir: &Path) -> Self {
        Self { folder: data_dir.join("uploads") }
    }

    /// Where an upload lies.
    pub(crate) fn path(&self, id: &UploadId) -> PathBuf {
        self.folder.join(format!("{id}{ENDING}"))
    }

    /// A sentence about an upload under the name its owner knows it by, without our folder.
    pub(crate) fn owners_words(&self, sentence: &str, name: &str) -> String {
        let folder = format!("{}{}", self.folder.display(), std::path::MAIN_SEPARATOR);
        let mut parts = sentence.split(folder.as_str());
        let mut words = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            words.push_str(name);
            words.push_str(part.split_once(ENDING).map_or(part, |(_, rest)| rest));
        }
        words
    }

    fn note_path(&self, id: &UploadId) -> PathBuf {
        self.folder.join(format!("{id}.json"))
    }

    /// Streams a file in, which its owner calls `name`. It has its name only once it is whole.
    pub(crate) async fn receive<E>(
        &self,
        name: &str,
        file: impl Stream<Item = Result<Bytes, E>>,
        app: &App,
    ) -> Result<UploadId, Fault> {
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = name.chars().take(NAME_CHARS_MAX).collect();
        if name.is_empty() {
            return Err(Fault::Wrong(Words::imports_choose_file));
        }
        fs::create_dir_all(&self.folder).await.map_err(full)?;
        let id = UploadId::new(&*app.entropy);
        let part = self.folder.join(format!("{id}.part"));
        let written = write(&part, file).await;
        if let Err(fault) = written {
            // The file may not have come to be; what matters is the fault above.
            let _ = fs::remove_file(&part).await;
            return Err(fault);
        }
        fs::rename(&part, self.path(&id)).await.map_err(full)?;
        self.save(&id, &Note { name, at: app.clock.now(), import: None }).await?;
        Ok(id)
    }

    /// Gives a file to the worker, asked for with this store; the import it was given to already, where
    /// it was. What can't be read becomes a fault by `say`.
    pub(crate) async fn import(
        &self,
        store: &Store,
        actor: Actor,
        asked: &Asked,
        say: impl FnOnce(&Error) -> Fault,
    ) -> Result<ImportId, Fault> {
        let note = self.note(&asked.id).await?;
        // Asked for twice it is one import; one whose commit was never made is none.
        if let Some(import) = note.import
            && store.import(actor, import).await?.is_some()
        {
            return Ok(import);
        }
        let (import, _) = match listen::work::ask(store, actor, &asked.request).await {
            Ok(begun) => begun,
            Err(Error::Store(error)) => return Err(error.into()),
            Err(error) => return Err(say(&error)),
        };
        self.save(&asked.id, &Note { import: Some(import), ..note }).await?;
        Ok(import)
    }

    /// What is noted of an upload.
    pub(crate) async fn note(&self, id: &UploadId) -> Result<Note, Fault> {
        let bytes = fs::read(self.note_path(id)).await.map_err(|_| Fault::NotFound)?;
        serde_json::from_slice(&bytes).map_err(Fault::internal)
    }

    /// Notes something of an upload.
    pub(crate) async fn save(&self, id: &UploadId, note: &Note) -> Result<(), Fault> {
        let bytes = serde_json::to_vec(note).map_err(Fault::internal)?;
        fs::write(self.note_path(id), bytes).await.map_err(full)
    }

    /// Takes an upload away.
    pub(crate) async fn remove(&self, id: &UploadId) {
        for path in [self.path(id), self.note_path(id)] {
            if let Err(error) = fs::remove_file(&path).await
                && error.kind() != io::ErrorKind::NotFound
            {
                tracing::warn!(%error, "an upload could not be removed");
            }
        }
    }

    /// Takes away what nobody needs any more: files whose import has ended, and those forgotten.
    pub(crate) async fn sweep(&self, now: Instant, store: &Store, actor: Actor) {
        let Ok(mut folder) = fs::read_dir(&self.folder).await else { return };
        while let Ok(Some(entry)) = folder.next_entry().await {
            let name = entry.file_name();
            let Some(id) = name.to_str().and_then(|name| name.strip_suffix(".json")?.parse().ok()) else {
                continue;
            };
            let Ok(note) = self.note(&id).await else { continue };
            let done = match note.import {
                Some(import) => match store.import(actor, import).await {
                    Ok(Some(import)) => import.state != State::Running,
                    Ok(None) => true,
                    Err(_) => false,
                },
                None => note.at.plus_seconds(KEPT_SECONDS) < now,
            };
            if done {
                self.remove(&id).await;
            }
        }
    }
}

async fn write<E>(path: &Path, from: impl Stream<Item = Result<Bytes, E>>) -> Result<(), Fault> {
    let mut from = pin!(from);
    let mut file = fs::File::create(path).await.map_err(full)?;
    let mut length = 0;
    while let Some(bytes) = from.next().await {
        let bytes = bytes.map_err(|_| Fault::Wrong(Words::imports_broken_upload))?;
        length += bytes.len();
        if length > UPLOAD_BYTES_MAX {
            return Err(Fault::Wrong(|words| {
                words.imports_too_large((UPLOAD_BYTES_MAX >> 30) as u64, "perennial import FILE")
            }));
        }
        file.write_all(&bytes).await.map_err(full)?;
    }
    if length == 0 {
        return Err(Fault::Wrong(Words::imports_empty_file));
    }
    file.sync_all().await.map_err(full)
}

fn full(error: io::Error) -> Fault {
    tracing::error!(%error, "an upload could not be written");
    Fault::Wrong(Words::imports_disk_full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_folder_is_not_told() {
        let uploads = Uploads::new(Path::new("/srv/data"));
        let id = UploadId("0123456789abcdef0123456789abcdef".to_owned());
        let sentence = format!("{}: no date; see {0}.", uploads.path(&id).display());
        assert_eq!(uploads.owners_words(&sentence, "may.csv"), "may.csv: no date; see may.csv.");
        assert_eq!(uploads.owners_words("It broke.", "may.csv"), "It broke.");
    }

    #[test]
    fn an_upload_is_known_by_a_name_of_ours_alone() {
        assert!("0123456789abcdef0123456789abcdef".parse::<UploadId>().is_ok());
        for hostile in [
            "../../../etc/passwd",
            "0123456789ABCDEF0123456789ABCDEF",
            "",
            "0123456789abcdef0123456789abcde/",
        ] {
            assert!(hostile.parse::<UploadId>().is_err(), "{hostile}");
        }
    }
}
