//! What a server can be told.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use headlight_corpus::Origin;

use crate::memory;

/// What a server can be told; [`Settings::new`] has a default for all but two of them.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen; port 0 takes any free one.
    pub listen: SocketAddr,
    /// The folder for what is kept: saved views, and files while they are imported. Made when it is first written to.
    pub data: PathBuf,
    /// The project's root, to serve `frontend/src` and `static` from disk instead of the embedded
    /// copies.
    pub assets: Option<PathBuf>,
    /// How many bytes of forward passes are kept in memory: an eighth for what classifiers said about
    /// texts, the rest for traces.
    pub cache_bytes: u64,
    /// Threads that run models, each with its own copy of every model it has used.
    pub workers: NonZeroUsize,
    /// How many bytes the weights of all models in memory may take, shared evenly among the workers.
    pub model_bytes: u64,
    /// After how long a model that nobody asks for leaves memory; the default model stays.
    pub model_idle: Duration,
    /// How long a model that did not load is left alone before it is tried again.
    pub load_retry: Duration,
    /// How many bytes a file may have that is imported.
    pub import_bytes: u64,
    /// Where WordNet's database files may lie: the first folder that has them is read when they are first
    /// needed.
    pub wordnet: Vec<PathBuf>,
    /// What opens the routes that change something (`Authorization: Bearer …`); without it, they are
    /// open to this machine only.
    pub token: Option<String>,
    /// Where known corpora come from, by their ids, unless from their homes.
    pub corpus_origins: BTreeMap<String, Origin>,
    /// How many bytes of the disk no index takes.
    pub disk_reserve: u64,
    /// How many interactive jobs may wait before a request is told that the server is busy.
    pub interactive_capacity: usize,
    /// How many bulk jobs may wait before a request is told that the server is busy.
    pub bulk_capacity: usize,
    /// How long a request may take.
    pub deadline: Duration,
}

impl Settings {
    /// The defaults for a server that listens at `listen` and keeps its data in `data`.
    pub fn new(listen: SocketAddr, data: PathBuf) -> Self {
        Self {
            listen,
            wordnet: vec![data.join("wordnet"), "/usr/share/wordnet".into()],
            data,
            assets: None,
            cache_bytes: 1 << 30,
            workers: NonZeroUsize::MIN,
            model_bytes: memory::half(),
            model_idle: Duration::from_mins(15),
            load_retry: Duration::from_secs(10),
            import_bytes: 2 << 30,
            token: None,
            corpus_origins: BTreeMap::new(),
            disk_reserve: 256 << 20,
            interactive_capacity: 256,
            bulk_capacity: 32,
            deadline: Duration::from_mins(2),
        }
    }

    /// Bytes for the scores of texts.
    pub(crate) fn score_bytes(&self) -> u64 {
        self.cache_bytes / 8
    }

    /// Bytes for traces.
    pub(crate) fn trace_bytes(&self) -> u64 {
        self.cache_bytes - self.score_bytes()
    }
}
