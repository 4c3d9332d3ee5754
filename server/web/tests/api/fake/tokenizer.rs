//! A tokenizer that splits at spaces.

use headlight_core::{
    Encoding, Side, Text, Token, TokenId, TokenIndex, TokenLimit, TokenSpan, Tokenizer, Truncation,
    Utf16Map, Word, WordIndex, WordKind,
};

/// All pieces; what is none of them is `[UNK]`.
pub(crate) const VOCABULARY: [&str; 16] = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "dog", "cat", "ran", "escape", "wait",
    "panic", "fail", ".", "😀", "a",
];

pub(crate) struct FakeTokenizer {
    specials: bool,
    /// Whether blanks alone are a token.
    blanks: bool,
}

impl FakeTokenizer {
    /// With added specials, a mask and pairs.
    pub(crate) fn bert() -> Self {
        Self {
            specials: true,
            blanks: false,
        }
    }

    /// With none of them.
    pub(crate) fn gpt() -> Self {
        Self {
            specials: false,
            blanks: false,
        }
    }

    /// With none of them, but blanks are read, as GPT-2 does.
    pub(crate) fn blanks() -> Self {
        Self {
            specials: false,
            blanks: true,
        }
    }
}

fn id(piece: &str) -> Option<TokenId> {
    let place = VOCABULARY.iter().position(|entry| *entry == piece)?;
    Some(TokenId(place as u32))
}

fn added(piece: &str) -> Token {
    Token {
        id: id(piece).unwrap(),
        piece: piece.to_owned(),
        text: piece.to_owned(),
        span: None,
        word: None,
    }
}

fn blank(text: &str) -> Token {
    Token {
        span: Some(TokenSpan {
            side: Side::A,
            at: Utf16Map::new(text).span_of_bytes(0, text.len()),
        }),
        ..added("[UNK]")
    }
}

fn split(side: Side, text: &str) -> Vec<Token> {
    let map = Utf16Map::new(text);
    let pieces = text.split_whitespace().map(|piece| {
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        let at = map.span_of_bytes(start, start + piece.len());
        let id = id(piece).unwrap_or(TokenId(1));
        Token {
            id,
            piece: VOCABULARY[id.0 as usize].to_owned(),
            text: piece.to_owned(),
            span: Some(TokenSpan { side, at }),
            word: None,
        }
    });
    pieces.collect()
}

impl Tokenizer for FakeTokenizer {
    fn encode(&self, text: &Text, pair: Option<&Text>, limit: TokenLimit) -> Encoding {
        let mut sides = vec![(Side::A, split(Side::A, text.as_str()))];
        if self.blanks && !text.as_str().is_empty() && sides[0].1.is_empty() {
            sides[0].1 = vec![blank(text.as_str())];
        }
        sides.extend(pair.map(|pair| (Side::B, split(Side::B, pair.as_str()))));
        let specials = if self.specials { 1 + sides.len() } else { 0 };
        let total = specials + sides.iter().map(|(_, tokens)| tokens.len()).sum::<usize>();
        let mut truncated = None;
        for _ in limit.0 as usize..total {
            let longest = sides.iter_mut().max_by_key(|(_, tokens)| tokens.len());
            let (side, tokens) = longest.unwrap();
            let cut = tokens.pop().unwrap();
            truncated = Some(Truncation {
                side: *side,
                at: cut.span.unwrap().at.start,
                tokens_total: total as u32,
                tokens_kept: limit.0,
            });
        }
        assemble(sides, self.specials, truncated)
    }

    fn piece(&self, id: TokenId) -> Option<String> {
        VOCABULARY
            .get(id.0 as usize)
            .map(|piece| (*piece).to_owned())
    }

    fn id(&self, piece: &str) -> Option<TokenId> {
        id(piece)
    }

    fn pieces_of(&self, text: &Text) -> Vec<String> {
        let tokens = split(Side::A, text.as_str());
        // What models are told to do is no word that anybody would write.
        let told = |token: &Token| ["wait", "panic", "fail"].contains(&token.piece.as_str());
        let words = tokens.into_iter().filter(|token| !told(token));
        words.map(|token| token.piece).collect()
    }

    fn mask(&self) -> Option<TokenId> {
        self.specials.then_some(TokenId(4))
    }

    fn takes_pairs(&self) -> bool {
        self.specials
    }

    fn vocab_size(&self) -> u32 {
        VOCABULARY.len() as u32
    }
}

fn assemble(
    sides: Vec<(Side, Vec<Token>)>,
    specials: bool,
    truncated: Option<Truncation>,
) -> Encoding {
    let mut encoding = Encoding {
        tokens: Vec::new(),
        segments: Vec::new(),
        words: Vec::new(),
        truncated,
    };
    if specials {
        encoding.tokens.push(added("[CLS]"));
    }
    for (segment, (_, tokens)) in sides.into_iter().enumerate() {
        for mut token in tokens {
            let index = TokenIndex(encoding.tokens.len() as u32);
            // A blank is of no word.
            if token.text == "[UNK]" {
                encoding.tokens.push(token);
                continue;
            }
            token.word = Some(WordIndex(encoding.words.len() as u32));
            encoding.words.push(Word {
                text: token.text.clone(),
                span: token.span.unwrap(),
                tokens: (index, index),
                kind: if token.text == "." {
                    WordKind::Punctuation
                } else {
                    WordKind::Word
                },
            });
            encoding.tokens.push(token);
        }
        if specials {
            encoding.tokens.push(added("[SEP]"));
        }
        encoding
            .segments
            .resize(encoding.tokens.len(), segment as u8);
    }
    encoding
}
