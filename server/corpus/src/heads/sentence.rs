//! A sentence as heads are measured on it.

/// A relation of a corpus, as a place in its list of relations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relation(pub u16);

/// What is found on one half of the documents is reported on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Half {
    /// Where heads are chosen.
    Found,
    /// Where it is counted what they are worth.
    Reported,
}

/// A word, and the word that it depends on; both counted from 0 within the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// The word.
    pub dependent: usize,
    /// Its syntactic head.
    pub head: usize,
    /// What it is to it.
    pub relation: Relation,
}

/// A sentence, its tokens and its words.
#[derive(Clone, Copy, Debug)]
pub struct Surveyed<'a> {
    /// For each token the word that it belongs to, ascending; none for added specials and for what stands between
    /// words.
    pub words: &'a [Option<usize>],
    /// For each token whether the tokenizer added it.
    pub special: &'a [bool],
    /// For each word whether it is punctuation.
    pub punctuation: &'a [bool],
    /// For each word a number that equal words share.
    pub lexemes: &'a [u32],
    /// Which word depends on which; the root has none.
    pub arcs: &'a [Arc],
    /// Which half of the documents it stands in.
    pub half: Half,
}

impl Surveyed<'_> {
    /// Number of tokens.
    pub fn tokens(&self) -> usize {
        self.words.len()
    }

    /// One head's attention from word to word, `[words, words]`: the sum over a word's key tokens, the mean over its query
    /// tokens; what goes to and from other tokens is left out. `head` is row-major `[tokens, tokens]`.
    pub(super) fn by_words(&self, head: &[u16], into: &mut Vec<f32>) {
        let count = self.punctuation.len();
        into.clear();
        into.resize(count * count, 0.0);
        let mut queries = vec![0.0_f32; count];
        for (row, from) in head.chunks_exact(self.tokens()).zip(self.words) {
            let Some(from) = *from else { continue };
            queries[from] += 1.0;
            let sums = &mut into[from * count..][..count];
            for (weight, to) in row.iter().zip(self.words) {
                if let Some(to) = *to {
                    sums[to] += f32::from(*weight);
                }
            }
        }
        for (sums, queries) in into.chunks_exact_mut(count.max(1)).zip(queries) {
            let scale = queries.max(1.0) * 65_535.0;
            for sum in sums {
                *sum /= scale;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_tokens_are_summed_and_query_tokens_averaged() {
        let half = 32_768;
        let sentence = Surveyed {
            words: &[None, Some(0), Some(0), Some(1)],
            special: &[true, false, false, false],
            punctuation: &[false, false],
            lexemes: &[0, 1],
            arcs: &[],
            half: Half::Found,
        };
        #[rustfmt::skip]
        let head = [
            65_535, 0, 0, 0,
            0, half, half, 0,
            half, 0, 0, half,
            0, half, half, 0,
        ];
        let mut words = Vec::new();
        sentence.by_words(&head, &mut words);
        let expected = [0.5, 0.25, 1.0, 0.0];
        for (word, expected) in words.iter().zip(expected) {
            assert!((word - expected).abs() < 1e-4, "{words:?}");
        }
    }
}
