//! The tree of phrases over which credit is divided.

use super::merge::{Label, balance, score};

/// A binary tree over players: nodes 0..n are the players, the others join two nodes each, in the
/// order in which they were joined; the last is the root. Every node covers neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    leaves: usize,
    joins: Vec<(usize, usize)>,
    /// First and last player of every node.
    covers: Vec<(usize, usize)>,
}

impl Tree {
    /// Joins, over and over, the two neighbours that go together best, the first of equals
    /// (`partition_tree`, `maskers/_text.py`). Labels come from [`super::labels`].
    pub fn of_labels(labels: &[String], separator: Option<&str>) -> Self {
        let mut groups: Vec<(usize, Vec<Label>)> = labels
            .iter()
            .enumerate()
            .map(|(player, label)| (player, vec![Label::new(label)]))
            .collect();
        let pair = |groups: &[(usize, Vec<Label>)], at: usize| {
            score(&groups[at].1, &groups[at + 1].1, separator)
        };
        let pairs = groups.len().saturating_sub(1);
        let mut scores: Vec<f64> = (0..pairs).map(|at| pair(&groups, at)).collect();
        let mut joins = Vec::with_capacity(pairs);
        while groups.len() > 1 {
            let at = first_largest(&scores);
            let (right, labels) = groups.remove(at + 1);
            let (left, group) = &mut groups[at];
            group.extend(labels);
            balance(group);
            joins.push((*left, right));
            *left = pairs + joins.len();
            scores.remove(at);
            let before = at.checked_sub(1);
            let after = Some(at).filter(|at| *at < scores.len());
            for at in before.into_iter().chain(after) {
                scores[at] = pair(&groups, at);
            }
        }
        Self::new(labels.len(), joins)
    }

    /// Halves a list of players over and over.
    pub fn balanced(players: usize) -> Self {
        fn join(
            first: usize,
            last: usize,
            leaves: usize,
            joins: &mut Vec<(usize, usize)>,
        ) -> usize {
            if first == last {
                return first;
            }
            let middle = usize::midpoint(first, last);
            let left = join(first, middle, leaves, joins);
            let right = join(middle + 1, last, leaves, joins);
            joins.push((left, right));
            leaves + joins.len() - 1
        }
        let mut joins = Vec::new();
        if players > 0 {
            join(0, players - 1, players, &mut joins);
        }
        Self::new(players, joins)
    }

    fn new(leaves: usize, joins: Vec<(usize, usize)>) -> Self {
        let mut covers: Vec<(usize, usize)> = (0..leaves).map(|leaf| (leaf, leaf)).collect();
        for (left, right) in &joins {
            covers.push((covers[*left].0, covers[*right].1));
        }
        Self {
            leaves,
            joins,
            covers,
        }
    }

    /// Number of players.
    pub fn leaves(&self) -> usize {
        self.leaves
    }

    /// Number of nodes, players included.
    pub fn nodes(&self) -> usize {
        self.covers.len()
    }

    /// The two nodes that a node joins; none for a player.
    pub fn children(&self, node: usize) -> Option<(usize, usize)> {
        let join = node.checked_sub(self.leaves)?;
        self.joins.get(join).copied()
    }

    /// The joins, in order.
    pub fn joins(&self) -> &[(usize, usize)] {
        &self.joins
    }

    /// First and last player of a node.
    pub fn cover(&self, node: usize) -> (usize, usize) {
        self.covers[node]
    }

    /// How many evaluations the complete recursion takes: 2 + E(root) with
    /// E(node) = 2 + 2·E(left) + 2·E(right); 2 evaluations make up the whole for one player.
    pub fn exact_cost(&self) -> f64 {
        let mut costs = vec![0.0; self.leaves];
        for (left, right) in &self.joins {
            costs.push(2.0 + 2.0 * (costs[*left] + costs[*right]));
        }
        2.0 + costs.last().copied().unwrap_or(0.0)
    }
}

fn first_largest(scores: &[f64]) -> usize {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::{by_words, labels};
    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "these numbers are exact")]
    fn the_librarys_merges() {
        // explainers.md 2.2
        let cut = by_words("The movie was not great but fun and boring.");
        let tree = Tree::of_labels(&labels(&cut), None);
        let expected = [
            (0, 1),
            (2, 3),
            (10, 4),
            (5, 6),
            (7, 8),
            (9, 11),
            (12, 13),
            (14, 15),
        ];
        assert_eq!(tree.joins(), expected);
        assert_eq!(tree.cover(14), (0, 4));
        assert_eq!(tree.exact_cost(), 60.0);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "these numbers are exact")]
    fn small_trees() {
        assert_eq!(Tree::of_labels(&[], None).nodes(), 0);
        assert_eq!(Tree::of_labels(&["a".to_owned()], None).exact_cost(), 2.0);
        assert_eq!(Tree::balanced(3).joins(), [(0, 1), (3, 2)]);
    }

    #[test]
    fn brackets_and_stops_hold_together() {
        let words = ["so", "(", "a", ")", "b", ".", "c"].map(str::to_owned);
        let tree = Tree::of_labels(&words, None);
        let groups: Vec<_> = (7..tree.nodes()).map(|node| tree.cover(node)).collect();
        assert!(groups.contains(&(1, 3)), "{groups:?}");
        assert_eq!(tree.cover(tree.nodes() - 1), (0, 6));
    }
}
