//! One part of speech: an index and its synsets.

/// A part of speech with files of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Noun,
    Verb,
    Adjective,
    Adverb,
}

impl Part {
    pub(super) const ALL: [Self; 4] = [Self::Adjective, Self::Verb, Self::Noun, Self::Adverb];

    /// The ending of its files.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Noun => "noun",
            Self::Verb => "verb",
            Self::Adjective => "adj",
            Self::Adverb => "adv",
        }
    }
}

/// The two files of a part of speech.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    pub(super) index: Vec<u8>,
    pub(super) data: Vec<u8>,
}

/// Words of one meaning, and what they point to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Synset {
    pub(super) words: Vec<String>,
    pointers: Vec<Pointer>,
}

/// An arrow to another synset of the same part of speech.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pointer {
    relation: Relation,
    to: usize,
    /// The word of this synset that it starts from, counted from 1; 0 is all of them.
    from_word: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Antonym,
    Similar,
}

impl Files {
    /// Whether a lemma has a line of the index.
    pub(super) fn has(&self, lemma: &str) -> bool {
        self.line(lemma).is_some()
    }

    /// Where the synsets of a lemma lie, the most usual first.
    pub(super) fn senses(&self, lemma: &str) -> Vec<usize> {
        let offsets = || {
            let mut fields = self.line(lemma)?.split_ascii_whitespace().skip(2);
            let senses: usize = fields.next()?.parse().ok()?;
            let pointers: usize = fields.next()?.parse().ok()?;
            // The symbols of its pointers, the number of senses again, the number of tagged ones.
            let offsets = fields.skip(pointers.checked_add(2)?).take(senses);
            Some(offsets.filter_map(|offset| offset.parse().ok()).collect())
        };
        offsets().unwrap_or_default()
    }

    /// The line of a lemma, by halving.
    fn line(&self, lemma: &str) -> Option<&str> {
        if lemma.is_empty() || lemma.contains(char::is_whitespace) {
            return None;
        }
        let (mut low, mut high) = (0, self.index.len());
        while low < high {
            let (start, line) = line_at(&self.index, low + (high - low) / 2);
            let end = start + line.len() + 1;
            let word = line.split(|byte| *byte == b' ').next().unwrap_or_default();
            match word.cmp(lemma.as_bytes()) {
                std::cmp::Ordering::Equal => return str::from_utf8(line).ok(),
                std::cmp::Ordering::Less => low = end.max(low + 1),
                std::cmp::Ordering::Greater => high = start.min(high - 1),
            }
        }
        None
    }

    /// The synset that lies at a place.
    pub(super) fn synset(&self, at: usize) -> Option<Synset> {
        let rest = self.data.get(at..)?;
        let line = rest.split(|byte| *byte == b'\n').next()?;
        let line = str::from_utf8(line).ok()?;
        let mut fields = line.split(" | ").next()?.split_ascii_whitespace();
        let offset: usize = fields.next()?.parse().ok()?;
        let words = usize::from_str_radix(fields.nth(2)?, 16).ok()?;
        if offset != at {
            return None;
        }
        let mut synset = Synset::default();
        for _ in 0..words {
            synset.words.push(plain(fields.next()?));
            fields.next()?;
        }
        let pointers: usize = fields.next()?.parse().ok()?;
        for _ in 0..pointers {
            let relation = match fields.next()? {
                "!" => Some(Relation::Antonym),
                "&" => Some(Relation::Similar),
                _ => None,
            };
            let to = fields.next()?.parse().ok()?;
            let ends = fields.nth(1)?;
            let from_word = usize::from_str_radix(ends.get(..2)?, 16).ok()?;
            synset.pointers.extend(relation.map(|relation| Pointer {
                relation,
                to,
                from_word,
            }));
        }
        Some(synset)
    }

    /// The opposites of a lemma: what its antonyms mean, and what is similar to these; for a word that
    /// is only similar to one with an antonym, that one's.
    pub(super) fn against(&self, lemma: &str) -> Vec<String> {
        let mut found = Vec::new();
        for sense in self.senses(lemma) {
            let Some(synset) = self.synset(sense) else {
                continue;
            };
            let place = synset.words.iter().position(|word| word == lemma);
            let place = place.map_or(0, |place| place + 1);
            self.opposed(&synset, |from| from == place || from == 0, &mut found);
            for head in synset
                .to(Relation::Similar)
                .filter_map(|to| self.synset(to))
            {
                self.opposed(&head, |_| true, &mut found);
            }
        }
        found
    }

    /// Adds the words of a synset's antonyms, and of what is similar to them.
    fn opposed(&self, synset: &Synset, from: impl Fn(usize) -> bool, found: &mut Vec<String>) {
        let pointers = synset.pointers.iter();
        let against = pointers.filter(|p| p.relation == Relation::Antonym && from(p.from_word));
        for other in against.filter_map(|pointer| self.synset(pointer.to)) {
            let similar = other.to(Relation::Similar).filter_map(|to| self.synset(to));
            found.extend(similar.flat_map(|synset| synset.words));
            found.extend(other.words);
        }
    }
}

impl Synset {
    fn to(&self, relation: Relation) -> impl Iterator<Item = usize> {
        let pointers = self.pointers.iter();
        let pointers = pointers.filter(move |pointer| pointer.relation == relation);
        pointers.map(|pointer| pointer.to)
    }
}

/// A word without the mark that says where an adjective may stand.
fn plain(word: &str) -> String {
    let word = word.split('(').next().unwrap_or_default();
    word.to_lowercase()
}

/// The line in which a byte lies, and where it starts; a line end belongs to its line.
fn line_at(bytes: &[u8], at: usize) -> (usize, &[u8]) {
    let (before, after) = bytes.split_at(at.min(bytes.len()));
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let end = after
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(after.len());
    (start, &bytes[start..at + end])
}
