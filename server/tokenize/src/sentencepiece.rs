//! `spiece.model`, the file of a SentencePiece model: protocol buffers, of which a few fields count.
//!
//! `rust_tokenizers` reads this file too, but hides the table of characters in it, and copies every
//! piece once for each of its characters.

/// Refuses pieces that are longer than any published one, so that a search stays short.
const MAX_PIECE_BYTES: usize = 256;

type Damaged = &'static str;

/// What the file says.
#[derive(Debug, Default)]
pub(crate) struct SentencePiece {
    pub(crate) pieces: Vec<SpPiece>,
    /// What characters become before pieces are searched; see [`crate::charsmap`].
    pub(crate) charsmap: Vec<u8>,
}

/// An entry of the vocabulary; its number is its place.
#[derive(Debug)]
pub(crate) struct SpPiece {
    pub(crate) entry: String,
    pub(crate) score: f32,
    pub(crate) role: Role,
}

/// What an entry is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Found in texts.
    Text,
    /// Stands for what no entry holds.
    Unknown,
    /// Never found in texts: `[CLS]`.
    Control,
}

/// A field of a message.
enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

impl SentencePiece {
    /// Reads the file.
    pub(crate) fn parse(file: &[u8]) -> Result<Self, Damaged> {
        let mut read = Self::default();
        each_field(file, |field, value| match (field, value) {
            (1, Value::Bytes(piece)) => {
                read.pieces.push(piece_of(piece)?);
                Ok(())
            }
            (2, Value::Bytes(trainer)) => each_field(trainer, unigram_only),
            (3, Value::Bytes(normaliser)) => each_field(normaliser, |field, value| {
                if let (2, Value::Bytes(bytes)) = (field, value) {
                    bytes.clone_into(&mut read.charsmap);
                }
                Ok(())
            }),
            _ => Ok(()),
        })?;
        Ok(read)
    }
}

fn unigram_only(field: u64, value: Value<'_>) -> Result<(), Damaged> {
    match (field, value) {
        (3, Value::Number(kind)) if kind != 1 => Err("its pieces are not those of a unigram model"),
        _ => Ok(()),
    }
}

fn piece_of(message: &[u8]) -> Result<SpPiece, Damaged> {
    let mut piece = SpPiece {
        entry: String::new(),
        score: 0.0,
        role: Role::Text,
    };
    each_field(message, |field, value| {
        match (field, value) {
            (1, Value::Bytes(entry)) if entry.len() <= MAX_PIECE_BYTES => {
                let entry = str::from_utf8(entry).or(Err("a piece is not text"))?;
                entry.clone_into(&mut piece.entry);
            }
            (1, _) => return Err("a piece is too long"),
            (2, Value::Bytes(score)) => {
                let score = score.try_into().or(Err("a score is not a number"))?;
                piece.score = f32::from_le_bytes(score);
            }
            (3, Value::Number(2)) => piece.role = Role::Unknown,
            (3, Value::Number(3)) => piece.role = Role::Control,
            _ => {}
        }
        Ok(())
    })?;
    Ok(piece)
}

/// Gives every field of a message to `take`.
fn each_field(
    mut message: &[u8],
    mut take: impl FnMut(u64, Value<'_>) -> Result<(), Damaged>,
) -> Result<(), Damaged> {
    while !message.is_empty() {
        let tag = varint(&mut message)?;
        let value = match tag & 7 {
            0 => Value::Number(varint(&mut message)?),
            1 => Value::Bytes(bytes(&mut message, 8)?),
            2 => {
                let length = varint(&mut message)?;
                Value::Bytes(bytes(&mut message, length)?)
            }
            5 => Value::Bytes(bytes(&mut message, 4)?),
            _ => return Err("it is no protocol buffer"),
        };
        take(tag >> 3, value)?;
    }
    Ok(())
}

fn bytes<'a>(message: &mut &'a [u8], length: u64) -> Result<&'a [u8], Damaged> {
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    message.split_off(..length).ok_or("it ends too early")
}

fn varint(message: &mut &[u8]) -> Result<u64, Damaged> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = *message.split_off_first().ok_or("it ends too early")?;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(number);
        }
    }
    Err("a number is too long")
}
