//! Saved views, in SQLite.
//!
//! The database is opened for each use and closed after it. That costs a millisecond where nobody
//! counts them, and in return a missing, dead or full disk never stops the start, is told by the
//! request that meets it, and is forgotten as soon as the disk is back.

mod state;

use std::path::PathBuf;
use std::time::Duration;

use serde_json::value::RawValue;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tokio::sync::Mutex;

pub(crate) use state::{State, ViewId};

/// Why a view could not be read or written; for the log only.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// The data folder cannot be made.
    #[error("the data folder cannot be made: {0}")]
    Folder(#[from] std::io::Error),
    /// The database fails.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// What was read is not what was written.
    #[error("a saved view is damaged: {0}")]
    Damaged(#[from] serde_json::Error),
}

/// Saved views.
pub(crate) struct Store {
    folder: PathBuf,
    /// One user at a time: nobody waits for the database's own locks.
    turn: Mutex<()>,
}

const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS views (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    saved_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT, WITHOUT ROWID";

impl Store {
    /// A store in this folder, which is made when it is first needed.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            turn: Mutex::new(()),
        }
    }

    /// Saves a state; the same state again gets the same id.
    pub(crate) async fn save(&self, state: &State) -> Result<ViewId, StoreError> {
        let _turn = self.turn.lock().await;
        let mut database = self.open().await?;
        let id = insert(&mut database, state).await?;
        database.close().await?;
        Ok(id)
    }

    /// The state with this id, as it was saved.
    pub(crate) async fn read(&self, id: &ViewId) -> Result<Option<Box<RawValue>>, StoreError> {
        let _turn = self.turn.lock().await;
        let mut database = self.open().await?;
        let state = select(&mut database, id).await?;
        database.close().await?;
        Ok(state.map(RawValue::from_string).transpose()?)
    }

    async fn open(&self) -> Result<SqliteConnection, StoreError> {
        std::fs::create_dir_all(&self.folder)?;
        let options = SqliteConnectOptions::new()
            .filename(self.folder.join("headlight.sqlite3"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            .disable_statement_logging();
        let mut database = options.connect().await?;
        sqlx::query(SCHEMA).execute(&mut database).await?;
        Ok(database)
    }
}

/// Takes the first id that is free or holds the same state already.
async fn insert(database: &mut SqliteConnection, state: &State) -> Result<ViewId, StoreError> {
    let mut attempt = 0;
    loop {
        let id = state.id(attempt);
        sqlx::query("INSERT INTO views (id, state) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(id.as_str())
            .bind(state.text())
            .execute(&mut *database)
            .await?;
        let kept = select(database, &id).await?;
        if kept.is_some_and(|kept| state.is_same(&kept)) {
            return Ok(id);
        }
        attempt += 1;
    }
}

async fn select(
    database: &mut SqliteConnection,
    id: &ViewId,
) -> Result<Option<String>, StoreError> {
    let query = sqlx::query_scalar("SELECT state FROM views WHERE id = ?").bind(id.as_str());
    Ok(query.fetch_optional(database).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(json: &str) -> State {
        State::parse(RawValue::from_string(json.to_owned()).unwrap()).unwrap()
    }

    #[tokio::test]
    async fn a_taken_id_is_left_to_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().to_owned());
        let (first, second) = (state(r#"{"a":1}"#), state(r#"{"b":2}"#));
        let mut database = store.open().await.unwrap();
        sqlx::query("INSERT INTO views (id, state) VALUES (?, ?)")
            .bind(second.id(0).as_str())
            .bind(first.text())
            .execute(&mut database)
            .await
            .unwrap();
        let id = store.save(&second).await.unwrap();
        assert_eq!(id, second.id(1));
        assert_eq!(store.save(&second).await.unwrap(), id);
        assert_eq!(store.read(&id).await.unwrap().unwrap().get(), second.text());
        let owned = store.read(&second.id(0)).await.unwrap().unwrap();
        assert_eq!(owned.get(), first.text());
    }
}
