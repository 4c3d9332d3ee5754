//! CoNLL-U, the format of Universal Dependencies
//! (<https://universaldependencies.org/format.html>).

mod assemble;
mod row;

use std::io::BufRead;

use self::assemble::Draft;
use self::row::Row;
use super::lines::Lines;
use super::{ReadError, Sentences, until_error};
use crate::Sentence;

/// Words that a sentence may have: what has more is no sentence.
const MAX_WORDS: usize = 10_000;

/// The sentences of CoNLL-U. Multiword tokens give their words the place that they have in the text;
/// empty nodes are left out, as no text stands for them.
pub fn conllu(source: impl BufRead) -> impl Sentences {
    let mut reader = Conllu {
        lines: Lines::new(source),
        document: None,
        count: 0,
    };
    until_error(move || reader.sentence())
}

struct Conllu<R> {
    lines: Lines<R>,
    document: Option<String>,
    count: usize,
}

impl<R: BufRead> Conllu<R> {
    fn sentence(&mut self) -> Result<Option<Sentence>, ReadError> {
        let mut draft = Draft::default();
        while let Some(line) = self.lines.next()? {
            if line.is_empty() {
                if draft.is_empty() {
                    continue;
                }
                break;
            }
            let wrong = match line.strip_prefix('#') {
                Some(comment) => {
                    if let Some(rest) = comment.trim().strip_prefix("newdoc") {
                        self.document = name(rest);
                    }
                    draft.comment(comment);
                    None
                }
                None => Row::parse(line).and_then(|row| draft.add(row)).err(),
            };
            if let Some(reason) = wrong {
                return Err(ReadError::at(self.lines.number(), reason));
            }
            if draft.len() > MAX_WORDS {
                let reason = format!("is word {MAX_WORDS} of a sentence that does not end");
                return Err(ReadError::at(self.lines.number(), reason));
            }
        }
        if draft.is_empty() {
            return Ok(None);
        }
        self.count += 1;
        let number = self.lines.number();
        let finished = draft.finish(self.count, self.document.clone());
        let finished = finished
            .map_err(|reason| ReadError::at(number, format!("ends a sentence {reason}")))?;
        Ok(Some(finished))
    }
}

/// The name of a document that begins, by what follows `# newdoc`: ` id = NAME` or nothing.
fn name(rest: &str) -> Option<String> {
    let (_, name) = rest.split_once('=')?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests;
