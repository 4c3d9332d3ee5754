//! A place where a head does what is said of it.

use headlight_core::surprise;

use super::habits::same;
use super::syntax::strongest;
use super::{Habit, Relation, Seen, Surveyed};

/// What a head is said to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// It leads from words to the words that they depend on.
    Relation {
        /// The relation.
        relation: Relation,
        /// Which way it is read.
        seen: Seen,
    },
    /// It mostly looks at one kind of place.
    Habit(Habit),
}

/// Two tokens of a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Example {
    /// The token that looks: the first one of its word.
    pub from: usize,
    /// The token that it looks at; none where a head looks everywhere.
    pub to: Option<usize>,
    /// How much: of words the attention from word to word, of a head that looks everywhere the row's entropy / ln n.
    pub weight: f32,
}

/// Where a head does it most clearly in a sentence; none where it does not. `head` is row-major `[tokens, tokens]`.
pub fn example(sentence: &Surveyed<'_>, head: &[u16], behaviour: Behaviour) -> Option<Example> {
    let clearer = |best: Example, next: Example| {
        if next.weight > best.weight {
            next
        } else {
            best
        }
    };
    match behaviour {
        Behaviour::Relation { relation, seen } => {
            arcs(sentence, head, relation, seen).reduce(clearer)
        }
        Behaviour::Habit(habit) => rows(sentence, head, habit).reduce(clearer),
    }
}

/// The arcs of a relation that the head finds.
fn arcs<'a>(
    sentence: &'a Surveyed<'_>,
    head: &[u16],
    relation: Relation,
    seen: Seen,
) -> impl Iterator<Item = Example> + 'a {
    let words = sentence.punctuation.len();
    let mut attention = Vec::new();
    sentence.by_words(head, &mut attention);
    let arcs = sentence.arcs.iter();
    let arcs = arcs.filter(move |arc| arc.relation == relation);
    arcs.filter_map(move |arc| {
        let word = arc.dependent;
        let weight = |other: usize| match seen {
            Seen::FromDependent => attention[word * words + other],
            Seen::FromHead => attention[other * words + word],
        };
        let found = strongest(words, word, weight) == Some(arc.head);
        let (from, to) = match seen {
            Seen::FromDependent => (word, arc.head),
            Seen::FromHead => (arc.head, word),
        };
        let first = |word: usize| sentence.words.iter().position(|of| *of == Some(word));
        found.then_some(Example {
            from: first(from)?,
            to: Some(first(to)?),
            weight: weight(arc.head),
        })
    })
}

/// For each token of a word, where it looks as the habit says.
fn rows<'a>(
    sentence: &'a Surveyed<'_>,
    head: &'a [u16],
    habit: Habit,
) -> impl Iterator<Item = Example> + 'a {
    let tokens = sentence.tokens();
    let rows = head.chunks_exact(tokens.max(1)).enumerate();
    rows.filter_map(move |(from, row)| {
        let word = sentence.words[from]?;
        if habit == Habit::Broad {
            let most = (tokens.max(2) as f32).ln();
            let entropy: f32 = row.iter().map(|value| surprise(*value)).sum();
            return Some(Example {
                from,
                to: None,
                weight: entropy / most,
            });
        }
        let fits = |to: &usize| match (habit, sentence.words[*to]) {
            // What a tokenizer adds shows little.
            (Habit::Previous, Some(_)) => to + 1 == from,
            (Habit::Next, Some(_)) => *to == from + 1,
            (Habit::Itself, _) => *to == from,
            (Habit::Special, _) => sentence.special[*to],
            (Habit::Punctuation, Some(other)) => sentence.punctuation[other],
            (Habit::SameWord, Some(other)) => other != word && same(sentence, word, other),
            _ => false,
        };
        let to = (0..tokens).filter(fits).max_by_key(|to| row[*to])?;
        Some(Example {
            from,
            to: Some(to),
            weight: f32::from(row[to]) / 65_535.0,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Arc, Half};
    use super::*;

    const ALL: u16 = 65_535;
    const DET: Relation = Relation(1);

    /// [CLS] the dog the [SEP]
    fn sentence(arcs: &[Arc]) -> Surveyed<'_> {
        Surveyed {
            words: &[None, Some(0), Some(1), Some(2), None],
            special: &[true, false, false, false, true],
            punctuation: &[false; 3],
            lexemes: &[7, 8, 7],
            arcs,
            half: Half::Reported,
        }
    }

    fn looking(at: [(usize, usize); 5]) -> Vec<u16> {
        let mut head = vec![0; 25];
        for (from, to) in at {
            head[from * 5 + to] = ALL;
        }
        head
    }

    #[test]
    fn an_arc_is_shown_from_the_token_that_looks() {
        let arc = Arc {
            dependent: 0,
            head: 1,
            relation: DET,
        };
        let head = looking([(0, 0), (1, 2), (2, 1), (3, 0), (4, 0)]);
        let arcs = [arc];
        let shown = |seen| {
            let relation = Behaviour::Relation {
                relation: DET,
                seen,
            };
            example(&sentence(&arcs), &head, relation).map(|found| (found.from, found.to))
        };
        assert_eq!(shown(Seen::FromDependent), Some((1, Some(2))));
        assert_eq!(shown(Seen::FromHead), Some((2, Some(1))));
        let other = Behaviour::Relation {
            relation: Relation(2),
            seen: Seen::FromHead,
        };
        assert_eq!(example(&sentence(&arcs), &head, other), None);
    }

    #[test]
    fn a_habit_is_shown_where_it_is_strongest() {
        let head = looking([(0, 0), (1, 3), (2, 1), (3, 4), (4, 0)]);
        let shown = |habit| {
            let found = example(&sentence(&[]), &head, Behaviour::Habit(habit)).unwrap();
            (found.from, found.to, found.weight > 0.99)
        };
        assert_eq!(shown(Habit::SameWord), (1, Some(3), true));
        assert_eq!(shown(Habit::Previous), (2, Some(1), true));
        assert_eq!(shown(Habit::Special), (3, Some(4), true));
        assert_eq!(shown(Habit::Broad).1, None);
        let punctuation = Behaviour::Habit(Habit::Punctuation);
        assert_eq!(example(&sentence(&[]), &head, punctuation), None);
    }
}
