//! How often a head's strongest attention leads from a word to its syntactic head.

use serde::{Deserialize, Serialize};

use super::{Half, Relation, Surveyed};
use crate::summary::wilson;

/// The places relative to a word that a rule without any attention would name: that of the best one is the baseline.
pub const OFFSETS: [isize; 6] = [-3, -2, -1, 1, 2, 3];

/// Which way attention is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// The word that a word looks at most is said to be its head.
    FromDependent,
    /// The word that looks at it most is.
    FromHead,
}

impl Seen {
    /// Both.
    pub const ALL: [Self; 2] = [Self::FromDependent, Self::FromHead];
}

/// Counts for one half of the documents.
#[derive(Clone, Debug, Default)]
struct Counts {
    /// Words of each relation that have another word to look at.
    words: Vec<u64>,
    /// `[relations][offsets]`: how often the head stands there.
    offsets: Vec<[u64; OFFSETS.len()]>,
    /// `[heads of all layers][ways][relations]`: how often it was found.
    hits: Vec<[Vec<u64>; 2]>,
}

/// What was counted of all heads and relations.
#[derive(Clone, Debug)]
pub struct Syntax {
    halves: [Counts; 2],
}

/// What one head does for one relation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The head's place among those of all layers.
    #[serde(skip)]
    pub head: usize,
    /// Which way it was read.
    pub seen: Seen,
    /// How often it found the word.
    pub hits: u64,
    /// Of so many.
    pub words: u64,
    /// That share, and its 95 % interval.
    pub share: f64,
    /// The interval's lower end.
    pub low: f64,
    /// The interval's upper end.
    pub high: f64,
    /// The offset that finds it most often on the half where heads are chosen.
    pub offset: isize,
    /// How often that offset does, as a share of the same words.
    pub baseline: f64,
}

impl Finding {
    /// Whether the head does better than the best fixed offset by more than chance.
    pub fn beats_baseline(&self) -> bool {
        self.words > 0 && self.low > self.baseline
    }
}

impl Syntax {
    /// Nothing counted yet.
    pub fn new(heads: usize, relations: usize) -> Self {
        let counts = || Counts {
            words: vec![0; relations],
            offsets: vec![[0; OFFSETS.len()]; relations],
            hits: vec![[vec![0; relations], vec![0; relations]]; heads],
        };
        Self {
            halves: [counts(), counts()],
        }
    }

    /// Counts a sentence's words and where their heads stand; once for each sentence.
    pub(super) fn add_words(&mut self, sentence: &Surveyed<'_>) {
        let counts = &mut self.halves[sentence.half as usize];
        for arc in sentence.arcs {
            let relation = usize::from(arc.relation.0);
            counts.words[relation] += 1;
            let offset = arc.head as isize - arc.dependent as isize;
            if let Some(place) = OFFSETS.iter().position(|other| *other == offset) {
                counts.offsets[relation][place] += 1;
            }
        }
    }

    /// Counts what one head finds in a sentence, by its attention from word to word.
    pub(super) fn add_head(&mut self, head: usize, sentence: &Surveyed<'_>, attention: &[f32]) {
        let words = sentence.punctuation.len();
        let [from_dependent, from_head] = &mut self.halves[sentence.half as usize].hits[head];
        for arc in sentence.arcs {
            let word = arc.dependent;
            let looks = |to: usize| attention[word * words + to];
            let is_seen = |from: usize| attention[from * words + word];
            let relation = usize::from(arc.relation.0);
            from_dependent[relation] += u64::from(strongest(words, word, looks) == Some(arc.head));
            from_head[relation] += u64::from(strongest(words, word, is_seen) == Some(arc.head));
        }
    }

    /// How many words bear a relation where heads are counted.
    pub fn words(&self, relation: Relation) -> u64 {
        self.halves[Half::Reported as usize].words[usize::from(relation.0)]
    }

    /// For each relation and way, what every head is worth on the half where nothing was chosen.
    pub fn findings(&self, relation: Relation) -> impl Iterator<Item = Finding> + '_ {
        let offset = self.best_offset(relation);
        let heads = 0..self.halves[0].hits.len();
        heads.flat_map(move |head| Seen::ALL.map(|seen| self.finding(relation, head, seen, offset)))
    }

    /// The head that finds a relation most often where heads are chosen, and what it is worth on the other half; none where
    /// there is no such word.
    pub fn best(&self, relation: Relation) -> Option<Finding> {
        let found = &self.halves[Half::Found as usize];
        let at = usize::from(relation.0);
        let heads = found.hits.iter().enumerate();
        let all = heads
            .flat_map(|(head, hits)| Seen::ALL.map(|seen| (hits[seen as usize][at], head, seen)));
        // The first of equals.
        let (hits, head, seen) =
            all.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        (hits > 0).then(|| self.finding(relation, head, seen, self.best_offset(relation)))
    }

    fn best_offset(&self, relation: Relation) -> usize {
        let counts = self.halves[Half::Found as usize].offsets[usize::from(relation.0)];
        let first_largest = |best, place: usize| {
            if counts[place] > counts[best] {
                place
            } else {
                best
            }
        };
        (0..OFFSETS.len()).fold(0, first_largest)
    }

    fn finding(&self, relation: Relation, head: usize, seen: Seen, offset: usize) -> Finding {
        let counts = &self.halves[Half::Reported as usize];
        let at = usize::from(relation.0);
        let (hits, words) = (counts.hits[head][seen as usize][at], counts.words[at]);
        let (low, high) = wilson(hits, words);
        let share = |hits: u64| hits as f64 / words.max(1) as f64;
        Finding {
            head,
            seen,
            hits,
            words,
            share: share(hits),
            low,
            high,
            offset: OFFSETS[offset],
            baseline: share(counts.offsets[at][offset]),
        }
    }
}

/// The word other than `word` with the largest weight, the first of equals; none where all weights are 0.
pub(super) fn strongest(words: usize, word: usize, weight: impl Fn(usize) -> f32) -> Option<usize> {
    let others = (0..words).filter(|other| *other != word && weight(*other) > 0.0);
    others.reduce(|best, next| {
        if weight(next) > weight(best) {
            next
        } else {
            best
        }
    })
}
