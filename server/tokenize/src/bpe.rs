//! Byte-level BPE (Sennrich et al. 2016, Radford et al. 2019), for RoBERTa and GPT-2.
//!
//! `rust_tokenizers` is not used here. It searches all pairs again after every merge: one word of 32,768
//! letters takes it a second with 943 merges, and more with more, where this takes 3 ms. It keeps every
//! word it has ever seen, trims white space that is a piece of its own, and counts the space before a
//! word as part of it. What would be left of it is the list of merges. With a queue of pairs there is no
//! need of a cache, so there is none to grow.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use headlight_core::TokenId;

use crate::TokenizeError;
use crate::vocabulary::Vocabulary;

/// A pair of neighbours and what they become.
type Merges = HashMap<(TokenId, TokenId), Merge>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Merge {
    /// The lowest is done first.
    rank: usize,
    becomes: TokenId,
}

/// The entries of single bytes and the merges that join them.
#[derive(Debug)]
pub(crate) struct Bpe {
    bytes: [Option<TokenId>; 256],
    merges: Merges,
}

/// A run of bytes that is an entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Symbol {
    pub(crate) id: TokenId,
    pub(crate) start: usize,
    /// Equal to `start` once the symbol has become part of the one before it.
    pub(crate) end: usize,
    before: Option<usize>,
    after: Option<usize>,
}

impl Bpe {
    /// Takes the merges of `merges.txt`, one a line.
    ///
    /// # Errors
    /// When a line does not join two entries to a third.
    pub(crate) fn new(vocabulary: &Vocabulary, merges: &str) -> Result<Self, TokenizeError> {
        let lines = (1..).zip(merges.lines());
        let lines = lines.filter(|(_, line)| !line.starts_with("#version") && !line.is_empty());
        let merges = lines.enumerate().map(|(rank, (number, line))| {
            let merge = merge(vocabulary, line, rank);
            merge.ok_or(TokenizeError::Merge { line: number })
        });
        let letters = letters();
        Ok(Self {
            bytes: letters.map(|letter| vocabulary.id(letter.encode_utf8(&mut [0; 4]))),
            merges: merges.collect::<Result<_, _>>()?,
        })
    }

    /// The symbols of a word. A byte that the vocabulary does not have is left out.
    pub(crate) fn symbols(&self, word: &[u8]) -> Vec<Symbol> {
        let mut symbols = self.single(word);
        let mut queue: BinaryHeap<_> = (0..symbols.len())
            .filter_map(|left| self.candidate(&symbols, left))
            .collect();
        while let Some(Reverse((merge, left))) = queue.pop() {
            // What the queue holds may have been overtaken by another merge.
            if self.merge_at(&symbols, left).map(|now| now.becomes) == Some(merge.becomes) {
                join(&mut symbols, left, merge.becomes);
                let before = symbols[left].before;
                let changed = before.into_iter().chain([left]);
                queue.extend(changed.filter_map(|left| self.candidate(&symbols, left)));
            }
        }
        symbols.retain(|symbol| symbol.start < symbol.end);
        symbols
    }

    fn single(&self, word: &[u8]) -> Vec<Symbol> {
        let known = (0..).zip(word).filter_map(|(start, byte)| {
            let id = self.bytes[usize::from(*byte)]?;
            Some((id, start))
        });
        let mut symbols: Vec<_> = known
            .enumerate()
            .map(|(place, (id, start))| Symbol {
                id,
                start,
                end: start + 1,
                before: place.checked_sub(1),
                after: Some(place + 1),
            })
            .collect();
        if let Some(last) = symbols.last_mut() {
            last.after = None;
        }
        symbols
    }

    fn candidate(&self, symbols: &[Symbol], left: usize) -> Option<Reverse<(Merge, usize)>> {
        Some(Reverse((self.merge_at(symbols, left)?, left)))
    }

    /// What a symbol and the next one become.
    fn merge_at(&self, symbols: &[Symbol], left: usize) -> Option<Merge> {
        let symbol = symbols[left];
        let next = symbols[symbol.after.filter(|_| symbol.start < symbol.end)?];
        self.merges.get(&(symbol.id, next.id)).copied()
    }
}

/// Makes a symbol and the next one one.
fn join(symbols: &mut [Symbol], left: usize, becomes: TokenId) {
    let Some(right) = symbols[left].after else {
        return;
    };
    let after = symbols[right].after;
    symbols[left] = Symbol {
        id: becomes,
        end: symbols[right].end,
        after,
        ..symbols[left]
    };
    symbols[right].end = symbols[right].start;
    if let Some(after) = after {
        symbols[after].before = Some(left);
    }
}

fn merge(vocabulary: &Vocabulary, line: &str, rank: usize) -> Option<((TokenId, TokenId), Merge)> {
    let (left, right) = line.trim_end().split_once(' ')?;
    let becomes = vocabulary.id(&format!("{left}{right}"))?;
    let pair = (vocabulary.id(left)?, vocabulary.id(right)?);
    Some((pair, Merge { rank, becomes }))
}

/// How GPT-2 writes bytes: those that can be read as themselves, the others from U+0100 on. A space
/// is `Ġ`.
fn letters() -> [char; 256] {
    let mut others = '\u{100}'..;
    std::array::from_fn(|byte| match byte as u8 {
        byte @ (b'!'..=b'~' | 0xa1..=0xac | 0xae..) => char::from(byte),
        _ => others.next().unwrap_or_default(),
    })
}
