//! From lines to a sentence: words get their places in the text.

use headlight_core::{MAX_TEXT_UNITS, Utf16Map, Utf16Span};

use super::row::{Columns, Row};
use crate::{Sentence, Word};

/// A sentence while its lines come in.
#[derive(Default)]
pub(super) struct Draft {
    id: Option<String>,
    text: Option<String>,
    words: Vec<Word>,
    /// What stands in the text: single words and multiword tokens, in order.
    surfaces: Vec<Surface>,
}

/// A stretch of text and the words that it holds.
struct Surface {
    form: String,
    /// The first word, from 0.
    first: usize,
    /// The last word, from 0.
    last: usize,
    space: bool,
}

impl Draft {
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.surfaces.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Takes `sent_id` and `text`.
    pub(super) fn comment(&mut self, comment: &str) {
        let Some((key, value)) = comment.split_once('=') else {
            return;
        };
        let value = value.trim().to_owned();
        match key.trim() {
            "sent_id" if !value.is_empty() => self.id = Some(value),
            "text" => self.text = Some(value),
            _ => {}
        }
    }

    /// Takes a line, or says why it does not belong here.
    pub(super) fn add(&mut self, row: Row<'_>) -> Result<(), String> {
        match row {
            Row::Empty => Ok(()),
            Row::Word(columns) => self.word(&columns),
            Row::Multiword {
                first,
                last,
                form,
                space,
            } => {
                if first != self.words.len() + 1 || last < first || self.covers(first - 1) {
                    return Err(format!(
                        "does not fit: words {first} to {last} are not next"
                    ));
                }
                self.surfaces.push(Surface {
                    form: form.to_owned(),
                    first: first - 1,
                    last: last - 1,
                    space,
                });
                Ok(())
            }
        }
    }

    fn word(&mut self, columns: &Columns<'_>) -> Result<(), String> {
        let at = self.words.len();
        if columns.number != at + 1 {
            return Err(format!(
                "has word {} where {} is next",
                columns.number,
                at + 1
            ));
        }
        let own = |text: Option<&str>| text.map(str::to_owned);
        self.words.push(Word {
            form: columns.form.to_owned(),
            lemma: own(columns.lemma),
            upos: own(columns.upos),
            xpos: own(columns.xpos),
            feats: own(columns.feats),
            head: columns.head,
            deprel: own(columns.deprel),
            span: Utf16Span { start: 0, end: 0 },
        });
        if !self.covers(at) {
            self.surfaces.push(Surface {
                form: columns.form.to_owned(),
                first: at,
                last: at,
                space: columns.space,
            });
        }
        Ok(())
    }

    /// Whether the last multiword token holds this word.
    fn covers(&self, word: usize) -> bool {
        self.surfaces.last().is_some_and(|last| last.last >= word)
    }

    /// The sentence, or what is wrong with it.
    pub(super) fn finish(
        mut self,
        count: usize,
        document: Option<String>,
    ) -> Result<Sentence, String> {
        let words = self.words.len();
        if self.covers(words) {
            return Err("whose last multiword token lacks words".to_owned());
        }
        let beyond = |word: &&Word| word.head.is_some_and(|head| head as usize > words);
        if let Some(word) = self.words.iter().find(beyond) {
            return Err(format!(
                "whose word “{}” has a head that is not there",
                word.form
            ));
        }
        let text = self.text.take().unwrap_or_else(|| joined(&self.surfaces));
        if text.len() > MAX_TEXT_UNITS {
            return Err("that is too long for any model".to_owned());
        }
        self.place(&text)?;
        Ok(Sentence {
            id: self.id.unwrap_or_else(|| count.to_string()),
            document,
            text,
            words: self.words,
        })
    }

    /// Finds every surface in the text, one after the other.
    fn place(&mut self, text: &str) -> Result<(), String> {
        let map = Utf16Map::new(text);
        let mut at = 0;
        for surface in &self.surfaces {
            let rest = text.get(at..).unwrap_or_default();
            let found = rest.find(&*surface.form).ok_or_else(|| {
                format!(
                    "whose text does not have “{}” where it should be",
                    surface.form
                )
            })?;
            let start = at + found;
            at = start + surface.form.len();
            let held = &mut self.words[surface.first..=surface.last];
            place_parts(held, surface, start, &map);
        }
        Ok(())
    }
}

/// The words of one surface: each its own stretch where the surface is their forms side by side
/// (`do` + `n't`), else all of it (`du` is `de` + `le`).
fn place_parts(words: &mut [Word], surface: &Surface, start: usize, map: &Utf16Map<'_>) {
    let forms: String = words.iter().map(|word| word.form.as_str()).collect();
    let side_by_side = forms == surface.form;
    let mut at = start;
    for word in words {
        let (from, to) = if side_by_side {
            (at, at + word.form.len())
        } else {
            (start, start + surface.form.len())
        };
        word.span = map.span_of_bytes(from, to);
        at = to;
    }
}

/// The text that a source without `# text` has.
fn joined(surfaces: &[Surface]) -> String {
    let mut text = String::new();
    for surface in surfaces {
        text.push_str(&surface.form);
        if surface.space {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    text
}
