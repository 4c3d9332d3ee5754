//! Where the matched tokens look.

use headlight_core::{Head, Layer, Neighbour, Sequence, TokenIndex};

use super::place::Place;
use crate::app::App;
use crate::error::ApiError;

/// Where a matched token looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Look {
    /// For each word of the sentence its share; empty where there is no layer.
    pub shares: Vec<f32>,
    /// The word with the largest share, in the sentence.
    pub most: Option<usize>,
}

/// Where each of the tokens that were found looks at a layer, by the chosen heads.
pub(super) async fn looks(
    app: &App,
    place: &Place,
    found: &[Neighbour],
    layer: Option<Layer>,
) -> Result<Vec<Look>, ApiError> {
    let Some(layer) = layer else {
        return Ok(vec![Look::default(); found.len()]);
    };
    let opened = &place.opened;
    let read = |neighbour: &Neighbour| {
        let tokens = opened.index.tokens();
        let sentence = tokens.sentence(neighbour.vector);
        let (sequence, words) = opened.reading(sentence);
        (sequence, words, tokens.place(neighbour.vector), sentence)
    };
    let readings: Vec<_> = found.iter().map(read).collect();
    let asked: Vec<(Sequence, TokenIndex)> = readings
        .iter()
        .map(|(sequence, _, token, _)| (sequence.clone(), *token))
        .collect();
    let model = &place.prepared.model.info;
    let rows = app.inference.attention_from(model, asked, layer).await?;
    let rows = rows.iter().zip(&readings);
    let looks = rows.map(|(row, (_, words, _, sentence))| {
        let range = opened.corpus.sentence(*sentence).words;
        let local: Vec<Option<usize>> = words
            .iter()
            .map(|word| word.map(|word| word - range.start))
            .collect();
        look(row, &place.heads, &local, range.len())
    });
    Ok(looks.collect())
}

/// Shares of the words: a row of attention `[heads, tokens]`, mean over some heads, summed over each
/// word's tokens. Ties go to the word that comes first.
fn look(row: &[f32], heads: &[Head], words: &[Option<usize>], count: usize) -> Look {
    let mut shares = vec![0f32; count];
    for head in heads {
        let weights = &row[head.offset() * words.len()..][..words.len()];
        for (word, weight) in words.iter().zip(weights) {
            if let Some(share) = word.and_then(|word| shares.get_mut(word)) {
                *share += weight / heads.len() as f32;
            }
        }
    }
    let most = shares.iter().enumerate().rev();
    let most = most.max_by(|(_, a), (_, b)| a.total_cmp(b));
    Look {
        most: most.map(|(word, _)| word),
        shares,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_share_what_specials_leave() {
        let heads: Vec<Head> = Head::all(3).collect();
        // [CLS] a b ##c [SEP]
        let words = [None, Some(0), Some(1), Some(1), None];
        let row = [
            0.5, 0.25, 0.125, 0.125, 0.0, //
            9.0, 9.0, 9.0, 9.0, 9.0, //
            0.0, 0.25, 0.25, 0.25, 0.25,
        ];
        let found = look(&row, &[heads[0], heads[2]], &words, 3);
        assert_eq!(found.shares, [0.25, 0.375, 0.0]);
        assert_eq!(found.most, Some(1));
        assert_eq!(look(&row, &heads[..1], &words, 2).most, Some(0));
        assert_eq!(look(&[], &heads[..1], &[], 0).most, None);
    }
}
