//! A file that is sent, on its way to the disk.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use axum::extract::multipart::Field;
use tempfile::TempPath;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::form::{broken, in_time};
use crate::app::App;
use crate::error::ApiError;

/// A file in the data folder, which is deleted with this.
pub(super) struct Upload {
    path: TempPath,
    name: String,
}

/// What lies here longer was left behind by a server that was killed.
const FORGOTTEN: Duration = Duration::from_hours(24);

impl Upload {
    /// Writes a field to disk as it comes, never more than a piece of it in memory.
    pub(super) async fn receive(app: &App, mut field: Field<'_>) -> Result<Self, ApiError> {
        let name = plain(field.file_name().unwrap_or_default());
        let (mut file, path) = create(&app.uploads, &name).map_err(|error| unwritable(&error))?;
        while let Some(piece) = in_time(app, field.chunk())
            .await?
            .map_err(|e| broken(app, &e))?
        {
            let written = file.write_all(&piece).await;
            written.map_err(|error| unwritable(&error))?;
        }
        file.flush().await.map_err(|error| unwritable(&error))?;
        Ok(Self { path, name })
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What its owner calls it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

fn create(folder: &Path, name: &str) -> io::Result<(File, TempPath)> {
    fs::create_dir_all(folder)?;
    sweep(folder);
    let ending = Path::new(name).extension().unwrap_or_default();
    let ending = ending.to_string_lossy();
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).collect();
    let file = tempfile::Builder::new()
        .prefix("upload-")
        .suffix(&format!(".{ending:.16}"))
        .tempfile_in(folder)?;
    let (file, path) = file.into_parts();
    Ok((File::from_std(file), path))
}

fn sweep(folder: &Path) {
    let forgotten = |entry: &fs::DirEntry| {
        let modified = entry.metadata().and_then(|about| about.modified());
        modified.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > FORGOTTEN))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(forgotten) {
        // What cannot be deleted now is tried again the next time.
        let _ = fs::remove_file(entry.path());
    }
}

/// The last part of a path of any system, fit for a sentence.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let letters = last.chars().filter(|letter| !letter.is_control());
    let name: String = letters.take(100).collect();
    if name.is_empty() {
        "the file".to_owned()
    } else {
        name
    }
}

fn unwritable(error: &io::Error) -> ApiError {
    let detail = "The file cannot be written to the server's disk right now; perhaps it is full.";
    ApiError::storage(detail, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_path() {
        for (sent, kept) in [
            ("a.pt", "a.pt"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\me\\b.bin", "b.bin"),
            ("a\n\u{7}b", "ab"),
            ("", "the file"),
            ("x/", "the file"),
        ] {
            assert_eq!(plain(sent), kept);
        }
    }

    #[test]
    fn what_was_forgotten_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        fs::write(&new, "").unwrap();
        let file = fs::File::create(&old).unwrap();
        let then = std::time::SystemTime::now() - FORGOTTEN * 2;
        file.set_modified(then).unwrap();
        sweep(folder.path());
        assert!(new.exists() && !old.exists());
    }
}
