//! Newtypes for everything that is counted, so that a layer can never be taken for a head.

use std::fmt;
use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

/// A transformer block, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Layer(NonZeroU16);

/// An attention head of a layer, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Head(NonZeroU16);

/// A point at which hidden states exist: 0 is the embedding output, k the output of layer k.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct HiddenLayer(u16);

/// A position in a token sequence, counted from 0 with added specials included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenIndex(pub u32);

/// A position in a list of words, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WordIndex(pub u32);

/// An entry of a model's vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenId(pub u32);

macro_rules! counted_from_one {
    ($name:ident) => {
        impl $name {
            /// The one with this number, if it lies within `1..=count`.
            pub fn parse(number: i64, count: u16) -> Option<Self> {
                let number = u16::try_from(number).ok().filter(|n| *n <= count)?;
                NonZeroU16::new(number).map(Self)
            }

            /// All of them, ascending: `1..=count`.
            pub fn all(count: u16) -> impl DoubleEndedIterator<Item = Self> {
                (1..=count).filter_map(|n| NonZeroU16::new(n).map(Self))
            }

            /// The number that people see.
            pub fn number(self) -> u16 {
                self.0.get()
            }

            /// The place in an array, counted from 0.
            pub fn offset(self) -> usize {
                usize::from(self.0.get()) - 1
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

counted_from_one!(Layer);
counted_from_one!(Head);

impl HiddenLayer {
    /// The embedding output.
    pub const EMBEDDINGS: Self = Self(0);

    /// All points of a model with `layers` layers, ascending: `0..=layers`.
    pub fn all(layers: u16) -> impl DoubleEndedIterator<Item = Self> {
        (0..=layers).map(Self)
    }

    /// The last point of a model with `layers` layers.
    pub fn last(layers: u16) -> Self {
        Self(layers)
    }

    /// The number that people see, which is also the place in an array.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The place in an array of `layers + 1` hidden states.
    pub fn offset(self) -> usize {
        usize::from(self.0)
    }
}

impl Layer {
    /// Where this layer's input stands.
    pub fn input(self) -> HiddenLayer {
        HiddenLayer(self.0.get() - 1)
    }

    /// Where this layer's output stands.
    pub fn output(self) -> HiddenLayer {
        HiddenLayer(self.0.get())
    }
}

impl TokenIndex {
    /// The place in an array of tokens.
    pub fn offset(self) -> usize {
        self.0 as usize
    }
}

impl WordIndex {
    /// The place in an array of words.
    pub fn offset(self) -> usize {
        self.0 as usize
    }
}

/// The name of a model: its folder's name, `[A-Za-z0-9._-]{1,64}` and no name of dots alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct ModelId(String);

/// Why a string is no model id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A model's id has 1 to 64 letters, digits, dots, underscores or hyphens.")]
pub struct ModelIdError;

impl ModelId {
    /// Reads a model id.
    ///
    /// # Errors
    /// When the name could not be a folder's name of the allowed form.
    pub fn parse(name: &str) -> Result<Self, ModelIdError> {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
        let fits = (1..=64).contains(&name.len())
            && name.bytes().all(allowed)
            && !name.bytes().all(|b| b == b'.');
        if fits {
            Ok(Self(name.to_owned()))
        } else {
            Err(ModelIdError)
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_count_from_one() {
        assert_eq!(Layer::parse(0, 6), None);
        assert_eq!(Layer::parse(7, 6), None);
        assert_eq!(Layer::parse(-1, 6), None);
        assert_eq!(Layer::parse(65_537, 6), None);
        let last = Layer::parse(6, 6).expect("layer 6 of 6");
        assert_eq!((last.number(), last.offset()), (6, 5));
        assert_eq!(last.output(), HiddenLayer::last(6));
        assert_eq!(last.input().number(), 5);
    }

    #[test]
    fn model_ids_are_folder_names() {
        for good in ["headlight-mini", "a", "BERT.v1_2"] {
            assert!(ModelId::parse(good).is_ok(), "{good}");
        }
        for bad in ["", ".", "..", "a/b", "a b", "ü", &"x".repeat(65)] {
            assert!(ModelId::parse(bad).is_err(), "{bad}");
        }
    }
}
