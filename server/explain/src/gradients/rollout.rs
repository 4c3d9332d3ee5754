//! Attention followed through all layers, from the state that is read back to the words.

use headlight_core::{LayerAttention, dequantise};

/// The mean over heads of one layer's attention, `[from, to]`.
pub fn mean_over_heads(attention: &LayerAttention, tokens: usize) -> Vec<f32> {
    let size = tokens * tokens;
    let heads = attention.values().chunks(size.max(1));
    let count = heads.len() as f32;
    let mut mean = vec![0.0; size];
    for head in heads {
        for (mean, value) in mean.iter_mut().zip(head) {
            *mean += dequantise(*value) / count;
        }
    }
    mean
}

/// Attention rollout (Abnar and Zuidema 2020): each layer is the mean of its attention `[from, to]` and
/// of what passes beside it, R = Π ½ (A + I), later layers on the left. The row `read` of R: a share for
/// each token, all shares adding up to 1.
pub fn rollout(layers: &[Vec<f32>], read: usize) -> Vec<f64> {
    let Some(mut carried) = unit(layers, read) else {
        return Vec::new();
    };
    for layer in layers.iter().rev() {
        let attended = through(&carried, layer);
        for (carried, attended) in carried.iter_mut().zip(attended) {
            *carried = f64::midpoint(*carried, attended);
        }
    }
    carried
}

/// The same with each layer's attention weighted by its gradients, R ← R + Ā R (Chefer, Gur and Wolf
/// 2021, equations 5 and 6). The row `read` of R − I as shares, all adding up to 1; zeros where no
/// attention speaks for the target.
pub fn gradient_rollout(layers: &[Vec<f32>], read: usize) -> Vec<f64> {
    let Some(mut carried) = unit(layers, read) else {
        return Vec::new();
    };
    for layer in layers.iter().rev() {
        let attended = through(&carried, layer);
        for (carried, attended) in carried.iter_mut().zip(attended) {
            *carried += attended;
        }
    }
    carried[read] -= 1.0;
    let total: f64 = carried.iter().sum();
    if total > 0.0 {
        for share in &mut carried {
            *share /= total;
        }
    }
    carried
}

/// The row `read` of the identity.
fn unit(layers: &[Vec<f32>], read: usize) -> Option<Vec<f64>> {
    let tokens = layers.first()?.len().isqrt();
    let mut row = vec![0.0; tokens];
    *row.get_mut(read)? = 1.0;
    Some(row)
}

/// A row `[from]` times a matrix `[from, to]`.
fn through(row: &[f64], layer: &[f32]) -> Vec<f64> {
    let mut sums = vec![0.0; row.len()];
    for (carried, targets) in row.iter().zip(layer.chunks(row.len())) {
        for (sum, weight) in sums.iter_mut().zip(targets) {
            *sum += carried * f64::from(*weight);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use headlight_core::quantise;

    /// Two layers over three tokens, rows adding up to 1.
    fn layers() -> Vec<Vec<f32>> {
        vec![
            vec![0.5, 0.25, 0.25, 0.0, 1.0, 0.0, 0.25, 0.5, 0.25],
            vec![0.0, 0.5, 0.5, 1.0, 0.0, 0.0, 0.25, 0.25, 0.5],
        ]
    }

    fn near(ours: &[f64], theirs: &[f64]) -> bool {
        let mut pairs = ours.iter().zip(theirs);
        ours.len() == theirs.len() && pairs.all(|(a, b)| (a - b).abs() < 1e-12)
    }

    #[test]
    fn the_product_of_both_layers_by_hand() {
        // Row 0 of ½(A₂ + I) is (½, ¼, ¼); the rows of ½(A₁ + I) are
        // (¾, ⅛, ⅛), (0, 1, 0) and (⅛, ¼, ⅝).
        let expected = [
            0.5 * 0.75 + 0.25 * 0.125,
            0.5 * 0.125 + 0.25 + 0.25 * 0.25,
            0.5 * 0.125 + 0.25 * 0.625,
        ];
        assert!(near(&rollout(&layers(), 0), &expected));
        let sum: f64 = rollout(&layers(), 2).iter().sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }

    #[test]
    fn gradients_add_to_what_passes() {
        // e₀ (I + A₂) = (1, ½, ½); times (I + A₁), less e₀.
        let raw = [0.5 + 0.125, 0.5 + 0.25 + 0.5 + 0.25, 0.5 + 0.25 + 0.125];
        let total: f64 = raw.iter().sum();
        let expected = raw.map(|share| share / total);
        assert!(near(&gradient_rollout(&layers(), 0), &expected));
        assert!(near(
            &gradient_rollout(&[vec![0.0; 9], vec![0.0; 9]], 1),
            &[0.0; 3]
        ));
    }

    #[test]
    fn heads_are_averaged() {
        let values = [1.0, 0.0, 0.5, 0.5, 0.0, 1.0, 0.5, 0.5].map(quantise);
        let mean = mean_over_heads(&LayerAttention::new(2, values.to_vec()), 2);
        for (mean, expected) in mean.iter().zip([0.5, 0.5, 0.5, 0.5]) {
            assert!((mean - expected).abs() < 1e-4);
        }
    }

    #[test]
    fn nothing_is_read_where_nothing_is() {
        assert!(rollout(&[], 0).is_empty() && gradient_rollout(&[vec![1.0]], 3).is_empty());
    }
}
