//! What readers give: sentences with their words.

use headlight_core::Utf16Span;

/// A sentence of a corpus, as its source has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its name in the source, or its place there.
    pub id: String,
    /// The document that it stands in, where the source names one.
    pub document: Option<String>,
    /// The text.
    pub text: String,
    /// Its words in order.
    pub words: Vec<Word>,
}

/// A word with its annotation; what the source does not say is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word as it stands in the annotation; for parts of a contraction not always as in the text.
    pub form: String,
    /// The dictionary's form.
    pub lemma: Option<String>,
    /// The part of speech of Universal Dependencies.
    pub upos: Option<String>,
    /// The part of speech in the source's own tags.
    pub xpos: Option<String>,
    /// `Name=Value` pairs, separated by `|`.
    pub feats: Option<String>,
    /// The word that it depends on, counted from 1; 0 for the root.
    pub head: Option<u32>,
    /// The relation to that word.
    pub deprel: Option<String>,
    /// Where it stands in the text; parts of a contraction may share a span.
    pub span: Utf16Span,
}

impl Word {
    /// A word without annotation.
    pub(crate) fn plain(form: &str, span: Utf16Span) -> Self {
        Self {
            form: form.to_owned(),
            lemma: None,
            upos: None,
            xpos: None,
            feats: None,
            head: None,
            deprel: None,
            span,
        }
    }
}
