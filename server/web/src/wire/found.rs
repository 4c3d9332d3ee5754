//! What a search of a corpus found.

use headlight_corpus::summary::Bar as Counted;
use headlight_corpus::{Corpus, SentenceRef};
use serde::Serialize;
use utoipa::ToSchema;

/// A place that was found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Hit {
    /// The cosine, or the mean cosine over the chosen heads.
    pub score: f32,
    /// The sentence.
    pub sentence: FoundSentence,
    /// The matched word, as a place in `tokens`; null for what stands between words.
    #[schema(required)]
    pub word: Option<usize>,
    /// The words of the sentence with their annotation.
    pub tokens: Vec<CorpusWord>,
    /// For each word its share of the matched token's attention at this layer, mean over the chosen
    /// heads; what is missing to 1 goes to added specials. Empty at layer 0.
    pub attention_to: Vec<f32>,
    /// The word with the largest share; null at layer 0.
    #[schema(required)]
    pub attended: Option<usize>,
}

/// A sentence of a corpus.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoundSentence {
    /// Its name in the source.
    pub id: String,
    /// The document that it stands in.
    #[schema(required)]
    pub document: Option<String>,
    /// The text.
    pub text: String,
}

/// A word of a corpus; what the annotation does not say is null.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CorpusWord {
    /// The word.
    pub form: String,
    /// The dictionary's form.
    #[schema(required)]
    pub lemma: Option<String>,
    /// The part of speech of Universal Dependencies.
    #[schema(required)]
    pub upos: Option<String>,
    /// The source's own tag.
    #[schema(required)]
    pub xpos: Option<String>,
    /// Features, separated by `|`.
    #[schema(required)]
    pub feats: Option<String>,
    /// The word that it depends on, counted from 1; 0 for the root.
    #[schema(required)]
    pub head: Option<u32>,
    /// The relation to it.
    #[schema(required)]
    pub deprel: Option<String>,
    /// Where it begins in the text, in UTF-16 code units.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
}

/// How often a label is met among what was found, beside how often it is in the corpus.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Bar {
    /// The label.
    label: String,
    /// How many bear it.
    count: u64,
    /// Their share of those that bear any.
    share: f64,
    /// The lower end of the share's 95 % interval (Wilson).
    low: f64,
    /// The upper end.
    high: f64,
    /// The share in the corpus, of what the filter lets through.
    base_rate: f64,
    /// How many times the base rate the share is.
    lift: f64,
    /// Whether it is more or less than chance: hypergeometric test, false discovery rate 5 % within the
    /// list (Benjamini and Hochberg).
    significant: bool,
}

impl From<Counted> for Bar {
    fn from(bar: Counted) -> Self {
        Self {
            label: bar.label,
            count: bar.count,
            share: bar.share,
            low: bar.low,
            high: bar.high,
            base_rate: bar.base_rate,
            lift: bar.lift,
            significant: bar.significant,
        }
    }
}

impl FoundSentence {
    /// A sentence as it is shown.
    pub(crate) fn of(sentence: &SentenceRef<'_>) -> Self {
        Self {
            id: sentence.id.to_owned(),
            document: sentence.document.map(str::to_owned),
            text: sentence.text.to_owned(),
        }
    }
}

impl CorpusWord {
    /// The words of a sentence.
    pub(crate) fn all(corpus: &Corpus, sentence: &SentenceRef<'_>) -> Vec<Self> {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let words = sentence.words.clone().map(|at| corpus.word(at));
        words
            .map(|word| Self {
                form: word.form.to_owned(),
                lemma: own(word.lemma),
                upos: own(word.upos),
                xpos: own(word.xpos),
                feats: own(word.feats),
                head: word.head,
                deprel: own(word.deprel),
                start: word.span.start,
                end: word.span.end,
            })
            .collect()
    }
}
