//! A corpus without order and a model that makes vectors of it by a formula.

use std::path::Path;

use headlight_core::{
    Encoding, HiddenLayer, Layer, ModelId, ModelInfo, Sequence, Side, Task, Text, Token, TokenId,
    TokenLimit, TokenSpan, Tokenizer, Trace, TraceShape, Utf16Map,
};
use headlight_corpus::index::{Builder, Identity, Plan, Prepared, Shape};
use headlight_corpus::read::{Split, plain};
use headlight_corpus::{About, Corpus, CorpusId, Library};

pub(crate) const LAYERS: u16 = 2;
pub(crate) const HEADS: u16 = 3;
pub(crate) const HIDDEN: usize = 3 * 20;

/// Numbers without order.
pub(crate) struct Numbers(pub u64);

impl Numbers {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn float(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1 << 24) as f32 - 0.5
    }
}

/// Words are tokens, and there is a special at both ends.
pub(crate) struct Words;

impl Tokenizer for Words {
    fn encode(&self, text: &Text, _pair: Option<&Text>, limit: TokenLimit) -> Encoding {
        let map = Utf16Map::new(text.as_str());
        let special = |id| Token {
            id: TokenId(id),
            piece: "[X]".into(),
            text: "[X]".into(),
            span: None,
            word: None,
        };
        let mut tokens = vec![special(0)];
        for word in text.as_str().split(' ').take(limit.0 as usize) {
            let start = word.as_ptr() as usize - text.as_str().as_ptr() as usize;
            let at = map.span_of_bytes(start, start + word.len());
            tokens.push(Token {
                id: TokenId(word.bytes().map(u32::from).sum()),
                piece: word.into(),
                text: word.into(),
                span: Some(TokenSpan { side: Side::A, at }),
                word: None,
            });
        }
        tokens.push(special(1));
        Encoding {
            segments: vec![0; tokens.len()],
            words: Vec::new(),
            truncated: None,
            tokens,
        }
    }

    fn piece(&self, _id: TokenId) -> Option<String> {
        None
    }

    fn id(&self, _piece: &str) -> Option<TokenId> {
        None
    }

    fn pieces_of(&self, _text: &Text) -> Vec<String> {
        Vec::new()
    }

    fn mask(&self) -> Option<TokenId> {
        None
    }

    fn takes_pairs(&self) -> bool {
        false
    }

    fn vocab_size(&self) -> u32 {
        1
    }
}

pub(crate) fn info() -> ModelInfo {
    ModelInfo {
        id: ModelId::parse("made").unwrap(),
        name: "made".into(),
        architecture: "made".into(),
        task: Task::Encoder,
        layers: LAYERS,
        heads: HEADS,
        hidden_size: HIDDEN as u32,
        max_tokens: 512,
        vocab_size: 1,
        parameters: u64::MAX / 4,
        labels: Vec::new(),
        license: None,
    }
}

/// What the model makes of a sequence: vectors that follow from the token, the one before it and the
/// point; a mean that is not zero.
pub(crate) fn trace(sequence: &Sequence) -> Trace {
    let shape = TraceShape {
        layers: LAYERS,
        heads: HEADS,
        tokens: sequence.len(),
        hidden_size: HIDDEN,
    };
    let rows = |points: std::ops::Range<u64>| {
        let mut all = Vec::new();
        for point in points {
            for (at, id) in sequence.ids().iter().enumerate() {
                let before = at
                    .checked_sub(1)
                    .map_or(0, |before| sequence.ids()[before].0);
                let seed = (u64::from(id.0) << 32 | u64::from(before) << 8 | point) * 2 + 1;
                let mut numbers = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
                all.extend((0..HIDDEN).map(|_| numbers.float() + 0.2));
            }
        }
        all
    };
    let (hidden, contexts) = (rows(0..3), rows(10..12));
    Trace::new(shape, hidden, None, Some(contexts))
}

/// Sentences without order in a library.
pub(crate) fn corpus(data: &Path, sentences: usize) -> (CorpusId, Corpus) {
    let mut numbers = Numbers(7);
    let mut text = String::new();
    for _ in 0..sentences {
        let words = 1 + numbers.next() % 30;
        for _ in 0..words {
            text += ["a", "bee", "sea", "deer", "eel", "effort"][(numbers.next() % 6) as usize];
            text.push(' ');
        }
        text.push('\n');
    }
    let about = About {
        name: "made".into(),
        language: None,
        annotation: "none".into(),
        license: None,
        source: "a test".into(),
    };
    let id = CorpusId::parse("made").unwrap();
    let library = Library::new(data);
    let source = plain(text.as_bytes(), Split::Lines);
    library.add(&id, about, source, |_| true).unwrap();
    let corpus = Corpus::open(&library.folder(&id)).unwrap();
    (id, corpus)
}

pub(crate) fn identity(weights: &str) -> Identity {
    Identity {
        corpus: "text".into(),
        model: "made".into(),
        weights: weights.into(),
        tokenizer: "words".into(),
    }
}

/// A build that is about to begin, or to go on.
pub(crate) fn begin(corpus: &Corpus, folder: &Path, weights: &str) -> Builder {
    let plan = Plan::make(corpus, &Words, TokenLimit(512), |_| true).unwrap();
    let shape = Shape::new(&info(), plan.tokens().len());
    let prepared = Prepared::new(plan, identity(weights), shape, info().parameters);
    prepared.begin(folder).unwrap()
}

/// Goes on with a build for so many batches, or to its end; true when it has come to its end.
pub(crate) fn go_on(builder: &mut Builder, batches: usize) -> bool {
    for _ in 0..batches {
        let Some(batch) = builder.next() else {
            return true;
        };
        let traces: Vec<Trace> = batch.iter().map(trace).collect();
        builder.take(&traces).unwrap();
    }
    builder.next().is_none()
}

/// All points that can be searched, and how many numbers they compare.
pub(crate) fn points() -> (Vec<HiddenLayer>, Vec<Layer>) {
    (
        HiddenLayer::all(LAYERS).collect(),
        Layer::all(LAYERS).collect(),
    )
}
