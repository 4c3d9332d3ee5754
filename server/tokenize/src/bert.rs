//! BERT's tokenizer (Devlin et al. 2018): clean words, WordPiece, `[CLS] a [SEP] b [SEP]`.

use std::ops::Range;
use std::path::Path;

use headlight_core::{Encoding, Side, Text, TokenId, TokenLimit, Tokenizer, Utf16Map};

use crate::TokenizeError;
use crate::assemble::{Half, Template};
use crate::config::{self, BertConfig, ModelConfig, SpecialToken};
use crate::normalise::Normaliser;
use crate::specials::{Special, Specials};
use crate::wordpiece::{Piece, WordPiece};

/// A BERT tokenizer.
pub(crate) struct Bert {
    normaliser: Normaliser,
    specials: Specials,
    wordpiece: WordPiece,
    template: Template,
    mask: Option<TokenId>,
    takes_pairs: bool,
}

impl Bert {
    /// Opens `vocab.txt` and, where there is one, `tokenizer_config.json`.
    pub(crate) fn open(folder: &Path, model: &ModelConfig) -> Result<Self, TokenizeError> {
        let config = config::bert(folder)?;
        let unknown = name(config.unk_token.as_ref(), "[UNK]");
        let wordpiece = WordPiece::new(&config::text(folder, "vocab.txt")?, unknown)?;
        Ok(Self {
            normaliser: normaliser(&config),
            specials: Specials::new(specials(&config, &wordpiece))?,
            template: Template {
                start: required(&wordpiece, name(config.cls_token.as_ref(), "[CLS]"))?,
                end: required(&wordpiece, name(config.sep_token.as_ref(), "[SEP]"))?,
            },
            mask: wordpiece.id(name(config.mask_token.as_ref(), "[MASK]")),
            takes_pairs: model.type_vocab_size.is_none_or(|segments| segments > 1),
            wordpiece,
        })
    }

    /// The pieces of a text, typed special tokens whole.
    fn read(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for stretch in self.specials.split(text) {
            let end = start + stretch.text.chars().count();
            if let Some(special) = stretch.special {
                pieces.push(typed(special, start..end));
            } else {
                let words = self.normaliser.words(stretch.text, start as u32);
                pieces.extend(self.wordpiece.pieces(&words));
            }
            start = end;
        }
        pieces
    }

    fn half<'a>(&self, side: Side, text: &'a Text) -> Half<'a> {
        Half {
            side,
            map: Utf16Map::new(text.as_str()),
            pieces: self.read(text.as_str()),
        }
    }
}

fn typed(special: &Special, chars: Range<usize>) -> Piece {
    Piece {
        id: special.id,
        entry: special.entry.clone(),
        chars,
        typed_special: true,
    }
}

fn name<'a>(token: Option<&'a SpecialToken>, default: &'a str) -> &'a str {
    token.map_or(default, SpecialToken::text)
}

fn normaliser(config: &BertConfig) -> Normaliser {
    let lower_case = config.do_lower_case.unwrap_or(true);
    Normaliser {
        lower_case,
        strip_accents: config.strip_accents.unwrap_or(lower_case),
        split_chinese: config.tokenize_chinese_chars.unwrap_or(true),
    }
}

/// The special tokens that a user may type: those of the configuration that are in the vocabulary.
fn specials(config: &BertConfig, wordpiece: &WordPiece) -> Vec<Special> {
    let named = [
        name(config.unk_token.as_ref(), "[UNK]"),
        name(config.cls_token.as_ref(), "[CLS]"),
        name(config.sep_token.as_ref(), "[SEP]"),
        name(config.pad_token.as_ref(), "[PAD]"),
        name(config.mask_token.as_ref(), "[MASK]"),
    ];
    let more = config
        .additional_special_tokens
        .iter()
        .flatten()
        .map(SpecialToken::text);
    named
        .into_iter()
        .chain(more)
        .filter(|entry| !entry.is_empty())
        .filter_map(|entry| special(wordpiece, entry))
        .collect()
}

fn special(wordpiece: &WordPiece, entry: &str) -> Option<Special> {
    wordpiece.id(entry).map(|id| Special {
        id,
        entry: entry.to_owned(),
    })
}

fn required(wordpiece: &WordPiece, entry: &str) -> Result<Special, TokenizeError> {
    special(wordpiece, entry).ok_or_else(|| TokenizeError::MissingToken {
        token: entry.to_owned(),
    })
}

impl Tokenizer for Bert {
    fn encode(&self, text: &Text, pair: Option<&Text>, limit: TokenLimit) -> Encoding {
        let a = self.half(Side::A, text);
        let b = pair.map(|pair| self.half(Side::B, pair));
        self.template
            .assemble([a].into_iter().chain(b).collect(), limit)
    }

    fn piece(&self, id: TokenId) -> Option<String> {
        self.wordpiece.entry(id).map(str::to_owned)
    }

    fn id(&self, piece: &str) -> Option<TokenId> {
        self.wordpiece.id(piece)
    }

    fn pieces_of(&self, text: &Text) -> Vec<String> {
        let pieces = self.read(text.as_str()).into_iter();
        pieces.map(|piece| piece.entry).collect()
    }

    fn mask(&self) -> Option<TokenId> {
        self.mask
    }

    fn takes_pairs(&self) -> bool {
        self.takes_pairs
    }

    fn vocab_size(&self) -> u32 {
        self.wordpiece.entries()
    }
}
