//! Masking and replacing tokens of an encoding.

use crate::{Encoding, Text, TokenId, TokenIndex, Tokenizer};

/// What to do to the tokens of a text before the model reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// Tokens to hide behind the mask token.
    pub masked: Vec<TokenIndex>,
    /// Tokens to put another piece in place of.
    pub replaced: Vec<Replacement>,
}

/// One vocabulary piece in place of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Which token.
    pub index: TokenIndex,
    /// The vocabulary piece that takes its place.
    pub token: String,
}

/// Why an edit does not fit the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// No such token.
    #[error("There is no token {index}: the text has {count} tokens, counted from 0.")]
    NoSuchToken {
        /// The index asked for.
        index: i64,
        /// How many tokens there are.
        count: usize,
    },
    /// An added special cannot be edited.
    #[error("Token {} is {piece}, which the tokenizer adds: it cannot be masked or replaced.", index.0)]
    Special {
        /// The token.
        index: TokenIndex,
        /// Its vocabulary entry.
        piece: String,
    },
    /// Masked and replaced at once, or replaced twice.
    #[error("Token {} is edited twice: mask it or replace it once.", index.0)]
    Twice {
        /// The token.
        index: TokenIndex,
    },
    /// The replacement is not one piece.
    #[error(
        "“{token}” is not one piece of this model's vocabulary; it would become {}. To use it, edit the text.",
        list(pieces)
    )]
    NotOnePiece {
        /// What was asked for.
        token: String,
        /// The pieces it would be.
        pieces: Vec<String>,
    },
    /// The model cannot mask.
    #[error("This model has no mask token: it predicts what follows, not what is hidden.")]
    NotMasked,
}

fn list(pieces: &[String]) -> String {
    match pieces {
        [] => "nothing".to_owned(),
        pieces => pieces
            .iter()
            .map(|p| format!("“{p}”"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// The ids that the model reads after an edit, beside what stood there before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// What the model reads.
    pub ids: Vec<TokenId>,
    /// Whether the mask token stands there, by edit or typed by the user.
    pub masked: Vec<bool>,
    /// What stood there before the edit; none for a mask token typed by the user.
    pub originals: Vec<Option<TokenId>>,
}

impl Edit {
    /// Applies the edit: replacements first, then masks.
    ///
    /// # Errors
    /// When an index is not there, is an added special or is edited twice, when a replacement is not
    /// one piece, or when the model has no mask token.
    pub fn apply(
        &self,
        encoding: &Encoding,
        tokenizer: &dyn Tokenizer,
    ) -> Result<Edited, EditError> {
        let mut edited = unedited(encoding, tokenizer.mask());
        let mut touched = vec![false; encoding.tokens.len()];
        for replacement in &self.replaced {
            let place = editable(encoding, replacement.index)?;
            if std::mem::replace(&mut touched[place], true) {
                return Err(EditError::Twice {
                    index: replacement.index,
                });
            }
            let id = one_piece(tokenizer, &replacement.token)?;
            edited.ids[place] = id;
            edited.masked[place] = Some(id) == tokenizer.mask();
        }
        for &index in &self.masked {
            let mask = tokenizer.mask().ok_or(EditError::NotMasked)?;
            let place = editable(encoding, index)?;
            if touched[place] {
                return Err(EditError::Twice { index });
            }
            edited.ids[place] = mask;
            edited.masked[place] = true;
        }
        Ok(edited)
    }
}

fn unedited(encoding: &Encoding, mask: Option<TokenId>) -> Edited {
    let ids: Vec<_> = encoding.tokens.iter().map(|t| t.id).collect();
    let masked: Vec<_> = ids.iter().map(|id| Some(*id) == mask).collect();
    let originals = ids
        .iter()
        .zip(&masked)
        .map(|(id, masked)| (!masked).then_some(*id))
        .collect();
    Edited {
        ids,
        masked,
        originals,
    }
}

fn editable(encoding: &Encoding, index: TokenIndex) -> Result<usize, EditError> {
    let count = encoding.tokens.len();
    let token = encoding
        .tokens
        .get(index.offset())
        .ok_or_else(|| EditError::NoSuchToken {
            index: i64::from(index.0),
            count,
        })?;
    if token.special() {
        return Err(EditError::Special {
            index,
            piece: token.piece.clone(),
        });
    }
    Ok(index.offset())
}

fn one_piece(tokenizer: &dyn Tokenizer, token: &str) -> Result<TokenId, EditError> {
    tokenizer.id(token).ok_or_else(|| {
        let pieces = Text::parse(token.to_owned()).map(|text| tokenizer.pieces_of(&text));
        EditError::NotOnePiece {
            token: token.to_owned(),
            pieces: pieces.unwrap_or_default(),
        }
    })
}
