//! Every case of `fixtures/parity`.

use headlight_core::{
    HiddenLayer, HiddenRow, Layer, Model, TokenId, TokenIndex, TopK, Trace, Wants, dequantise,
};

use headlight_model::Architecture;

use crate::expected::{Case, Fixture, Tensors, assert_close, fixture, softmax};

const EVERYTHING: Wants = Wants {
    attention: true,
    contexts: true,
};

#[test]
fn bert_uncased() {
    language_model("bert-uncased-mlm");
}

#[test]
fn bert_cased() {
    language_model("bert-cased-mlm");
}

#[test]
fn distilbert() {
    language_model("distilbert-mlm");
}

#[test]
fn electra() {
    language_model("electra-mlm");
}

#[test]
fn albert() {
    language_model("albert-mlm");
}

#[test]
fn roberta() {
    language_model("roberta-mlm");
}

#[test]
fn gpt2() {
    language_model("gpt2");
}

#[test]
fn bert_classifier() {
    classifier("bert-classifier");
}

#[test]
fn distilbert_classifier() {
    classifier("distilbert-classifier");
}

/// The parity models again, on pairs whose second text has segment 1.
#[test]
fn pairs_with_segments() {
    let open = |name: &str| {
        Fixture::open(
            &fixture("segments").join(name),
            &fixture("parity").join(name),
        )
    };
    for name in ["bert-uncased-mlm", "electra-mlm"] {
        check_language_model(&open(name));
    }
    check_classifier(&open("bert-classifier"));
}

fn classifier(name: &str) {
    check_classifier(&Fixture::parity(name));
}

fn language_model(name: &str) {
    check_language_model(&Fixture::parity(name));
}

fn check_classifier(fixture: &Fixture) {
    let tensors = fixture.tensors();
    let classifier = fixture.model.classifier().expect("a classifier");
    assert!(fixture.model.masked_lm().is_none());
    for case in &fixture.expected.cases {
        let trace = intermediates(fixture, &tensors, case);
        let theirs = tensors.must(&format!("{}.logits", case.key));
        let ours = classifier.read(&trace).expect("logits");
        assert_close(&ours, &theirs, 1e-4, 1e-5, &format!("{}.logits", case.key));
        assert_close(
            &softmax(&ours),
            &case.probs,
            1e-4,
            0.0,
            &format!("{}.probs", case.key),
        );
        let fast = classifier.score(&[fixture.sequence(case)]).expect("scores");
        assert_close(
            &fast[0],
            &ours,
            1e-5,
            0.0,
            &format!("{} by the fast path", case.key),
        );
    }
}

fn check_language_model(fixture: &Fixture) {
    let tensors = fixture.tensors();
    assert!(fixture.model.classifier().is_none());
    for case in &fixture.expected.cases {
        let trace = intermediates(fixture, &tensors, case);
        logits(fixture, &tensors, case, &trace);
        top5(fixture, case, &trace);
    }
}

/// Attention, hidden states and contexts of all layers.
fn intermediates(fixture: &Fixture, tensors: &Tensors<'_>, case: &Case) -> Trace {
    let sequence = fixture.sequence(case);
    let traces = fixture
        .model
        .trace(&[sequence], EVERYTHING)
        .expect("a trace");
    let trace = traces.into_iter().next().expect("one trace");
    let layers = fixture.model.config().layers;
    let name = |what: &str| format!("{}.{what}", case.key);

    let attention: Vec<f32> = Layer::all(layers)
        .flat_map(|layer| trace.attention(layer).expect("attention").values().to_vec())
        .map(dequantise)
        .collect();
    assert_close(
        &attention,
        &tensors.must(&name("attentions")),
        1e-4,
        0.0,
        &name("attentions"),
    );

    let hidden: Vec<f32> = HiddenLayer::all(layers)
        .flat_map(|at| trace.hidden(at).to_vec())
        .collect();
    assert_close(
        &hidden,
        &tensors.must(&name("hidden_states")),
        1e-4,
        1e-5,
        &name("hidden"),
    );

    contexts(fixture, tensors, case, &trace);
    trace
}

/// The contexts, which the fixtures of ALBERT leave out.
fn contexts(fixture: &Fixture, tensors: &Tensors<'_>, case: &Case, trace: &Trace) {
    let name = format!("{}.contexts", case.key);
    let Some((_, theirs)) = tensors.get(&name) else {
        assert_eq!(
            fixture.model.config().architecture,
            Architecture::Albert,
            "no {name}"
        );
        return;
    };
    let layers = Layer::all(trace.shape().layers);
    let ours = layers.flat_map(|l| trace.contexts(l).expect("contexts").to_vec());
    assert_close(&ours.collect::<Vec<f32>>(), &theirs, 1e-4, 1e-5, &name);
}

/// The probability of every vocabulary entry at the first tokens, and so every logit up to the
/// constant that softmax takes out.
fn logits(fixture: &Fixture, tensors: &Tensors<'_>, case: &Case, trace: &Trace) {
    let head = fixture.model.masked_lm().expect("a vocabulary head");
    let at = HiddenLayer::last(fixture.model.config().layers);
    let vocabulary = fixture.model.config().vocab_size;
    let theirs = tensors.must(&format!("{}.logits", case.key));
    for (token, logits) in theirs.chunks(vocabulary).enumerate() {
        let state = trace.hidden_row(at, TokenIndex(token as u32));
        let row = |id| HiddenRow {
            at,
            state,
            original: Some(TokenId(id as u32)),
        };
        let rows: Vec<_> = (0..vocabulary).map(row).collect();
        let readings = head.read(&rows, TopK::DEFAULT).expect("readings");
        let ours: Vec<f32> = readings
            .iter()
            .map(|r| r.original.expect("an original").probability.ln())
            .collect();
        let theirs: Vec<f32> = softmax(logits).into_iter().map(f32::ln).collect();
        let what = format!("{} log-probabilities of token {token}", case.key);
        assert_close(&ours, &theirs, 1e-4, 1e-5, &what);
    }
}

fn top5(fixture: &Fixture, case: &Case, trace: &Trace) {
    let head = fixture.model.masked_lm().expect("a vocabulary head");
    let at = HiddenLayer::last(fixture.model.config().layers);
    for (token, expected) in case.top5.iter().enumerate() {
        let state = trace.hidden_row(at, TokenIndex(token as u32));
        let row = HiddenRow {
            at,
            state,
            original: None,
        };
        let reading = &head.read(&[row], TopK::DEFAULT).expect("a reading")[0];
        for (ours, (piece, id, probability)) in reading.candidates.iter().zip(expected) {
            assert_eq!(ours.id.0, *id, "{} token {token}", case.key);
            assert_eq!(fixture.tokenizer.piece(ours.id).as_ref(), Some(piece));
            assert!(
                (ours.probability - probability).abs() < 1e-4,
                "{} token {token}",
                case.key
            );
        }
    }
}
