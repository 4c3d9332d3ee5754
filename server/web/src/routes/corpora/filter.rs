//! Which words of a corpus may be found.

use headlight_core::Bitmap;
use headlight_corpus::{Corpus, Label};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::corpora::Opened;

/// Which words may be found; all conditions hold at once. Words and dictionary forms are compared
/// without regard to case.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Filter {
    /// The part of speech of Universal Dependencies.
    upos: Option<String>,
    /// The relation to the head.
    deprel: Option<String>,
    /// The word.
    form: Option<String>,
    /// The dictionary's form.
    lemma: Option<String>,
    /// Not this word.
    not_form: Option<String>,
    /// Only the nearest of each sentence; true when left out.
    one_per_sentence: Option<bool>,
}

impl Filter {
    /// Whether of each sentence only the nearest is wanted.
    pub(super) fn one_per_sentence(&self) -> bool {
        self.one_per_sentence.unwrap_or(true)
    }

    /// The tokens that may be found; none where all may.
    pub(super) fn allowed(&self, opened: &Opened) -> Option<Bitmap> {
        let corpus = &opened.corpus;
        let same = |wanted: &Option<String>| wanted.as_ref().map(|w| Strings::same(corpus, w));
        let alike = |wanted: &Option<String>| wanted.as_ref().map(|w| Strings::alike(corpus, w));
        let (upos, deprel) = (same(&self.upos), same(&self.deprel));
        let (form, lemma) = (alike(&self.form), alike(&self.lemma));
        let not_form = alike(&self.not_form);
        let conditions = [&upos, &deprel, &form, &lemma, &not_form];
        if conditions.iter().all(|condition| condition.is_none()) {
            return None;
        }
        let label = |wanted: &Option<Strings>, label, word| {
            wanted
                .as_ref()
                .is_none_or(|w| w.has(corpus.label(label, word)))
        };
        let fits = |word: usize| {
            let written = corpus.form(word);
            label(&upos, Label::Upos, word)
                && label(&deprel, Label::Deprel, word)
                && label(&lemma, Label::Lemma, word)
                && form.as_ref().is_none_or(|form| form.has(written))
                && not_form.as_ref().is_none_or(|not| !not.has(written))
        };
        let tokens = opened.index.tokens();
        let allowed = |token: usize| tokens.word(token).is_some_and(fits);
        Some(Bitmap::of(tokens.len(), allowed))
    }
}

/// Strings of a corpus by their numbers.
struct Strings(Bitmap);

impl Strings {
    fn same(corpus: &Corpus, wanted: &str) -> Self {
        Self::of(corpus, |text| text == wanted)
    }

    fn alike(corpus: &Corpus, wanted: &str) -> Self {
        let wanted = wanted.to_lowercase();
        Self::of(corpus, |text| text.to_lowercase() == wanted)
    }

    fn of(corpus: &Corpus, fits: impl Fn(&str) -> bool) -> Self {
        let number = |number: usize| number != 0 && fits(corpus.string(number as u32));
        Self(Bitmap::of(corpus.strings(), number))
    }

    fn has(&self, number: u32) -> bool {
        self.0.has(number as usize)
    }
}
