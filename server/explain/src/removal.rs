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
        match self {
            Self::Delete => cut.written(mask, |_, _| {}),
            Self::Replace(other) => cut.written(mask, |piece, text| {
                text.push_str(other);
                text.push_str(&piece.tail);
            }),
            Self::Shap {
                mask: token,
                collapse,
            } => shap(cut, mask, token, *collapse),
        }
    }
}

fn shap(cut: &Cut, mask: &Mask, token: &str, collapse: bool) -> String {
    let mut end_of_hidden = None;
    let text = cut.written(mask, |_, text| {
        if !(collapse && end_of_hidden == Some(text.len())) {
            text.push(' ');
            text.push_str(token);
        }
        end_of_hidden = Some(text.len());
    });
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
