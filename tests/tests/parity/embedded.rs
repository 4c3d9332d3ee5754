//! What corpora are made of, by the fused path, is what the explicit path says.

use headlight_core::{HiddenLayer, Layer, Model, Sequence, TokenIndex, Wants, dequantise};

use crate::expected::assert_close;
use crate::invariants::{every_model, sequences};

const EVERYTHING: Wants = Wants {
    attention: true,
    contexts: true,
};

#[test]
fn hidden_states_and_contexts_are_those_of_the_trace() {
    for fixture in every_model() {
        let layers = fixture.model.config().layers;
        let batch = sequences(&fixture);
        let embedded = fixture.model.embed(&batch).expect("vectors");
        assert_eq!(embedded.len(), batch.len());
        for (sequence, together) in batch.iter().zip(&embedded) {
            let one = std::slice::from_ref(sequence);
            let traced = fixture.model.trace(one, EVERYTHING).expect("a trace");
            let alone = fixture.model.embed(one).expect("vectors");
            for found in [together, &alone[0]] {
                assert_eq!(found.shape(), traced[0].shape());
                for at in HiddenLayer::all(layers) {
                    let (found, expected) = (found.hidden(at), traced[0].hidden(at));
                    assert_close(found, expected, 1e-5, 1e-5, "hidden states");
                }
                for layer in Layer::all(layers) {
                    let found = found.contexts(layer).expect("contexts");
                    let expected = traced[0].contexts(layer).expect("contexts");
                    assert_close(found, expected, 1e-5, 1e-5, "contexts");
                }
            }
        }
    }
}

#[test]
fn one_tokens_attention_is_that_of_the_trace() {
    for fixture in every_model() {
        let batch = sequences(&fixture);
        let last = |sequence: &Sequence| TokenIndex(sequence.len() as u32 - 1);
        let asked: Vec<TokenIndex> = batch.iter().map(last).collect();
        let traces = fixture.model.trace(&batch, EVERYTHING).expect("traces");
        for layer in Layer::all(fixture.model.config().layers) {
            let found = fixture.model.attention_from(&batch, &asked, layer);
            for ((found, trace), token) in found.expect("rows").iter().zip(&traces).zip(&asked) {
                let tokens = trace.shape().tokens;
                let all = trace.attention(layer).expect("attention").values();
                let heads = all.chunks(tokens * tokens);
                let row = heads.flat_map(|head| &head[token.offset() * tokens..][..tokens]);
                let expected: Vec<f32> = row.map(|value| dequantise(*value)).collect();
                assert_close(found, &expected, 2.6e-5, 0.0, "attention");
            }
        }
        let beyond = vec![TokenIndex(10_000); batch.len()];
        let first = Layer::all(1).next().expect("layer 1");
        assert!(
            fixture
                .model
                .attention_from(&batch, &beyond, first)
                .is_err()
        );
    }
}
