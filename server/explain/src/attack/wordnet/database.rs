//! The files of WordNet in memory.

use std::io;
use std::path::{Path, PathBuf};

use super::part::{Files, Part};

/// The database files of WordNet: 20 MB, looked up in place.
#[derive(Clone, Debug)]
pub struct WordNet {
    noun: Files,
    verb: Files,
    adjective: Files,
    adverb: Files,
}

/// There is no WordNet where it was looked for.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be read: {error}")]
pub struct MissingWordNet {
    path: PathBuf,
    error: io::Error,
}

impl WordNet {
    /// Reads the files of a folder: `index.noun`, `data.noun`, and those of the other parts of speech.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn open(folder: &Path) -> Result<Self, MissingWordNet> {
        Self::read(|name| {
            let path = folder.join(name);
            std::fs::read(&path).map_err(|error| MissingWordNet { path, error })
        })
    }

    /// Takes the files from whatever gives bytes for their names.
    ///
    /// # Errors
    /// What it says where it does not give them.
    pub fn read<E>(file: impl Fn(&str) -> Result<Vec<u8>, E>) -> Result<Self, E> {
        let files = |part: Part| {
            Ok(Files {
                index: file(&format!("index.{}", part.ending()))?,
                data: file(&format!("data.{}", part.ending()))?,
            })
        };
        Ok(Self {
            noun: files(Part::Noun)?,
            verb: files(Part::Verb)?,
            adjective: files(Part::Adjective)?,
            adverb: files(Part::Adverb)?,
        })
    }

    pub(super) fn part(&self, part: Part) -> &Files {
        match part {
            Part::Noun => &self.noun,
            Part::Verb => &self.verb,
            Part::Adjective => &self.adjective,
            Part::Adverb => &self.adverb,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write;

    use proptest::prelude::*;

    use super::*;
    use crate::attack::Lexicon;

    /// A synset by its words and its pointers: relation, synset, word.
    type Written = (
        &'static [&'static str],
        &'static [(&'static str, usize, usize)],
    );

    /// Database files of synsets.
    fn files(synsets: &[Written]) -> Files {
        let line = |at: usize, offsets: &[usize]| {
            let (words, pointers) = synsets[at];
            let offset = |at: usize| offsets.get(at).copied().unwrap_or_default();
            let mut line = format!("{:08} 00 a {:02x}", offset(at), words.len());
            for word in words {
                write!(line, " {word} 0").unwrap();
            }
            write!(line, " {:03}", pointers.len()).unwrap();
            for (relation, to, word) in pointers {
                write!(line, " {relation} {:08} a {word:02x}00", offset(*to)).unwrap();
            }
            line + " | what it means; \"an example\"  \n"
        };
        let lengths = (0..synsets.len()).map(|at| line(at, &[]).len());
        let offsets: Vec<usize> = lengths
            .scan(0, |at, length| {
                *at += length;
                Some(*at - length)
            })
            .collect();
        let data = (0..synsets.len())
            .map(|at| line(at, &offsets))
            .collect::<String>();
        let mut lemmas: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, (words, _)) in synsets.iter().enumerate() {
            for word in *words {
                lemmas.entry(word).or_default().push(offsets[at]);
            }
        }
        let mut index = "  1 a licence\n".to_owned();
        for (lemma, offsets) in lemmas {
            write!(index, "{lemma} a {} 2 ! & {0} 0", offsets.len()).unwrap();
            for offset in &offsets {
                write!(index, " {offset:08}").unwrap();
            }
            index.push_str("  \n");
        }
        Files {
            index: index.into_bytes(),
            data: data.into_bytes(),
        }
    }

    fn small() -> WordNet {
        WordNet {
            adjective: files(&[
                (&["good", "nice"], &[("!", 1, 1), ("&", 2, 0)]),
                (&["bad", "poor"], &[("!", 0, 1), ("&", 3, 0)]),
                (&["fine"], &[("&", 0, 0)]),
                (&["awful", "terrible"], &[("&", 1, 0)]),
            ]),
            noun: files(&[(&["film", "movie", "moving_picture"], &[])]),
            verb: files(&[(&["like", "love"], &[])]),
            adverb: files(&[]),
        }
    }

    #[test]
    fn synonyms_keep_the_form() {
        let wordnet = small();
        assert_eq!(wordnet.synonyms("good"), ["nice"]);
        assert_eq!(wordnet.synonyms("Films"), ["movies"]);
        assert_eq!(wordnet.synonyms("liked"), ["loved"]);
        assert_eq!(wordnet.synonyms("nothing"), [""; 0]);
        assert!(wordnet.knows("movies") && wordnet.knows("the") && wordnet.knows("3D"));
        assert!(!wordnet.knows("movvie") && !wordnet.knows("") && !wordnet.knows("a b"));
    }

    #[test]
    fn opposites_are_found_through_what_is_similar() {
        let wordnet = small();
        for pair in [
            ("good", "bad"),
            ("fine", "bad"),
            ("good", "terrible"),
            ("awful", "good"),
        ] {
            assert!(wordnet.opposites(pair.0, pair.1), "{pair:?}");
        }
        for pair in [
            ("good", "fine"),
            ("nice", "film"),
            ("bad", "awful"),
            ("", "good"),
        ] {
            assert!(!wordnet.opposites(pair.0, pair.1), "{pair:?}");
        }
        // The arrow starts from "good" alone.
        assert!(!wordnet.opposites("nice", "bad"));
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = WordNet::open(Path::new("no/such/folder"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("index.noun"), "{error}");
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(
            index in prop::collection::vec(any::<u8>(), 0..200),
            lines in prop::collection::vec("[a-z]{1,3} a [0-9]{1,3} [0-9]{1,20} [!&]? 1 0 [0-9]{1,9}", 0..5),
            data in "[0-9a-f!& |\n]{0,200}",
            word in "[a-z]{0,3}",
        ) {
            for index in [index, lines.join("\n").into_bytes()] {
                let files = Files { index, data: data.clone().into_bytes() };
                let wordnet = WordNet {
                    noun: files.clone(),
                    verb: files.clone(),
                    adjective: files.clone(),
                    adverb: files,
                };
                wordnet.synonyms(&word);
                wordnet.opposites(&word, "good");
                wordnet.knows(&word);
            }
        }
    }
}
