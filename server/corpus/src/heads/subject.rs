//! A corpus as heads are measured on it.

use std::collections::{BTreeMap, HashMap, HashSet};

use headlight_core::{Encoding, Token};

use super::{Arc, Behaviour, Habit, Half, Relation, Surveyed};
use crate::index::words_of;
use crate::store::{Corpus, Label};

/// What all sentences of a corpus share: its relations, which words are equal, and which half each document is in.
pub struct Subject {
    /// The relation of each string that is one.
    relations: BTreeMap<u32, Relation>,
    /// For each string the number of its lower case.
    lexemes: Vec<u32>,
    /// For each sentence the number of its document.
    documents: Vec<u32>,
}

/// A sentence with what [`Surveyed`] borrows.
pub struct Sentence {
    words: Vec<Option<usize>>,
    special: Vec<bool>,
    punctuation: Vec<bool>,
    lexemes: Vec<u32>,
    arcs: Vec<Arc>,
    half: Half,
}

impl Subject {
    /// Looks through the whole corpus once.
    pub fn new(corpus: &Corpus) -> Self {
        let words = (0..corpus.words()).map(|word| corpus.label(Label::Deprel, word));
        let mut found: Vec<u32> = words.filter(|number| *number != 0).collect();
        found.sort_unstable();
        found.dedup();
        let relations = found.into_iter().zip((0..).map(Relation)).collect();
        Self {
            relations,
            lexemes: lexemes(corpus),
            documents: documents(corpus),
        }
    }

    /// The names of the relations, by their places.
    pub fn relations<'a>(&self, corpus: &'a Corpus) -> Vec<&'a str> {
        let numbers = self.relations.keys();
        numbers.map(|number| corpus.string(*number)).collect()
    }

    /// For each sentence the number of its document, from 0; without documents every sentence is one.
    pub fn documents(&self) -> &[u32] {
        &self.documents
    }

    /// For each word a number that equal words share, whatever their case.
    pub fn lexeme(&self, corpus: &Corpus, word: usize) -> u32 {
        self.lexemes[corpus.form(word) as usize]
    }

    /// The relation of that name; none where no word bears it.
    pub fn relation(&self, corpus: &Corpus, name: &str) -> Option<Relation> {
        let mut all = self.relations.iter();
        let named = |(number, _): &(&u32, &Relation)| corpus.string(**number) == name;
        all.find(named).map(|(_, relation)| *relation)
    }

    /// Whether a sentence has what a head could show there, on the half where heads are counted.
    pub fn may_show(&self, corpus: &Corpus, at: usize, behaviour: Behaviour) -> bool {
        let words = corpus.sentence(at).words;
        match behaviour {
            _ if self.half(at) == Half::Found => false,
            Behaviour::Relation { relation, .. } => words.into_iter().any(|word| {
                self.relations.get(&corpus.label(Label::Deprel, word)) == Some(&relation)
            }),
            Behaviour::Habit(Habit::SameWord) => {
                let mut seen = HashSet::new();
                let mut lexemes = words.map(|word| self.lexeme(corpus, word));
                lexemes.any(|lexeme| !seen.insert(lexeme))
            }
            Behaviour::Habit(_) => true,
        }
    }

    fn half(&self, at: usize) -> Half {
        match self.documents[at] % 2 {
            0 => Half::Found,
            _ => Half::Reported,
        }
    }

    /// A sentence as the model reads it.
    pub fn sentence(&self, corpus: &Corpus, at: usize, encoding: &Encoding) -> Sentence {
        let range = corpus.sentence(at).words;
        let local = |word: Option<usize>| word.map(|word| word - range.start);
        let arc = |word: usize| {
            // Heads count from 1, and 0 is no word.
            let head = corpus.word(word).head?.checked_sub(1)? as usize;
            let relation = self.relations.get(&corpus.label(Label::Deprel, word))?;
            Some(Arc {
                dependent: word - range.start,
                head,
                relation: *relation,
            })
        };
        Sentence {
            words: words_of(corpus, at, encoding)
                .into_iter()
                .map(local)
                .collect(),
            special: encoding.tokens.iter().map(Token::special).collect(),
            punctuation: range
                .clone()
                .map(|word| is_punctuation(corpus, word))
                .collect(),
            lexemes: range
                .clone()
                .map(|word| self.lexeme(corpus, word))
                .collect(),
            arcs: range
                .clone()
                .filter_map(arc)
                .filter(|arc| arc.head < range.len())
                .collect(),
            half: self.half(at),
        }
    }
}

impl Sentence {
    /// What heads are measured on.
    pub fn surveyed(&self) -> Surveyed<'_> {
        Surveyed {
            words: &self.words,
            special: &self.special,
            punctuation: &self.punctuation,
            lexemes: &self.lexemes,
            arcs: &self.arcs,
            half: self.half,
        }
    }
}

fn is_punctuation(corpus: &Corpus, word: usize) -> bool {
    let word = corpus.word(word);
    let by_letters = || !word.form.chars().any(char::is_alphanumeric);
    word.upos.map_or_else(by_letters, |upos| upos == "PUNCT")
}

/// For each string the number of the first that is equal to it but for case.
fn lexemes(corpus: &Corpus) -> Vec<u32> {
    let mut first: HashMap<String, u32> = HashMap::new();
    let strings = 0..corpus.strings() as u32;
    strings
        .map(|number| {
            *first
                .entry(corpus.string(number).to_lowercase())
                .or_insert(number)
        })
        .collect()
}

/// Sentences of one document stand together.
fn documents(corpus: &Corpus) -> Vec<u32> {
    let mut number = 0;
    let mut before = None;
    let sentences = (0..corpus.sentences()).map(|at| corpus.sentence(at).document);
    let count = |document: Option<&str>| {
        let document = document.map(str::to_owned);
        if before
            .as_ref()
            .is_some_and(|before| *before != document || document.is_none())
        {
            number += 1;
        }
        before = Some(document);
        number
    };
    sentences.map(count).collect()
}
