//! What holds of every architecture: the small models of the fixtures, each under a classification head
//! that is made up.

use std::collections::BTreeMap;

use headlight_checkpoint::Checkpoint;
use headlight_core::{
    Baseline, Dtype, Filler, Gradients, HotFlip, Model, ModelError, Output, Sequence, Target,
    TokenId, WeightView, Weights,
};
use headlight_model::{Config, LoadedModel, Precision};
use serde_json::json;

use crate::{fixture, integral};

const LABELS: usize = 3;
const WIDTH: usize = 48;

/// A folder, the class that classifies, and its head's weights: names and shapes.
type Made = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static [usize])],
);

const EVERY: [Made; 6] = [
    (
        "bert-uncased-mlm",
        "BertForSequenceClassification",
        &[
            ("bert.pooler.dense.weight", &[WIDTH, WIDTH]),
            ("bert.pooler.dense.bias", &[WIDTH]),
            ("classifier.weight", &[LABELS, WIDTH]),
            ("classifier.bias", &[LABELS]),
        ],
    ),
    (
        "distilbert-mlm",
        "DistilBertForSequenceClassification",
        &[
            ("pre_classifier.weight", &[WIDTH, WIDTH]),
            ("pre_classifier.bias", &[WIDTH]),
            ("classifier.weight", &[LABELS, WIDTH]),
            ("classifier.bias", &[LABELS]),
        ],
    ),
    ("roberta-mlm", "RobertaForSequenceClassification", HEAD),
    ("electra-mlm", "ElectraForSequenceClassification", HEAD),
    (
        "albert-mlm",
        "AlbertForSequenceClassification",
        &[
            ("albert.pooler.weight", &[WIDTH, WIDTH]),
            ("albert.pooler.bias", &[WIDTH]),
            ("classifier.weight", &[LABELS, WIDTH]),
            ("classifier.bias", &[LABELS]),
        ],
    ),
    (
        "gpt2",
        "GPT2ForSequenceClassification",
        &[("score.weight", &[LABELS, WIDTH])],
    ),
];

const HEAD: &[(&str, &[usize])] = &[
    ("classifier.dense.weight", &[WIDTH, WIDTH]),
    ("classifier.dense.bias", &[WIDTH]),
    ("classifier.out_proj.weight", &[LABELS, WIDTH]),
    ("classifier.out_proj.bias", &[LABELS]),
];

/// Weights of a file, and a head beside them.
struct WithHead<'a> {
    file: &'a Checkpoint,
    head: BTreeMap<&'static str, (&'static [usize], Vec<u8>)>,
}

impl Weights for WithHead<'_> {
    fn names(&self) -> Vec<&str> {
        let own = self.head.keys().copied();
        let mut names: Vec<&str> = self.file.names().into_iter().chain(own).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn get(&self, name: &str) -> Option<WeightView<'_>> {
        match self.head.get(name) {
            Some((shape, bytes)) => Some(WeightView {
                dtype: Dtype::F32,
                shape,
                bytes,
            }),
            None => self.file.get(name),
        }
    }
}

/// Numbers between −½ and ½ that look like chance.
fn numbers(shape: &[usize]) -> Vec<u8> {
    let wave = |place: usize| ((place as f32 + 1.0) * 12.9898).sin() * 0.5;
    let count = shape.iter().product();
    (0..count)
        .flat_map(|place| wave(place).to_le_bytes())
        .collect()
}

fn model((folder, class, head): Made) -> LoadedModel {
    let folder = fixture("parity").join(folder);
    let config = std::fs::read(folder.join("config.json")).unwrap();
    let mut config: serde_json::Value = serde_json::from_slice(&config).unwrap();
    config["architectures"] = json!([class]);
    config["num_labels"] = json!(LABELS);
    let config = Config::parse(&config.to_string()).unwrap();
    let file = Checkpoint::open(&folder.join("model.safetensors")).unwrap();
    let made = head
        .iter()
        .map(|(name, shape)| (*name, (*shape, numbers(shape))));
    let weights = WithHead {
        file: &file,
        head: made.collect(),
    };
    LoadedModel::from_weights(config, &weights, Precision::F32).unwrap()
}

fn text() -> Sequence {
    let ids = [2, 31, 7, 31, 12, 50, 3].map(TokenId);
    Sequence::new(ids.to_vec(), vec![0; 7], Vec::new())
}

fn baseline(filler: Filler) -> Baseline {
    Baseline {
        filler,
        kept: (0..7).map(|token| token == 0 || token == 6).collect(),
    }
}

const OUTPUTS: [Output; 3] = [Output::LogOdds, Output::Logit, Output::Probability];
const FILLERS: [Filler; 3] = [Filler::Token(TokenId(0)), Filler::Zero, Filler::Mean];

#[test]
fn weights_add_up_to_what_changes() {
    for made in EVERY {
        let model = model(made);
        for (output, filler) in OUTPUTS.into_iter().zip(FILLERS) {
            let target = Target { label: 1, output };
            let gradients = model.gradients().unwrap();
            let found = integral(gradients, &text(), &baseline(filler), target, 300);
            let change = found.value - found.baseline_value;
            let what = format!("{} {output:?}: {found:?}", made.0);
            assert!(change.abs() > 1e-3, "nothing changes: {what}");
            assert!(found.delta().abs() < 0.01 * change.abs() + 1e-4, "{what}");
            assert_eq!((found.tokens[0], found.tokens[6]), (0.0, 0.0), "{what}");
        }
    }
}

