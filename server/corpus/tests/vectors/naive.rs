//! The simplest engine that could be: every score by the textbook, all of them sorted.

use headlight_core::{Neighbour, Space, VectorError, VectorIndex, VectorQuery};
use headlight_corpus::index::FlatIndex;

use crate::made::{HEADS, points};

/// Vectors as plain numbers: those that another index stores.
pub(crate) struct Naive {
    /// `[token][number]` by point: all hidden states, then all contexts.
    hidden: Vec<Vec<Vec<f32>>>,
    contexts: Vec<Vec<Vec<f32>>>,
}

impl Naive {
    pub(crate) fn of(index: &FlatIndex) -> Self {
        let (hidden, layers) = points();
        let rows = |space: Space| {
            let row = |token| index.vector(&space, token).unwrap();
            (0..index.len()).map(row).collect()
        };
        let all: Vec<_> = headlight_core::Head::all(HEADS).collect();
        Self {
            hidden: hidden
                .into_iter()
                .map(|at| rows(Space::Embedding(at)))
                .collect(),
            contexts: layers
                .into_iter()
                .map(|layer| rows(Space::Context(layer, all.clone())))
                .collect(),
        }
    }

    /// The rows of a space and where its groups begin, with their size.
    fn rows(&self, space: &Space) -> (&[Vec<f32>], Vec<usize>, usize) {
        match space {
            Space::Embedding(at) => {
                let rows = &self.hidden[at.offset()];
                (rows, vec![0], rows[0].len())
            }
            Space::Context(layer, heads) => {
                let rows = &self.contexts[layer.offset()];
                let size = rows[0].len() / usize::from(HEADS);
                (
                    rows,
                    heads.iter().map(|head| head.offset() * size).collect(),
                    size,
                )
            }
        }
    }
}

fn cosine(a: &[f64], b: &[f64]) -> f64 {
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let lengths = (product(a, a) * product(b, b)).sqrt();
    if lengths > 0.0 {
        product(a, b) / lengths
    } else {
        0.0
    }
}

fn wide(row: &[f32]) -> Vec<f64> {
    row.iter().map(|x| f64::from(*x)).collect()
}

/// Brought to length one, and then less the mean, where one is given.
fn ready(row: &[f32], mean: Option<&Vec<f64>>) -> Vec<f64> {
    let row = wide(row);
    let Some(mean) = mean else { return row };
    let length = row.iter().map(|x| x * x).sum::<f64>().sqrt();
    row.iter()
        .zip(mean)
        .map(|(x, mean)| x / length - mean)
        .collect()
}

impl VectorIndex for Naive {
    fn len(&self) -> usize {
        self.hidden[0].len()
    }

    fn nearest(&self, query: &VectorQuery<'_>) -> Result<Vec<Neighbour>, VectorError> {
        let (rows, starts, size) = self.rows(query.space);
        let mean = |start: usize| {
            let mut mean = vec![0f64; size];
            for row in rows {
                for (sum, x) in mean.iter_mut().zip(&row[start..start + size]) {
                    *sum += f64::from(*x) / rows.len() as f64;
                }
            }
            mean
        };
        let means: Option<Vec<_>> = query
            .centred
            .then(|| starts.iter().map(|s| mean(*s)).collect());
        let score = |row: &Vec<f32>| {
            let cosines = starts.iter().enumerate().map(|(at, start)| {
                let mean = means.as_ref().map(|means| &means[at]);
                let part = |row: &[f32]| ready(&row[*start..start + size], mean);
                cosine(&part(query.vector), &part(row))
            });
            (cosines.sum::<f64>() / starts.len() as f64) as f32
        };
        let all = rows.iter().enumerate().map(|(vector, row)| Neighbour {
            vector,
            score: score(row),
        });
        let mut all: Vec<_> = all
            .filter(|found| {
                query
                    .allowed
                    .is_none_or(|allowed| allowed.has(found.vector))
            })
            .collect();
        all.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.vector.cmp(&b.vector)));
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|found| {
            query
                .groups
                .is_none_or(|groups| seen.insert(groups[found.vector]))
        });
        all.truncate(query.k);
        Ok(all)
    }

    fn random_pairs(&self, space: &Space, centred: bool) -> Result<f32, VectorError> {
        let (rows, ..) = self.rows(space);
        let mut scores = Vec::new();
        for row in rows.iter().step_by(7) {
            let found = self.nearest(&VectorQuery {
                space,
                vector: row,
                centred,
                k: rows.len(),
                allowed: None,
                groups: None,
            })?;
            scores.extend(found.into_iter().skip(1).map(|found| found.score));
        }
        scores.sort_by(f32::total_cmp);
        Ok(scores[scores.len() / 2])
    }
}
