//! Which heads do the same.

use headlight_core::{LayerAttention, surprise};

use super::Surveyed;

/// How different any two heads are: the Jensen–Shannon divergence of their rows, mean over the tokens of words (Clark et al.
/// 2019, section 6, where it is a sum), in nats; 0 for the same, ln 2 for rows that share nothing.
#[derive(Clone, Debug)]
pub struct Similarity {
    heads: usize,
    rows: u64,
    /// Σ over rows, `[heads, heads]`, where the first is the lesser.
    sums: Vec<f64>,
}

impl Similarity {
    /// Nothing compared yet.
    pub fn new(heads: usize) -> Self {
        Self {
            heads,
            rows: 0,
            sums: vec![0.0; heads * heads],
        }
    }

    /// Compares all heads of all layers on a sentence.
    pub(super) fn add(&mut self, sentence: &Surveyed<'_>, layers: &[&LayerAttention]) {
        let tokens = sentence.tokens();
        let heads: Vec<&[u16]> = layers
            .iter()
            .flat_map(|layer| layer.values().chunks_exact(tokens * tokens))
            .collect();
        for from in (0..tokens).filter(|from| sentence.words[*from].is_some()) {
            let rows: Vec<&[u16]> = heads
                .iter()
                .map(|head| &head[from * tokens..][..tokens])
                .collect();
            self.add_rows(&rows);
        }
    }

    /// JS(p, q) = H((p + q) / 2) − (H(p) + H(q)) / 2.
    fn add_rows(&mut self, rows: &[&[u16]]) {
        let entropy = |row: &[u16]| -> f32 { row.iter().map(|v| surprise(*v)).sum() };
        let entropies: Vec<f32> = rows.iter().map(|row| entropy(row)).collect();
        for (first, left) in rows.iter().enumerate() {
            for (second, right) in rows.iter().enumerate().skip(first + 1) {
                let middle = |(a, b): (&u16, &u16)| surprise(a.midpoint(*b));
                let both: f32 = left.iter().zip(*right).map(middle).sum();
                let divergence = both - f32::midpoint(entropies[first], entropies[second]);
                // Rounding may take it below nothing.
                self.sums[first * self.heads + second] += f64::from(divergence.max(0.0));
            }
        }
        self.rows += 1;
    }

    /// The divergence of two heads, each counted over all layers.
    pub fn between(&self, one: usize, other: usize) -> f64 {
        let (first, second) = (one.min(other), one.max(other));
        self.sums[first * self.heads + second] / self.rows.max(1) as f64
    }

    /// All divergences, `[heads, heads]`.
    pub fn matrix(&self) -> Vec<f64> {
        let all = 0..self.heads;
        all.clone()
            .flat_map(|one| all.clone().map(move |other| self.between(one, other)))
            .collect()
    }

    /// How many rows were compared.
    pub fn rows(&self) -> u64 {
        self.rows
    }
}