#[test]
fn the_ends_of_the_path_are_what_the_fast_path_says() {
    for made in EVERY {
        let model = model(made);
        let logits = model.classifier().unwrap().score(&[text()]).unwrap();
        let logits: Vec<f64> = logits[0].iter().copied().map(f64::from).collect();
        let gradients = model.gradients().unwrap();
        for output in OUTPUTS {
            let target = Target { label: 2, output };
            let expected = output.value(2, &logits);
            let start = baseline(Filler::Zero);
            let points = gradients.path(&text(), &start, &[0.0, 1.0], target);
            let values: Vec<f64> = points.unwrap().iter().map(|point| point.value).collect();
            assert!((values[1] - expected).abs() < 1e-5, "{}", made.0);
            let ends = gradients.ends(&text(), &start, target).unwrap();
            assert!((ends.baseline - values[0]).abs() < 1e-5, "{}", made.0);
            assert!((ends.text - values[1]).abs() < 1e-5, "{}", made.0);
            let at_text = gradients.embedding(&text(), target).unwrap();
            assert!((at_text.value - expected).abs() < 1e-5, "{}", made.0);
        }
    }
}

/// A point's slopes add up to the derivative by α, and it does not matter what stands in its batch.
#[test]
fn slopes_are_differences() {
    for made in EVERY {
        let model = model(made);
        let gradients = model.gradients().unwrap();
        let target = Target {
            label: 0,
            output: Output::LogOdds,
        };
        let baseline = baseline(Filler::Mean);
        let path = |alphas: &[f64]| gradients.path(&text(), &baseline, alphas, target).unwrap();
        let [before, here, after] = &path(&[0.399, 0.4, 0.401])[..] else {
            panic!()
        };
        let slope: f64 = here.slopes.iter().sum();
        let difference = (after.value - before.value) / 0.002;
        let close = (slope - difference).abs() < 5e-3 + 0.02 * slope.abs();
        assert!(close, "{}: {slope} instead of {difference}", made.0);
        let alone = &path(&[0.4])[0];
        for (alone, together) in alone.slopes.iter().zip(&here.slopes) {
            assert!((alone - together).abs() < 1e-5, "{}", made.0);
        }
    }
}

/// A layer's attention that speaks for the target is there, and nothing of it is negative.
#[test]
fn attention_has_relevance() {
    for made in EVERY {
        let model = model(made);
        let target = Target {
            label: 1,
            output: Output::Logit,
        };
        let layers = model
            .gradients()
            .unwrap()
            .attention(&text(), target)
            .unwrap();
        assert_eq!(layers.len(), usize::from(model.config().layers));
        for layer in layers {
            assert_eq!(layer.len(), 49, "{}", made.0);
            assert!(layer.iter().all(|weight| *weight >= 0.0), "{}", made.0);
            assert!(layer.iter().any(|weight| *weight > 0.0), "{}", made.0);
        }
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let model = model(EVERY[0]);
    let gradients = model.gradients().unwrap();
    let target = |label| Target {
        label,
        output: Output::Logit,
    };
    let refused = |found: Result<_, ModelError>| matches!(found, Err(ModelError::Sequence(_)));
    let zero = baseline(Filler::Zero);
    assert!(refused(gradients.path(
        &text(),
        &zero,
        &[1.0],
        target(LABELS)
    )));
    let short = Baseline {
        kept: vec![true; 3],
        ..zero.clone()
    };
    assert!(refused(gradients.path(&text(), &short, &[1.0], target(0))));
    let unknown = baseline(Filler::Token(TokenId(99_999)));
    assert!(refused(gradients.path(
        &text(),
        &unknown,
        &[1.0],
        target(0)
    )));
    assert_eq!(
        gradients.path(&text(), &zero, &[], target(0)),
        Ok(Vec::new())
    );
}

/// Swaps are those of the whole vocabulary tried one by one.
#[test]
fn swaps_are_the_best_of_all() {
    for made in EVERY {
        let model = model(made);
        let entries = model.config().vocab_size;
        let target = Target {
            label: 0,
            output: Output::LogOdds,
        };
        let gradient = model.embedding(&text(), target).unwrap();
        let size = gradient.size;
        let ids: Vec<TokenId> = (0..entries as u32).map(TokenId).collect();
        let row = |ids: &[TokenId]| {
            let sequence = Sequence::new(ids.to_vec(), vec![0; ids.len()], Vec::new());
            model.embedding(&sequence, target).unwrap().embeddings
        };
        let table: Vec<f32> = ids.chunks(8).flat_map(row).collect();
        let allowed: Vec<bool> = (0..entries).map(|id| id % 3 != 0).collect();
        let found = model.best_swaps(&text(), &gradient, &allowed, 5).unwrap();
        for (token, swaps) in found.iter().enumerate() {
            let slope = &gradient.gradient[token * size..][..size];
            let own = text().ids()[token];
            let fall = |id: usize| -> f32 {
                let (word, own) = (&table[id * size..], &table[own.0 as usize * size..]);
                let products = own.iter().zip(word).zip(slope);
                products
                    .map(|((own, word), slope)| (own - word) * slope)
                    .sum()
            };
            let others = (0..entries).filter(|id| allowed[*id] && *id != own.0 as usize);
            let mut falls: Vec<f32> = others.map(fall).collect();
            falls.sort_by(|a, b| b.total_cmp(a));
            for (swap, best) in swaps.iter().zip(&falls) {
                assert!(allowed[swap.id.0 as usize] && swap.id != own, "{}", made.0);
                assert!(
                    (swap.fall - best).abs() < 1e-4,
                    "{}: {swap:?} {best}",
                    made.0
                );
                assert!(
                    (swap.fall - fall(swap.id.0 as usize)).abs() < 1e-4,
                    "{}",
                    made.0
                );
            }
            assert_eq!(swaps.len(), 5);
        }
        let other = model.best_swaps(&text(), &gradient, &allowed[1..], 5);
        assert!(matches!(other, Err(ModelError::Sequence(_))), "{}", made.0);
    }
}
