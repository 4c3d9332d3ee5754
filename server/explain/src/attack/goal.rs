//! What an attack is after.

/// What the models of a request say about a text: a probability for each label, `[models][labels]`.
pub type Verdict = Vec<Vec<f64>>;

/// What is to happen to the labels that one model, or two, give the original.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// The first model gives another label.
    #[default]
    Left,
    /// The second model does.
    Right,
    /// Both do.
    Both,
    /// The first does and the second does not.
    LeftOnly,
    /// The second does and the first does not.
    RightOnly,
    /// The two are as far apart as can be, and give different labels.
    Disagree,
    /// The first model gives the same label, however much is left out.
    Keep,
}

/// By so much another label has to be ahead: nothing that rounding could undo.
const CLEAR: f64 = 1e-3;

/// How far one model is pushed before the other counts for more.
const ENOUGH: f64 = 0.1;

/// A goal, and the labels of the original.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    goal: Goal,
    labels: Vec<usize>,
}

/// The place of the largest probability, the first of equals.
pub fn best(probabilities: &[f64]) -> usize {
    let places = probabilities.iter().enumerate().rev();
    let best = places.max_by(|a, b| a.1.total_cmp(b.1));
    best.map_or(0, |(place, _)| place)
}

impl Aim {
    /// A goal by what the models say about the original.
    pub fn new(goal: Goal, original: &Verdict) -> Self {
        Self {
            goal,
            labels: original.iter().map(|row| best(row)).collect(),
        }
    }

    /// The label of the original for each model.
    pub fn labels(&self) -> &[usize] {
        &self.labels
    }

    /// Whether a model's label is another than the original's, and clearly so.
    pub fn flips(&self, model: usize, verdict: &Verdict) -> bool {
        self.margin(model, verdict) > CLEAR
    }

    /// Whether the goal is reached.
    pub fn reached(&self, verdict: &Verdict) -> bool {
        let flips = |model| self.flips(model, verdict);
        let stays = |model| self.margin(model, verdict) < -CLEAR;
        match self.goal {
            Goal::Left => flips(0),
            Goal::Right => flips(1),
            Goal::Both => flips(0) && flips(1),
            Goal::LeftOnly => flips(0) && stays(1),
            Goal::RightOnly => flips(1) && stays(0),
            Goal::Disagree => {
                let labels = [0, 1].map(|model| verdict.get(model).map(|row| best(row)));
                labels[0] != labels[1] && verdict.iter().all(|row| clear(row))
            }
            Goal::Keep => stays(0),
        }
    }

    /// How near a text is to the goal: the higher, the nearer.
    pub fn progress(&self, verdict: &Verdict) -> f64 {
        let margin = |model| self.margin(model, verdict);
        match self.goal {
            Goal::Left => margin(0),
            Goal::Right => margin(1),
            Goal::Both => margin(0).min(ENOUGH) + margin(1).min(ENOUGH),
            Goal::LeftOnly => margin(0).min(ENOUGH) - margin(1).max(-ENOUGH),
            Goal::RightOnly => margin(1).min(ENOUGH) - margin(0).max(-ENOUGH),
            Goal::Disagree => distance(verdict),
            Goal::Keep => -margin(0),
        }
    }

    /// Whether there is nothing more to do once the goal is reached.
    pub(crate) fn ends(&self) -> bool {
        self.goal != Goal::Disagree
    }

    /// By how much the best other label is ahead of the original's: above 0 where it is another.
    fn margin(&self, model: usize, verdict: &Verdict) -> f64 {
        let (Some(row), Some(label)) = (verdict.get(model), self.labels.get(model)) else {
            return -1.0;
        };
        let others = row.iter().enumerate().filter(|(at, _)| at != label);
        let other = others.map(|(_, p)| *p).fold(0.0, f64::max);
        other - row.get(*label).copied().unwrap_or_default()
    }
}

/// Whether one label is ahead of all others.
fn clear(row: &[f64]) -> bool {
    let best = best(row);
    let others = row.iter().enumerate().filter(|(at, _)| *at != best);
    let other = others.map(|(_, p)| *p).fold(0.0, f64::max);
    row.get(best).is_some_and(|p| p - other > CLEAR)
}

/// Half the sum of all differences: the total variation distance of two models' answers.
fn distance(verdict: &Verdict) -> f64 {
    let [left, right] = verdict.as_slice() else {
        return 0.0;
    };
    let apart = left.iter().zip(right).map(|(l, r)| (l - r).abs());
    apart.sum::<f64>() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(left: f64, right: f64) -> Verdict {
        vec![vec![1.0 - left, left], vec![1.0 - right, right]]
    }

    #[test]
    fn each_goal_has_its_success() {
        let original = verdict(0.9, 0.8);
        let cases = [
            (Goal::Left, [true, true, false, false, false]),
            (Goal::Right, [false, true, true, false, false]),
            (Goal::Both, [false, true, false, false, false]),
            (Goal::LeftOnly, [true, false, false, false, false]),
            (Goal::RightOnly, [false, false, true, false, false]),
            (Goal::Disagree, [true, false, true, false, false]),
            (Goal::Keep, [false, false, true, true, false]),
        ];
        let texts = [(0.2, 0.7), (0.1, 0.3), (0.6, 0.4), (0.99, 0.99), (0.5, 0.5)];
        for (goal, expected) in cases {
            let aim = Aim::new(goal, &original);
            assert_eq!(aim.labels(), [1, 1]);
            let found = texts.map(|(left, right)| aim.reached(&verdict(left, right)));
            assert_eq!(found, expected, "{goal:?}");
            let near = aim.progress(&verdict(0.4, 0.9));
            let far = aim.progress(&verdict(0.9, 0.4));
            match goal {
                Goal::Left | Goal::LeftOnly => assert!(near > far),
                Goal::Right | Goal::RightOnly | Goal::Keep => assert!(near < far),
                Goal::Both | Goal::Disagree => assert!((near - far).abs() < 1e-9),
            }
        }
    }

    #[test]
    fn the_first_of_equals_is_the_best() {
        assert_eq!((best(&[0.5, 0.5]), best(&[]), best(&[0.1, 0.2])), (0, 0, 1));
    }
}
