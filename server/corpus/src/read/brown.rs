//! The files of the Brown corpus: `word/tag` lines, put back into readable text.

mod tags;

use std::io::BufRead;

use headlight_core::Utf16Span;

use super::lines::Lines;
use super::{ReadError, Sentences, until_error};
use crate::{Sentence, Word};

/// The sentences of `word/tag` lines, one each. Tags are kept as the source's own and mapped to parts of
/// speech of Universal Dependencies.
pub fn brown(source: impl BufRead, document: Option<String>) -> impl Sentences {
    let mut reader = Brown {
        lines: Lines::new(source),
        document,
        count: 0,
    };
    until_error(move || reader.sentence())
}

struct Brown<R> {
    lines: Lines<R>,
    document: Option<String>,
    count: usize,
}

impl<R: BufRead> Brown<R> {
    fn sentence(&mut self) -> Result<Option<Sentence>, ReadError> {
        loop {
            let Some(line) = self.lines.next()? else {
                return Ok(None);
            };
            let mut tokens: Vec<&str> = line.split_whitespace().collect();
            // Each question, exclamation mark and semicolon stands twice in the source.
            tokens.dedup_by(|next, token| next == token && ends_clause(token));
            if tokens.is_empty() {
                continue;
            }
            let tagged = tokens.iter().map(|token| token.rsplit_once('/'));
            let tagged: Option<Vec<(&str, &str)>> = tagged.collect();
            let written = tagged.map(|tagged| write(&tagged));
            let Some((text, words)) = written else {
                let reason = "has a word without a tag";
                return Err(ReadError::at(self.lines.number(), reason));
            };
            self.count += 1;
            let document = self.document.clone();
            let name = document.as_deref().map(|name| format!("{name}:"));
            return Ok(Some(Sentence {
                id: format!("{}{}", name.unwrap_or_default(), self.count),
                document,
                text,
                words,
            }));
        }
    }
}

fn ends_clause(token: &str) -> bool {
    let mark = token.split_once('/');
    mark.is_some_and(|(form, tag)| matches!(form, "?" | "!" | ";" | ":") && tags::base(tag) == ".")
}

/// Words with spaces where English has them.
fn write(tagged: &[(&str, &str)]) -> (String, Vec<Word>) {
    let mut text = String::new();
    let mut units = 0;
    let mut words = Vec::with_capacity(tagged.len());
    let mut quoting = false;
    let mut joined = true;
    for (form, tag) in tagged {
        let base = tags::base(tag);
        let closes = match base {
            "." | "," | ":" | ")" | "''" => true,
            "'" => quoting,
            _ => false,
        };
        if !joined && !closes {
            text.push(' ');
            units += 1;
        }
        joined = matches!(base, "(" | "``") || (base == "'" && !quoting);
        quoting ^= base == "'";
        let form = if matches!(base, "``" | "''") {
            "\""
        } else {
            form
        };
        let start = units;
        text.push_str(form);
        units += form.encode_utf16().count() as u32;
        let span = Utf16Span { start, end: units };
        words.push(Word {
            upos: Some(tags::upos(tag).to_owned()),
            xpos: Some((*tag).to_owned()),
            ..Word::plain(form, span)
        });
    }
    (text, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<Sentence> {
        brown(source.as_bytes(), Some("x1".to_owned()))
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn text_reads_as_it_was_printed() {
        let source = "\n\t``/`` Who's/wps+bez (/( or/cc was/bedz )/) there/rb ''/'' ?/. ?/.\n\n\
                      No/at ,/, not/* 1-1/2/cd '/' hours/nns '/' --/-- ever/rb ;/. ;/. so/rb ./.";
        let [first, second] = &read(source)[..] else {
            panic!("two sentences")
        };
        assert_eq!(first.text, "\"Who's (or was) there\"?");
        assert_eq!(second.text, "No, not 1-1/2 'hours' -- ever; so.");
        assert_eq!((first.id.as_str(), second.id.as_str()), ("x1:1", "x1:2"));
        let tags = |word: &Word| (word.upos.clone().unwrap(), word.xpos.clone().unwrap());
        assert_eq!(tags(&first.words[1]), ("PRON".into(), "wps+bez".into()));
    }

    #[test]
    fn every_span_covers_its_form() {
        for sentence in read("Ü/np ,/, (/( 😀/nil )/) ``/`` a/at ''/'' ./.") {
            let units: Vec<u16> = sentence.text.encode_utf16().collect();
            for word in &sentence.words {
                let slice = &units[word.span.start as usize..word.span.end as usize];
                assert_eq!(String::from_utf16(slice).unwrap(), word.form);
            }
        }
    }

    #[test]
    fn a_word_without_a_tag_is_told_by_its_line() {
        let mut reader = brown("a/at\n\nword\n".as_bytes(), None);
        assert!(reader.next().unwrap().is_ok());
        let error = reader.next().unwrap().unwrap_err();
        assert_eq!(error.to_string(), "Line 3 has a word without a tag.");
        assert!(reader.next().is_none());
    }
}
