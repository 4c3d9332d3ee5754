//! A walk over a corpus that asks all questions about all heads.

use headlight_core::LayerAttention;

use super::habits::Sums;
use super::{Habits, Similarity, Surveyed, Syntax};

/// Sentences on which heads are compared with each other: that takes the square of the heads, and a few hundred say as much
/// as all.
const COMPARED: usize = 400;

/// What is known so far of the heads of a model, numbered over all its layers.
#[derive(Clone, Debug)]
pub struct Survey {
    syntax: Syntax,
    similarity: Similarity,
    sums: Vec<Sums>,
    sentences: usize,
}

impl Survey {
    /// Nothing seen yet.
    pub fn new(heads: usize, relations: usize) -> Self {
        Self {
            syntax: Syntax::new(heads, relations),
            similarity: Similarity::new(heads),
            sums: vec![Sums::default(); heads],
            sentences: 0,
        }
    }

    /// Takes in one sentence, by the attention of every layer.
    pub fn add(&mut self, sentence: &Surveyed<'_>, layers: &[&LayerAttention]) {
        let size = sentence.tokens() * sentence.tokens();
        if size == 0 {
            return;
        }
        self.syntax.add_words(sentence);
        let heads = layers
            .iter()
            .flat_map(|layer| layer.values().chunks_exact(size));
        let mut words = Vec::new();
        for (number, (head, sums)) in heads.zip(&mut self.sums).enumerate() {
            sums.add(sentence, head);
            sentence.by_words(head, &mut words);
            self.syntax.add_head(number, sentence, &words);
        }
        if self.sentences < COMPARED {
            self.similarity.add(sentence, layers);
        }
        self.sentences += 1;
    }

    /// What was counted of relations.
    pub fn syntax(&self) -> &Syntax {
        &self.syntax
    }

    /// How alike heads are.
    pub fn similarity(&self) -> &Similarity {
        &self.similarity
    }

    /// What each head does on the whole.
    pub fn habits(&self) -> Vec<Habits> {
        self.sums.iter().map(Sums::habits).collect()
    }

    /// How many sentences were seen.
    pub fn sentences(&self) -> usize {
        self.sentences
    }
}

#[cfg(test)]
mod tests {
    use headlight_core::quantise;

    use super::super::{Arc, Habit, Half, Relation, Seen};
    use super::*;

    const TOKENS: usize = 6;
    const WORDS: [Option<usize>; TOKENS] = [None, Some(0), Some(1), Some(2), Some(3), None];
    const SPECIAL: [bool; TOKENS] = [true, false, false, false, false, true];
    /// “dog sees dog .”
    const LEXEMES: [u32; 4] = [7, 8, 7, 9];
    const PUNCTUATION: [bool; 4] = [false, false, false, true];

    fn arcs() -> Vec<Arc> {
        let arc = |dependent, relation| Arc {
            dependent,
            head: 1,
            relation: Relation(relation),
        };
        vec![arc(0, 0), arc(2, 1), arc(3, 2)]
    }

    /// Heads that look, from each token, at one token only.
    fn planted(looks: &[fn(usize) -> usize]) -> LayerAttention {
        let mut values = Vec::new();
        for to in looks {
            for from in 0..TOKENS {
                let row = (0..TOKENS).map(|place| quantise(f32::from(u8::from(to(from) == place))));
                values.extend(row);
            }
        }
        LayerAttention::new(TOKENS, values)
    }

    fn survey() -> Survey {
        let arcs = arcs();
        let previous = |from: usize| from.saturating_sub(1);
        let verb = |_| 2;
        let same = |from: usize| match from {
            1 => 3,
            3 => 1,
            other => other,
        };
        let last = |_| 5;
        let layers = [planted(&[previous, verb]), planted(&[same, last])];
        let mut survey = Survey::new(4, 3);
        for half in [Half::Found, Half::Reported, Half::Reported] {
            let sentence = Surveyed {
                words: &WORDS,
                special: &SPECIAL,
                punctuation: &PUNCTUATION,
                lexemes: &LEXEMES,
                arcs: &arcs,
                half,
            };
            survey.add(&sentence, &layers.each_ref());
        }
        survey
    }

    #[test]
    fn planted_heads_get_their_labels() {
        let labels: Vec<_> = survey().habits().iter().map(Habits::labels).collect();
        assert_eq!(labels[0], [Habit::Previous]);
        assert_eq!(labels[1], []);
        assert_eq!(labels[2], [Habit::SameWord]);
        assert_eq!(labels[3], [Habit::Special]);
    }

    #[test]
    fn habits_are_means_over_words() {
        let habits = survey().habits();
        assert!((habits[0].distance - 1.0).abs() < 1e-9);
        assert!(
            (habits[0].special - 0.25).abs() < 1e-9,
            "only “dog” has a special before it"
        );
        assert!(habits[0].entropy.abs() < 1e-6);
        assert!((habits[2].same_word - 1.0).abs() < 1e-9);
        assert!((habits[2].itself - 0.5).abs() < 1e-9);
    }

    #[test]
    fn a_head_is_found_on_one_half_and_counted_on_the_other() {
        let survey = survey();
        let best = survey.syntax().best(Relation(2)).unwrap();
        assert_eq!((best.head, best.seen), (1, Seen::FromDependent));
        assert_eq!((best.hits, best.words), (2, 2));
        // “sees dog .”: two to the left finds the head just as well.
        assert_eq!(
            (best.offset, best.baseline.to_bits()),
            (-2, 1.0_f64.to_bits())
        );
        assert!(!best.beats_baseline());
    }

    #[test]
    fn every_head_is_counted_both_ways() {
        let survey = survey();
        let all: Vec<_> = survey.syntax().findings(Relation(1)).collect();
        assert_eq!(all.len(), 8);
        let previous = all[0];
        assert_eq!(
            (previous.head, previous.seen, previous.hits),
            (0, Seen::FromDependent, 2)
        );
        // Nothing looks at the second “dog” from the verb: it is looked at by the full stop.
        let looked_at = all[1];
        assert_eq!((looked_at.seen, looked_at.hits), (Seen::FromHead, 0));
    }

    #[test]
    fn heads_that_share_nothing_are_ln_2_apart() {
        let survey = survey();
        let similarity = survey.similarity();
        assert!(similarity.between(1, 1).abs() < 1e-9);
        assert!((similarity.between(1, 3) - std::f64::consts::LN_2).abs() < 1e-3);
        assert_eq!(
            similarity.between(0, 2).to_bits(),
            similarity.between(2, 0).to_bits()
        );
        assert_eq!(similarity.rows(), 12);
        assert_eq!(similarity.matrix().len(), 16);
    }
}
