//! What must hold of every forward pass, whatever the text.

use headlight_core::{
    Ablation, Head, HiddenLayer, HiddenRow, Layer, Model, Reading, Sequence, TokenId, TokenIndex,
    TopK, Trace, Wants, dequantise,
};

use crate::expected::{Fixture, assert_close, default_model, fixture};

const ATTENTION: Wants = Wants {
    attention: true,
    contexts: false,
};

const TEXTS: [&str; 6] = [
    "",
    "a",
    "The cat did not cross the road because there are many cars.",
    "Café naïve: it's 3.5% better — isn't it? 😀",
    "שלום עולם, this goes both ways",
    "A sentence that is a good deal longer than the others, so that the shorter ones are padded.",
];

/// The default model and a small one of every architecture.
pub(crate) fn every_model() -> Vec<Fixture> {
    let small = [
        "bert-classifier",
        "distilbert-classifier",
        "roberta-mlm",
        "electra-mlm",
        "albert-mlm",
        "gpt2",
    ];
    let small = small.into_iter().map(Fixture::parity);
    small
        .chain([Fixture::open(&fixture("parity-default"), &default_model())])
        .collect()
}

/// The texts of which this model makes at least one token.
pub(crate) fn sequences(fixture: &Fixture) -> Vec<Sequence> {
    let all = TEXTS.iter().map(|text| fixture.plain(text));
    all.filter(|sequence| !sequence.is_empty()).collect()
}

fn trace(fixture: &Fixture, sequence: &Sequence) -> Trace {
    let traces = fixture
        .model
        .trace(std::slice::from_ref(sequence), ATTENTION)
        .expect("a trace");
    traces.into_iter().next().expect("one trace")
}

fn floats(trace: &Trace, layer: Layer) -> Vec<f32> {
    let values = trace.attention(layer).expect("attention").values();
    values.iter().map(|value| dequantise(*value)).collect()
}

#[test]
fn rows_sum_to_one() {
    for fixture in every_model() {
        for sequence in sequences(&fixture) {
            let trace = trace(&fixture, &sequence);
            let tokens = trace.shape().tokens;
            for layer in Layer::all(trace.shape().layers) {
                for row in floats(&trace, layer).chunks(tokens) {
                    let sum: f64 = row.iter().map(|weight| f64::from(*weight)).sum();
                    let rounding = tokens as f64 * 0.5 / 65_535.0 + 1e-6;
                    assert!((sum - 1.0).abs() <= rounding, "layer {layer} sums to {sum}");
                }
            }
        }
    }
}

#[test]
fn a_causal_model_does_not_look_ahead() {
    let fixture = Fixture::parity("gpt2");
    for sequence in sequences(&fixture) {
        let trace = trace(&fixture, &sequence);
        let tokens = trace.shape().tokens;
        for layer in Layer::all(trace.shape().layers) {
            for (from, row) in floats(&trace, layer).chunks(tokens).enumerate() {
                assert!(row[from % tokens + 1..].iter().all(|weight| *weight == 0.0));
            }
        }
    }
}

#[test]
fn batched_equals_alone() {
    for fixture in every_model() {
        let layers = fixture.model.config().layers;
        let mut batch = sequences(&fixture);
        let ablated = Ablation {
            layer: Layer::parse(2, layers).expect("layer 2"),
            head: Head::parse(3, fixture.model.config().heads).expect("head 3"),
        };
        let last = batch.last().expect("a sequence");
        batch.push(Sequence::new(
            last.ids().to_vec(),
            last.segments().to_vec(),
            vec![ablated],
        ));
        let together = fixture.model.trace(&batch, ATTENTION).expect("traces");
        for (sequence, batched) in batch.iter().zip(&together) {
            let alone = trace(&fixture, sequence);
            for at in HiddenLayer::all(layers) {
                assert_close(
                    batched.hidden(at),
                    alone.hidden(at),
                    1e-5,
                    1e-5,
                    "hidden states",
                );
            }
            for layer in Layer::all(layers) {
                // One step of the quantisation beside the 1e-5 of the floats.
                let (batched, alone) = (floats(batched, layer), floats(&alone, layer));
                assert_close(&batched, &alone, 2.6e-5, 0.0, "attention");
            }
        }
        let (with, without) = (&together[together.len() - 1], &together[together.len() - 2]);
        let end = HiddenLayer::last(layers);
        assert_ne!(
            with.hidden(end),
            without.hidden(end),
            "the ablation changed nothing"
        );
    }
}

#[test]
fn attention_computed_again_is_the_same() {
    for fixture in every_model() {
        for sequence in sequences(&fixture) {
            let trace = trace(&fixture, &sequence);
            let bare = trace.clone().without_attention();
            assert!(bare.bytes() < trace.bytes());
            for layer in Layer::all(trace.shape().layers) {
                let again = fixture
                    .model
                    .attention_again(&bare, layer)
                    .expect("attention");
                assert_eq!(Some(&again), trace.attention(layer), "layer {layer}");
            }
        }
    }
}

#[test]
fn a_reading_does_not_depend_on_its_company() {
    for fixture in every_model() {
        let Some(head) = fixture.model.masked_lm() else {
            continue;
        };
        let layers = fixture.model.config().layers;
        let trace = trace(&fixture, &fixture.plain(TEXTS[5]));
        let last = HiddenLayer::last(layers);
        let row = |at, token: usize| HiddenRow {
            at,
            state: trace.hidden_row(at, TokenIndex(token as u32)),
            original: Some(TokenId(234)),
        };
        let read = |rows: &[HiddenRow<'_>]| head.read(rows, TopK::DEFAULT).expect("readings");
        let all = (0..trace.shape().tokens).map(|token| row(last, token));
        let predictions: Vec<Reading> = read(&all.collect::<Vec<_>>());
        for (token, prediction) in predictions.iter().enumerate() {
            let points = HiddenLayer::all(layers).map(|at| row(at, token));
            let lens = read(&points.collect::<Vec<_>>());
            assert_eq!(lens.last(), Some(prediction), "token {token}");
        }
    }
}

#[test]
fn the_fast_path_scores_as_the_trace_does() {
    for fixture in every_model() {
        let Some(classifier) = fixture.model.classifier() else {
            continue;
        };
        let batch = sequences(&fixture);
        let scores = classifier.score(&batch).expect("scores");
        for (sequence, score) in batch.iter().zip(&scores) {
            let read = classifier.read(&trace(&fixture, sequence)).expect("logits");
            assert_close(score, &read, 1e-5, 0.0, "logits");
        }
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let fixture = Fixture::parity("bert-classifier");
    let sequence = |ids: Vec<u32>, segment: u8, ablated| {
        let segments = vec![segment; ids.len()];
        Sequence::new(ids.into_iter().map(TokenId).collect(), segments, ablated)
    };
    let absent = |layer, head| Ablation {
        layer: Layer::parse(layer, 99).expect("a layer"),
        head: Head::parse(head, 99).expect("a head"),
    };
    for refused in [
        sequence(vec![], 0, vec![]),
        sequence(vec![2; 65], 0, vec![]),
        sequence(vec![2, 1200, 3], 0, vec![]),
        sequence(vec![2, 3], 2, vec![]),
        sequence(vec![2, 3], 0, vec![absent(4, 1)]),
        sequence(vec![2, 3], 0, vec![absent(1, 5)]),
    ] {
        assert!(fixture.model.trace(&[refused], ATTENTION).is_err());
    }
}
