//! The numbers of the libraries themselves (lime 0.2.0.1, shap 0.54.1, NumPy 2) on an analytic black
//! box: `explainers.md`, section 2.2.

mod black_box;

use black_box::{TEXT, explain, positive};
use headlight_explain::lime::{Words, split};
use headlight_explain::shap::{
    Exact, Kernel, Order, Partition, Permutation, Tree, by_words, labels,
};
use headlight_explain::{Attribution, Cut, Lime, Quality, Removal};

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

fn weights(attribution: &Attribution) -> Vec<f64> {
    attribution
        .weights
        .iter()
        .map(|weight| weight.value)
        .collect()
}

fn all_close(found: &Attribution, expected: &[f64]) {
    assert_eq!(found.weights.len(), expected.len());
    weights(found)
        .into_iter()
        .zip(expected)
        .for_each(|(found, expected)| close(found, *expected));
}

fn shap_masker() -> (Cut, Removal, Tree) {
    let cut = by_words(TEXT);
    let tree = Tree::of_labels(&labels(&cut), None);
    let removal = Removal::Shap {
        mask: "...".to_owned(),
        collapse: true,
    };
    (cut, removal, tree)
}

#[test]
fn the_black_box() {
    close(positive(TEXT), 0.331_812_227_832);
}

#[test]
fn lime_with_the_highest_weights() {
    let cut = split(TEXT, Words::Types);
    let (found, asked) = explain(&mut Lime::preset(9, 1000, 10, 42), &cut, &Removal::Delete);
    // The, movie, was, not, great, but, fun, and, boring
    all_close(
        &found,
        &[
            0.000_881_047_359_969,
            -0.000_287_290_852_894,
            -0.000_212_086_174_803,
            -0.363_422_168_978,
            0.065_891_284_607_4,
            0.049_209_120_968_4,
            0.122_360_799_661,
            -0.004_164_042_518_05,
            -0.111_461_583_638,
        ],
    );
    close(found.base, 0.586_619_620_416);
    let Quality::Linear {
        r2,
        local_prediction,
    } = found.quality
    else {
        panic!("not a linear model");
    };
    close(r2, 0.938_690_178_922);
    close(local_prediction, 0.345_414_700_85);
    assert_eq!(asked, 1000);
}

#[test]
fn lime_with_forward_selection() {
    let cut = split(TEXT, Words::Types);
    let (found, _) = explain(&mut Lime::preset(9, 1000, 4, 42), &cut, &Removal::Delete);
    all_close(
        &found,
        &[
            0.0,
            0.0,
            0.0,
            -0.362_829_987_328,
            0.068_609_755_538_2,
            0.0,
            0.123_802_533_301,
            0.0,
            -0.103_967_303_076,
        ],
    );
    close(found.base, 0.609_237_393_018);
}

#[test]
fn shap_partition() {
    let (cut, removal, tree) = shap_masker();
    let (found, asked) = explain(&mut Partition::preset(tree, 500), &cut, &removal);
    all_close(
        &found,
        &[
            0.0,
            0.0,
            0.0,
            -0.339_319_904_001,
            0.100_040_414_46,
            0.041_867_380_618_5,
            0.133_055_824_939,
            0.0,
            -0.128_810_675_663,
        ],
    );
    close(found.base, 0.524_979_187_479);
    assert_eq!(asked, 60);
}

#[test]
fn shap_partition_out_of_budget() {
    let (cut, removal, tree) = shap_masker();
    let (found, asked) = explain(&mut Partition::preset(tree, 20), &cut, &removal);
    all_close(
        &found,
        &[
            0.0,
            0.0,
            -0.169_659_952_001,
            -0.169_659_952_001,
            0.100_040_414_46,
            0.047_392_159_349_1,
            0.059_757_991_682_3,
            -0.030_518_810_568_3,
            -0.030_518_810_568_3,
        ],
    );
    assert_eq!(asked, 20);
}

#[test]
fn shap_permutation_over_the_tree() {
    let (cut, removal, tree) = shap_masker();
    let mut method = Permutation::preset(9, &Order::Tree(tree), 500, 0);
    let (found, asked) = explain(&mut method, &cut, &removal);
    all_close(
        &found,
        &[
            0.0,
            0.0,
            0.0,
            -0.339_550_617_933,
            0.100_271_128_392,
            0.040_531_431_811_3,
            0.135_518_345_426,
            0.0,
            -0.129_937_247_343,
        ],
    );
    assert_eq!(asked, 26 * 19);
}

const SHAPLEY: [f64; 9] = [
    0.0,
    0.0,
    0.0,
    -0.329_569_516_613,
    0.100_279_350_398,
    0.040_615_974_339_4,
    0.127_256_019_858,
    0.0,
    -0.131_748_787_63,
];

#[test]
fn shapley_values() {
    let cut = split(TEXT, Words::Types);
    let (exact, asked) = explain(&mut Exact::new(9), &cut, &Removal::Delete);
    all_close(&exact, &SHAPLEY);
    close(exact.base, 0.524_979_187_479);
    assert_eq!(asked, 512);
    let (kernel, _) = explain(&mut Kernel::new(9, 512, 0), &cut, &Removal::Delete);
    all_close(&kernel, &SHAPLEY);
}
