//! What it means to take a unit away.

use crate::{Cut, Mask};

/// How a unit is taken out of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Removal {
    /// It is left out, with the white space behind it.
    Delete,
    /// Something else stands in its place: the mask token, the unknown token, LIME's `UNKWORDZ`.
    Replace(String),
    /// As `shap.maskers.Text` does it (shap 0.54): a space and the mask stand in its place, runs of
    /// white space become one space, and a model without a mask token sees one `...` for each run.
    Shap {
        /// What stands in its place.
        mask: String,
        /// Whether neighbours that are taken away share one.
        collapse: bool,
    },
}

impl Removal {
    /// The text that is left of a cut. Deleting nothing gives back the text itself.
    pub fn apply(&self, cut: &Cut, mask: &Mask) -> String {
        let mut text = String::new();
        let mut hidden_before = false;
        for piece in &cut.pieces {
            let stays = piece.unit.is_none_or(|unit| mask.keeps(unit));
            if stays {
                text.push_str(&piece.text);
                text.push_str(&piece.tail);
            } else {
                self.hide(&piece.tail, hidden_before, &mut text);
            }
            hidden_before = !stays;
        }
        match self {
            Self::Shap { .. } => squeeze(&text),
            Self::Delete | Self::Replace(_) => text,
        }
    }

    fn hide(&self, tail: &str, hidden_before: bool, text: &mut String) {
        match self {
            Self::Delete => {}
            Self::Replace(other) => {
                text.push_str(other);
                text.push_str(tail);
            }
            Self::Shap { mask, collapse } => {
                if !(*collapse && hidden_before) {
                    text.push(' ');
                    text.push_str(mask);
                }
            }
        }
    }
}

fn squeeze(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
