//! The default model as it is stored (f16 weights computed in f32) against transformers.

use headlight_core::{
    HiddenLayer, HiddenRow, Layer, Model, TokenIndex, TopK, Trace, Wants, dequantise,
};

use crate::expected::{Case, Fixture, Tensors, assert_close, default_model, fixture, softmax};

#[test]
fn attention_predictions_and_lens() {
    let fixture = Fixture::open(&fixture("parity-default"), &default_model());
    let tensors = fixture.tensors();
    let wants = Wants {
        attention: true,
        contexts: false,
    };
    for case in &fixture.expected.cases {
        let traces = fixture
            .model
            .trace(&[fixture.sequence(case)], wants)
            .expect("a trace");
        attention(&tensors, case, &traces[0]);
        predictions(&fixture, &tensors, case, &traces[0]);
        lens(&fixture, &tensors, case, &traces[0]);
    }
}

fn attention(tensors: &Tensors<'_>, case: &Case, trace: &Trace) {
    let mut compared = 0;
    for layer in Layer::all(trace.shape().layers) {
        let name = format!("{}.attention.layer{layer}", case.key);
        let Some((_, theirs)) = tensors.get(&name) else {
            continue;
        };
        let ours = trace.attention(layer).expect("attention").values();
        // The long text's fixture holds its first head only.
        let heads = usize::from(case.attention_heads);
        let ours: Vec<f32> = ours[..heads * trace.shape().tokens.pow(2)]
            .iter()
            .map(|v| dequantise(*v))
            .collect();
        assert_close(&ours, &theirs, 1e-4, 0.0, &name);
        compared += 1;
    }
    assert!(compared > 0, "no attention in the fixture of {}", case.key);
}

fn predictions(fixture: &Fixture, tensors: &Tensors<'_>, case: &Case, trace: &Trace) {
    let theirs = tensors.must(&format!("{}.logits", case.key));
    let vocabulary = fixture.model.config().vocab_size;
    let at = HiddenLayer::last(trace.shape().layers);
    let tops = case
        .positions
        .iter()
        .zip(&case.top5)
        .zip(theirs.chunks(vocabulary));
    for ((position, top5), logits) in tops {
        let row = HiddenRow {
            at,
            state: trace.hidden_row(at, TokenIndex(*position)),
            original: None,
        };
        let head = fixture.model.masked_lm().expect("a vocabulary head");
        let reading = &head
            .read(&[row], TopK::parse(100).expect("100"))
            .expect("a reading")[0];
        let ids: Vec<u32> = reading.candidates.iter().take(5).map(|c| c.id.0).collect();
        let expected: Vec<u32> = top5.iter().map(|(_, id, _)| *id).collect();
        assert_eq!(ids, expected, "{} at {position}", case.key);
        let probabilities = softmax(logits);
        for candidate in &reading.candidates {
            let theirs = probabilities[candidate.id.0 as usize];
            assert!(
                (candidate.probability - theirs).abs() < 1e-4,
                "{} at {position}",
                case.key
            );
        }
    }
}

fn lens(fixture: &Fixture, tensors: &Tensors<'_>, case: &Case, trace: &Trace) {
    let Some((_, theirs)) = tensors.get(&format!("{}.lens", case.key)) else {
        return;
    };
    let vocabulary = fixture.model.config().vocab_size;
    let token = TokenIndex(case.positions[0]);
    let head = fixture.model.masked_lm().expect("a vocabulary head");
    for (at, log_probabilities) in
        HiddenLayer::all(trace.shape().layers).zip(theirs.chunks(vocabulary))
    {
        let row = HiddenRow {
            at,
            state: trace.hidden_row(at, token),
            original: None,
        };
        let reading = &head
            .read(&[row], TopK::parse(100).expect("100"))
            .expect("a reading")[0];
        for candidate in &reading.candidates {
            let theirs = log_probabilities[candidate.id.0 as usize].exp();
            let what = format!("{} lens at layer {}", case.key, at.number());
            assert!((candidate.probability - theirs).abs() < 1e-4, "{what}");
        }
        let entropy: f64 = log_probabilities
            .iter()
            .map(|l| -f64::from(l.exp() * l))
            .sum();
        assert!(
            (f64::from(reading.entropy) - entropy).abs() < 1e-3,
            "entropy at {}",
            at.number()
        );
    }
}
