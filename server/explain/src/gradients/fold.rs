//! From the tokens of any tokenizer to units.

use headlight_core::Utf16Span;

use crate::{Cut, Unit};

/// Numbers for units that were numbers for tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Folded {
    /// For each unit, the sum over its tokens.
    pub units: Vec<f64>,
    /// The sum over tokens of no unit: added specials, punctuation before the first word.
    pub outside: f64,
}

/// Adds up what each unit's tokens have; a token that reaches over two units belongs to the first.
/// `spans` are the tokens', none for added specials. Where the units are these very tokens, each gets
/// its own.
pub fn fold(cut: &Cut, spans: &[Option<Utf16Span>], weights: &[f64]) -> Folded {
    let own = is_same(&cut.units, spans);
    let mut folded = Folded {
        units: vec![0.0; cut.units.len()],
        outside: 0.0,
    };
    for (token, (span, weight)) in spans.iter().zip(weights).enumerate() {
        let unit = if own {
            Some(token)
        } else {
            span.and_then(|span| unit_of(&cut.units, span))
        };
        match unit {
            Some(unit) => folded.units[unit] += weight,
            None => folded.outside += weight,
        }
    }
    folded
}

/// Whether units and tokens are one and the same: pieces of one character share its span, and so
/// spans alone do not tell them apart.
fn is_same(units: &[Unit], spans: &[Option<Utf16Span>]) -> bool {
    let mut pairs = units.iter().zip(spans);
    units.len() == spans.len() && pairs.all(|(unit, span)| unit.spans.first() == span.as_ref())
}

fn unit_of(units: &[Unit], token: Utf16Span) -> Option<usize> {
    // An empty token stands where it starts.
    let end = token.end.max(token.start + 1);
    let overlaps = |at: &Utf16Span| at.start < end && token.start < at.end;
    units
        .iter()
        .position(|unit| unit.spans.iter().any(overlaps))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(start: u32, end: u32) -> Utf16Span {
        Utf16Span { start, end }
    }

    fn cut(spans: &[Option<Utf16Span>]) -> Cut {
        let unit = |span: &Option<Utf16Span>| Unit {
            text: String::new(),
            spans: span.iter().copied().collect(),
        };
        Cut {
            pieces: Vec::new(),
            units: spans.iter().map(unit).collect(),
        }
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "powers of two are added exactly")]
    fn pieces_add_up_and_nothing_is_lost() {
        // "“un|able| to| go" over "unable", "to", and a token across "to go".
        let units = cut(&[at(1, 7), at(8, 10), at(11, 13)].map(Some));
        let inner = [at(0, 1), at(1, 3), at(3, 7), at(9, 13)].map(Some);
        let tokens = [&[None], &inner[..], &[None]].concat();
        let folded = fold(&units, &tokens, &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0]);
        assert_eq!(folded.units, [12.0, 16.0, 0.0]);
        assert_eq!(folded.outside, 35.0);
    }

    #[test]
    fn tokens_that_are_the_units_keep_their_own() {
        let tokens = [None, Some(at(0, 2)), Some(at(0, 2)), None];
        let folded = fold(&cut(&tokens), &tokens, &[1.0, 2.0, 3.0, 4.0]);
        assert_eq!(folded.units, [1.0, 2.0, 3.0, 4.0]);
    }
}
