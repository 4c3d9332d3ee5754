//! Headlight mode: the estimator fits the budget, and rankings are held against the model.

mod black_box;

use black_box::{TEXT, drive, positive};
use headlight_explain::lime::{Words, split};
use headlight_explain::shap::Tree;
use headlight_explain::{Cut, Faithfulness, Mask, Quality, Removal, choice};

fn value(cut: &Cut, mask: &Mask) -> Vec<f64> {
    vec![positive(&Removal::Delete.apply(cut, mask))]
}

#[test]
fn short_texts_are_exact() {
    let cut = split(TEXT, Words::Types);
    for mut choice in [
        choice::lime(9, 512, 0),
        choice::shap(9, || Tree::balanced(9), 512, 0),
    ] {
        let mut asked = 0;
        let found = drive(choice.method.as_mut(), |mask| {
            asked += 1;
            value(&cut, mask)
        });
        assert_eq!(asked, 512);
        assert!(
            found[0]
                .weights
                .iter()
                .all(|weight| weight.margin == Some(0.0))
        );
    }
}

#[test]
fn longer_texts_have_intervals_and_the_longest_have_phrases() {
    let ask = |units: usize, mask: &Mask| vec![(mask.kept() as f64 / units as f64).sqrt()];
    let mut sampled = choice::shap(40, || Tree::balanced(40), 500, 0);
    let found = drive(sampled.method.as_mut(), |mask| ask(40, mask));
    assert!(
        found[0]
            .weights
            .iter()
            .all(|weight| weight.margin.is_some_and(|margin| margin > 0.0))
    );
    let mut phrases = choice::shap(200, || Tree::balanced(200), 500, 0);
    let found = drive(phrases.method.as_mut(), |mask| ask(200, mask));
    let Quality::Additive { unresolved, .. } = &found[0].quality else {
        panic!("not additive");
    };
    assert!(!unresolved.is_empty());
    assert!(phrases.exact_cost > 1e50);
}

#[test]
fn a_good_ranking_is_better_than_chance_and_a_bad_one_is_worse() {
    let cut = split(TEXT, Words::Types);
    let report = |weights: Vec<f64>| {
        let faithfulness = Faithfulness::new(weights, 0);
        let values: Vec<_> = faithfulness
            .wanted()
            .iter()
            .map(|mask| value(&cut, mask))
            .collect();
        faithfulness.report(&values, 0).unwrap()
    };
    // Shapley values of the black box, and their opposite.
    let weights = vec![0.0, 0.0, 0.0, -0.33, 0.1, 0.04, 0.13, 0.0, -0.13];
    let good = report(weights.clone());
    let bad = report(weights.iter().map(|weight| -weight).collect());
    assert!(good.comprehensiveness > good.random_high, "{good:?}");
    assert!(bad.comprehensiveness < bad.random_low, "{bad:?}");
    assert!(good.sufficiency < bad.sufficiency);
    assert!(
        good.tau_loo > Some(0.3) && bad.tau_loo < Some(-0.3),
        "{good:?}"
    );
    assert_eq!(Faithfulness::new(vec![], 0).wanted().len(), 0);

    // Both curves run from the whole text to nothing, the good one's below the random band.
    let [first, .., last] = good.curves.as_slice() else {
        panic!("no curve");
    };
    let shares: Vec<f64> = good.curves.iter().map(|point| point.share * 9.0).collect();
    for (share, units) in shares.iter().zip([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 9.0]) {
        assert!((share - units).abs() < 1e-12, "{shares:?}");
    }
    let whole = positive(TEXT);
    let empty = value(&cut, &Mask::none(9))[0];
    assert_eq!((first.most_first, first.least_first), (whole, whole));
    assert_eq!((last.most_first, last.least_first), (empty, empty));
    assert_eq!((first.random, last.random), (None, None));
    for point in &good.curves[1..6] {
        let (low, high) = point.random.unwrap();
        assert!(point.most_first <= low && low <= high, "{point:?}");
        assert!(point.least_first >= low, "{point:?}");
    }
    let turned: Vec<f64> = bad.curves.iter().map(|point| point.least_first).collect();
    assert!(turned[1] < whole, "{turned:?}");
}
