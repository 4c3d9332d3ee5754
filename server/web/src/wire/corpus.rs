//! Corpora, as the list shows them.

use serde::Serialize;
use utoipa::ToSchema;

/// A corpus that is there or could be.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CorpusEntry {
    /// Its name in addresses.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// The language, in English; null where it is not known.
    #[schema(required)]
    pub language: Option<String>,
    /// Number of sentences.
    pub sentences: u64,
    /// Number of words.
    pub words: u64,
    /// Where the annotation comes from.
    pub annotation: String,
    /// The licence of the text; null where it is not known.
    #[schema(required)]
    pub license: Option<String>,
    /// Where the text comes from.
    pub source: String,
    /// What its words bear: some of `lemma`, `upos`, `xpos`, `feats`, `deprel`; none before it is there.
    pub labels: Vec<&'static str>,
    /// Whether it is on this machine.
    pub state: CorpusState,
    /// Bytes to fetch; null when it is there.
    #[schema(required)]
    pub download: Option<u64>,
    /// The SHA-256 of its sentences and words; null before it is there.
    #[schema(required)]
    pub checksum: Option<String>,
    /// Why it could not be fetched the last time.
    #[schema(required)]
    pub error: Option<String>,
    /// What each model has made of it, or could.
    pub builds: Vec<Build>,
}

/// Whether a corpus is on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CorpusState {
    /// It can be fetched.
    Absent,
    /// It is being fetched.
    Getting,
    /// It is there.
    Ready,
}

/// What a model has made of a corpus, or could.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Build {
    /// The model.
    pub model: String,
    /// How far it has come.
    pub state: BuildState,
    /// The layers that can be searched; all become ready at once.
    pub layers_ready: Vec<u16>,
    /// Bytes that the index takes, or about so many where it was not begun.
    pub bytes: u64,
    /// Tokens in it, or about so many where it was not begun.
    pub tokens: u64,
    /// About how many seconds a build takes; null when it is ready.
    #[schema(required)]
    pub seconds: Option<f64>,
    /// Why it does not serve.
    #[schema(required)]
    pub error: Option<String>,
    /// Whether its heads are measured on it.
    pub heads: PartState,
    /// Whether probes are trained on it.
    pub probes: PartState,
}

/// Whether something is there that is made of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum PartState {
    /// It is not.
    Absent,
    /// It is being made.
    Making,
    /// It is.
    Ready,
}

/// How far an index has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum BuildState {
    /// It was not begun.
    Absent,
    /// It is being built.
    Building,
    /// It was begun and can be gone on with.
    Stopped,
    /// It can be searched.
    Ready,
    /// It was built with something else.
    Mismatch,
    /// It went wrong.
    Failed,
}
