//! Unigram (Kudo 2018): the most probable way to cut a word into pieces, found by Viterbi's algorithm.
//!
//! `rust_tokenizers` is not used here: it forgets the score of everything before an unknown character,
//! takes the first piece for the unknown one whatever the file says, and finds control pieces in texts.

use std::collections::HashMap;
use std::ops::Range;

use headlight_core::TokenId;

use crate::sentencepiece::{Role, SpPiece};

/// How much less an unknown character scores than the rarest piece, as in SentencePiece.
const UNKNOWN_PENALTY: f64 = 10.0;

/// The pieces and their log-probabilities, by their characters.
#[derive(Debug)]
pub(crate) struct Unigram {
    /// From a node and a character to the next node. The root is node 0.
    edges: HashMap<(u32, char), u32>,
    /// The piece that ends at each node.
    ends: Vec<Option<(TokenId, f64)>>,
    unknown: TokenId,
    unknown_score: f64,
}

/// The best way to get to a place.
#[derive(Clone, Copy, Debug)]
struct Step {
    score: f64,
    from: usize,
    id: TokenId,
}

impl Unigram {
    /// Takes the pieces of a file; `unknown` stands for characters that none of them holds.
    pub(crate) fn new(pieces: &[SpPiece], unknown: TokenId) -> Self {
        let scores = pieces.iter().map(score);
        let mut unigram = Self {
            edges: HashMap::new(),
            ends: vec![None],
            unknown,
            unknown_score: scores.fold(0.0, f64::min) - UNKNOWN_PENALTY,
        };
        for (id, piece) in (0..).map(TokenId).zip(pieces) {
            if piece.role == Role::Text && !piece.entry.is_empty() {
                unigram.insert(id, piece);
            }
        }
        unigram
    }

    fn insert(&mut self, id: TokenId, piece: &SpPiece) {
        let mut node = 0;
        for c in piece.entry.chars() {
            let next = self.ends.len() as u32;
            node = *self.edges.entry((node, c)).or_insert(next);
            if node == next {
                self.ends.push(None);
            }
        }
        self.ends[node as usize] = Some((id, score(piece)));
    }

    /// The pieces of a word and the symbols that they hold; unknown neighbours are one.
    pub(crate) fn pieces(&self, word: &[char]) -> Vec<(TokenId, Range<usize>)> {
        let best = self.best(word);
        let mut pieces: Vec<(TokenId, Range<usize>)> = Vec::new();
        let mut end = word.len();
        while let Some(step) = best[end] {
            match pieces.last_mut() {
                Some((id, run)) if step.id == self.unknown && *id == self.unknown => {
                    run.start = step.from;
                }
                _ => pieces.push((step.id, step.from..end)),
            }
            end = step.from;
        }
        pieces.reverse();
        pieces
    }

    /// The best last step to each place of a word; none to its start.
    fn best(&self, word: &[char]) -> Vec<Option<Step>> {
        let mut best: Vec<Option<Step>> = vec![None; word.len() + 1];
        for from in 0..word.len() {
            let before = best[from].map_or(0.0, |step| step.score);
            let mut reach = |to: usize, id, score| {
                let score = before + score;
                if best[to].is_none_or(|step| score > step.score) {
                    best[to] = Some(Step { score, from, id });
                }
            };
            let mut single = false;
            let mut node = 0;
            for (to, c) in (from + 1..).zip(&word[from..]) {
                let Some(next) = self.edges.get(&(node, *c)) else {
                    break;
                };
                node = *next;
                if let Some((id, score)) = self.ends[node as usize] {
                    single |= to == from + 1;
                    reach(to, id, score);
                }
            }
            if !single {
                reach(from + 1, self.unknown, self.unknown_score);
            }
        }
        best
    }
}

/// ALBERT keeps a comma after a digit apart; Hugging Face makes such pieces improbable.
fn score(piece: &SpPiece) -> f64 {
    let mut last = piece.entry.chars().rev();
    let joined = last.next() == Some(',') && last.next().is_some_and(char::is_numeric);
    f64::from(piece.score) - if joined { 100.0 } else { 0.0 }
}
