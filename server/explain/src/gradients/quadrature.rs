//! Gauss–Legendre quadrature.

use std::f64::consts::PI;

/// A place between 0 and 1, and how much it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// The place.
    pub at: f64,
    /// Its weight; all weights add up to 1.
    pub weight: f64,
}

/// Newton's method doubles the digits of a root with every round; a few suffice from where it starts.
const ROUNDS: usize = 8;

/// The nodes of the Gauss–Legendre rule on \[0, 1\], ascending: exact for polynomials up to degree
/// 2 `count` − 1. Each is a root of the Legendre polynomial, found by Newton's method from the estimate
/// cos π(i + ¾)/(n + ½) (Abramowitz and Stegun 1964, 22.16.6 and 25.4.29); nodes and weights are right
/// to 1e-15.
pub fn gauss_legendre(count: usize) -> Vec<Node> {
    let mut nodes = vec![
        Node {
            at: 0.5,
            weight: 1.0
        };
        count
    ];
    for place in 0..count.div_ceil(2) {
        let estimate = (PI * (place as f64 + 0.75) / (count as f64 + 0.5)).cos();
        let (root, slope) = root(count, estimate);
        let weight = 1.0 / ((1.0 - root * root) * slope * slope);
        // The roots lie symmetrically about 0.
        nodes[place] = Node {
            at: (1.0 - root) / 2.0,
            weight,
        };
        nodes[count - 1 - place] = Node {
            at: f64::midpoint(1.0, root),
            weight,
        };
    }
    nodes
}

/// The root of the Legendre polynomial of a degree near an estimate, and its derivative there.
fn root(degree: usize, estimate: f64) -> (f64, f64) {
    let (mut x, mut slope) = (estimate, 1.0);
    for _ in 0..ROUNDS {
        let value;
        (value, slope) = legendre(degree, x);
        x -= value / slope;
    }
    (x, slope)
}

/// The Legendre polynomial of a degree and its derivative at −1 < x < 1, by Bonnet's recursion.
fn legendre(degree: usize, x: f64) -> (f64, f64) {
    let (mut before, mut value) = (1.0, x);
    for k in 2..=degree {
        let k = k as f64;
        (before, value) = (
            value,
            ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k,
        );
    }
    let n = degree as f64;
    (value, n * (x * value - before) / (x * x - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_rules_are_those_of_the_tables() {
        let nodes = gauss_legendre;
        assert_eq!(
            nodes(1),
            [Node {
                at: 0.5,
                weight: 1.0
            }]
        );
        let two = nodes(2);
        let expected = 0.5 - 0.5 / 3.0_f64.sqrt();
        assert!((two[0].at - expected).abs() < 1e-16 && (two[0].weight - 0.5).abs() < 1e-15);
        let three = nodes(3);
        assert!((three[0].at - (0.5 - 0.6_f64.sqrt() / 2.0)).abs() < 1e-16);
        assert!((three[1].weight - 4.0 / 9.0).abs() < 1e-15);
        assert!(nodes(0).is_empty());
    }

    /// By the same formulas in 40 digits. (numpy's own weights are 1e-15 off at the ends.)
    #[test]
    fn larger_rules_are_right_to_the_last_digits() {
        let fifty = gauss_legendre(50);
        for (place, at, weight) in FIFTY {
            assert!((fifty[place].at - at).abs() < 1e-15, "{place}");
            assert!((fifty[place].weight - weight).abs() < 1e-15, "{place}");
        }
    }

    const FIFTY: [(usize, f64, f64); 3] = [
        (0, 0.000_566_797_789_964_474_9, 0.001_454_311_276_577_570_5),
        (17, 0.275_096_832_512_980_6, 0.027_778_872_403_106_26),
        (24, 0.484_450_830_836_405_55, 0.031_088_308_327_673_63),
    ];

    #[test]
    fn powers_are_exact() {
        for count in [1, 2, 5, 20, 50, 100, 300] {
            let nodes = gauss_legendre(count);
            assert!(nodes.is_sorted_by(|a, b| a.at < b.at));
            assert!(nodes[0].at > 0.0 && nodes[count - 1].at < 1.0);
            for power in 0..(2 * count as i32).min(60) {
                let sum: f64 = nodes
                    .iter()
                    .map(|node| node.weight * node.at.powi(power))
                    .sum();
                let exact = 1.0 / f64::from(power + 1);
                assert!(
                    (sum - exact).abs() < 1e-14,
                    "{count} nodes, power {power}: {sum}"
                );
            }
        }
    }
}
