//! The tokenizers of RoBERTa (Liu et al. 2019) and GPT-2 (Radford et al. 2019): words with the space
//! before them, as bytes, cut by BPE.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::TokenizeError;
use crate::bpe::Bpe;
use crate::folder::Folder;
use crate::named::{Named, text};
use crate::pipeline::Pipeline;
use crate::subwords::{Piece, Subwords, extent};
use crate::template::Template;
use crate::vocabulary::Vocabulary;

/// GPT-2's words, without its look-ahead: `\s+(?!\S)`.
static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+")
        .expect("the pattern is valid")
});

/// Cuts a text into words and these into pieces.
#[derive(Debug)]
pub(crate) struct ByteLevel {
    bpe: Bpe,
    /// Whether a text begins as if a space were before it.
    add_prefix_space: bool,
}

/// Opens a RoBERTa tokenizer: `<s> a </s></s> b </s>`, a mask, no segments.
pub(crate) fn open_roberta(folder: &Folder<'_>) -> Result<Pipeline<ByteLevel>, TokenizeError> {
    let named = folder.named(Named::roberta());
    let mut pipeline = open(folder, &named)?;
    pipeline.template = Template::roberta(&named, &pipeline.vocabulary)?;
    pipeline.mask = pipeline.vocabulary.id(text(named.mask_token.as_ref()));
    Ok(pipeline)
}

/// Opens a GPT-2 tokenizer, which adds nothing around a text.
pub(crate) fn open_gpt2(folder: &Folder<'_>) -> Result<Pipeline<ByteLevel>, TokenizeError> {
    open(folder, &folder.named(Named::gpt2()))
}

/// Opens `vocab.json` and `merges.txt`.
fn open(folder: &Folder<'_>, named: &Named) -> Result<Pipeline<ByteLevel>, TokenizeError> {
    let entries: BTreeMap<String, u32> = folder.json("vocab.json")?;
    let mut vocabulary: Vocabulary = entries.into_iter().collect();
    let bpe = Bpe::new(&vocabulary, &folder.text("merges.txt")?)?;
    Ok(Pipeline {
        specials: folder.specials(named, &mut vocabulary)?,
        subwords: ByteLevel {
            bpe,
            add_prefix_space: folder.config.add_prefix_space.unwrap_or(false),
        },
        template: Template::default(),
        mask: None,
        vocabulary,
    })
}

/// Cuts a text at the ends of its words. Of the white space before a word the last character is left
/// to that word, or, where it is no space, stands alone.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(found) = WORDS.find(rest) {
        let mut end = found.end();
        if found.as_str().trim().is_empty() && end < rest.len() {
            let last = found.as_str().char_indices().next_back();
            end = last.map_or(end, |(start, _)| if start > 0 { start } else { end });
        }
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

impl Subwords for ByteLevel {
    fn pieces(&self, stretch: &str, first: usize) -> Vec<Piece> {
        let prefix = self.add_prefix_space && !stretch.starts_with(' ');
        let text = format!("{}{stretch}", if prefix { " " } else { "" });
        let places = places(&text, first, prefix);
        let bytes = text.as_bytes();
        let mut pieces = Vec::new();
        let mut start = 0;
        for word in words(&text) {
            for symbol in self.bpe.symbols(word.as_bytes()) {
                let run = start + symbol.start..start + symbol.end;
                pieces.push(Piece {
                    id: symbol.id,
                    chars: extent(&places, run, |byte| bytes[byte] == b' '),
                    typed_special: false,
                });
            }
            start += word.len();
        }
        pieces
    }
}

/// The character of the user's text that each byte is of, and where the text goes on.
fn places(text: &str, first: usize, prefix: bool) -> Vec<usize> {
    let mut places = Vec::with_capacity(text.len() + 1);
    let mut place = first;
    for (index, c) in text.chars().enumerate() {
        places.resize(places.len() + c.len_utf8(), place);
        // A space that was put before the text is no character of it.
        place += usize::from(index > 0 || !prefix);
    }
    places.push(place);
    places
}
