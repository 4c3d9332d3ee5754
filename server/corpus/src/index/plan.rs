//! What a build will do: every sentence as the model reads it, cut into chunks and batches that are
//! the same each time.

use std::ops::Range;

use headlight_core::{Sequence, Text, TokenId, TokenLimit, Tokenizer};

use super::tokens::{Tokens, align};
use crate::store::Corpus;

/// Tokens of a chunk: what lies between two entries of the journal.
const CHUNK_TOKENS: usize = 8192;

/// Sentences as sequences, and their tokens.
pub struct Plan {
    ids: Vec<u32>,
    segments: Vec<u8>,
    ends: Vec<usize>,
    tokens: Tokens,
}

impl Plan {
    /// Tokenises a corpus; `heard` is told after each sentence how many are done, and may end it.
    pub fn make(
        corpus: &Corpus,
        tokenizer: &dyn Tokenizer,
        limit: TokenLimit,
        mut heard: impl FnMut(usize) -> bool,
    ) -> Option<Self> {
        let mut plan = Self {
            ids: Vec::new(),
            segments: Vec::new(),
            ends: Vec::with_capacity(corpus.sentences()),
            tokens: Tokens::default(),
        };
        for number in 0..corpus.sentences() {
            let sentence = corpus.sentence(number);
            // Readers let no other text in.
            if let Ok(text) = Text::parse(sentence.text.to_owned()) {
                let encoding = tokenizer.encode(&text, None, limit);
                plan.ids
                    .extend(encoding.tokens.iter().map(|token| token.id.0));
                plan.segments.extend(&encoding.segments);
                plan.tokens
                    .add(number, &align(corpus, &sentence, &encoding));
            }
            plan.ends.push(plan.ids.len());
            if !heard(number + 1) {
                return None;
            }
        }
        Some(plan)
    }

    /// Whose vectors there will be.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// Sentences in all.
    pub fn sentences(&self) -> usize {
        self.ends.len()
    }

    fn range(&self, sentence: usize) -> Range<usize> {
        let start = sentence
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        start..self.ends[sentence]
    }

    /// What the model reads of a sentence.
    pub fn sequence(&self, sentence: usize) -> Sequence {
        let range = self.range(sentence);
        let ids = self.ids[range.clone()].iter().map(|id| TokenId(*id));
        Sequence::new(ids.collect(), self.segments[range].to_vec(), Vec::new())
    }

    /// The chunk that begins with a sentence.
    pub(super) fn chunk(&self, first: usize) -> Range<usize> {
        let start = self.range(first).start;
        let within = |end: &usize| *end - start <= CHUNK_TOKENS;
        let more = self.ends[first..]
            .iter()
            .take_while(|end| within(end))
            .count();
        first..first + more.max(1)
    }

    /// A chunk's sentences in batches of about `most` padded tokens, the longest first; sentences
    /// without a token are left out.
    pub(super) fn batches(&self, chunk: Range<usize>, most: usize) -> Vec<Vec<usize>> {
        let mut order: Vec<usize> = chunk.filter(|at| !self.range(*at).is_empty()).collect();
        order.sort_by_key(|sentence| std::cmp::Reverse(self.range(*sentence).len()));
        let mut batches: Vec<Vec<usize>> = Vec::new();
        for sentence in order {
            match batches.last_mut() {
                Some(batch) if (batch.len() + 1) * self.range(batch[0]).len() <= most => {
                    batch.push(sentence);
                }
                _ => batches.push(vec![sentence]),
            }
        }
        batches
    }
}
