//! A model whose numbers follow from the tokens.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use headlight_core::{
    Classifier, Gradients, Head, HiddenLayer, HiddenRow, HotFlip, Layer, LayerAttention, MaskedLm,
    Model, ModelError, ModelInfo, Reading, Sequence, Task, TokenId, TokenIndex, TokensPerSecond,
    TopK, Trace, TraceShape, Wants, dequantise, quantise, rank_row,
};

use super::tokenizer::VOCABULARY;
use super::{Controls, Pass};

pub(crate) struct FakeModel {
    info: ModelInfo,
    controls: Arc<Controls>,
}

impl FakeModel {
    pub(crate) fn new(info: ModelInfo, controls: Arc<Controls>) -> Self {
        Self { info, controls }
    }

    pub(super) fn log(&self, pass: Pass) {
        self.controls.log.lock().unwrap().push(pass);
    }

    /// Does what the words say.
    pub(super) fn obey(&self, sequence: &Sequence) -> Result<(), ModelError> {
        let says = |word: &str| {
            let id = VOCABULARY.iter().position(|piece| *piece == word).unwrap();
            sequence.ids().contains(&TokenId(id as u32))
        };
        if says("wait") {
            self.controls.gate.pass();
        }
        assert!(!says("panic"), "a secret of the model");
        if says("fail") {
            return Err(ModelError::Kernel("a secret of the library".into()));
        }
        Ok(())
    }

    fn trace_one(&self, sequence: &Sequence, wants: Wants) -> Result<Trace, ModelError> {
        self.obey(sequence)?;
        let shape = TraceShape {
            layers: self.info.layers,
            heads: self.info.heads,
            tokens: sequence.len(),
            hidden_size: self.info.hidden_size as usize,
        };
        let ablated = sequence.ablated().len() as f32;
        let mut hidden = Vec::with_capacity(shape.hidden_len());
        for layer in 0..=shape.layers {
            for (place, id) in sequence.ids().iter().enumerate() {
                for number in 0..shape.hidden_size {
                    let seed = [
                        f32::from(layer),
                        place as f32,
                        id.0 as f32,
                        number as f32,
                        ablated,
                    ];
                    hidden.push(noise(&seed));
                }
            }
        }
        let bare = Trace::new(shape, hidden, None, None);
        if !wants.attention {
            return Ok(bare);
        }
        let attention = Layer::all(shape.layers)
            .map(|layer| self.attend(&bare, layer))
            .collect();
        let hidden = HiddenLayer::all(shape.layers)
            .flat_map(|at| bare.hidden(at).to_vec())
            .collect();
        Ok(Trace::new(shape, hidden, Some(attention), None))
    }

    /// Each head's context as a function of the layer, the token and the one before it: the same pair has
    /// the same contexts wherever it stands.
    fn contexts(&self, sequence: &Sequence) -> Vec<f32> {
        let mut contexts = Vec::new();
        for layer in 1..=self.info.layers {
            for (place, id) in sequence.ids().iter().enumerate() {
                let before = place
                    .checked_sub(1)
                    .map_or(0, |before| sequence.ids()[before].0);
                for number in 0..self.info.hidden_size {
                    let pair = (31 * id.0 + before) as f32;
                    let seed = [f32::from(layer), pair, number as f32];
                    contexts.push(noise(&seed) - 0.5);
                }
            }
        }
        contexts
    }

    /// Attention as a function of the layer's input alone, so that it can be computed again; a
    /// causal model's is a triangle.
    fn attend(&self, trace: &Trace, layer: Layer) -> LayerAttention {
        let shape = trace.shape();
        let states = trace.hidden(layer.input());
        let state = |token: usize, head: u16| states[token * shape.hidden_size + usize::from(head)];
        let mut values = Vec::with_capacity(shape.attention_len());
        for head in 0..shape.heads {
            for from in 0..shape.tokens {
                let seen = match self.info.task {
                    Task::Causal => from + 1,
                    _ => shape.tokens,
                };
                let weights: Vec<f32> = (0..seen)
                    .map(|to| 0.01 + state(to, head) * state(from, head))
                    .collect();
                let sum: f32 = weights.iter().sum();
                values.extend(weights.iter().map(|weight| quantise(weight / sum)));
                values.resize(values.len() + shape.tokens - seen, 0);
            }
        }
        LayerAttention::new(shape.tokens, values)
    }
}

/// A number from 0 to 1 that looks like chance.
fn noise(seed: &[f32]) -> f32 {
    let sum = seed
        .iter()
        .zip(1u8..)
        .map(|(number, place)| number * f32::from(place) * 12.9898);
    let wave = sum.sum::<f32>().sin() * 437.585;
    wave - wave.floor()
}

impl Model for FakeModel {
    fn trace(&self, batch: &[Sequence], wants: Wants) -> Result<Vec<Trace>, ModelError> {
        self.log(Pass::Traced(batch.len()));
        batch
            .iter()
            .map(|sequence| self.trace_one(sequence, wants))
            .collect()
    }

    fn attention_again(&self, trace: &Trace, layer: Layer) -> Result<LayerAttention, ModelError> {
        self.controls.again.fetch_add(1, Ordering::SeqCst);
        Ok(self.attend(trace, layer))
    }

    fn embed(&self, batch: &[Sequence]) -> Result<Vec<Trace>, ModelError> {
        self.log(Pass::Embedded(batch.len()));
        let embed = |sequence: &Sequence| {
            let trace = self.trace_one(sequence, Wants::default())?;
            let hidden =
                HiddenLayer::all(self.info.layers).flat_map(|at| trace.hidden(at).to_vec());
            let contexts = self.contexts(sequence);
            Ok(Trace::new(
                trace.shape(),
                hidden.collect(),
                None,
                Some(contexts),
            ))
        };
        batch.iter().map(embed).collect()
    }

    fn attention_from(
        &self,
        batch: &[Sequence],
        tokens: &[TokenIndex],
        layer: Layer,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        let row = |(sequence, token): (&Sequence, &TokenIndex)| {
            let trace = self.trace_one(sequence, Wants::default())?;
            let attention = self.attend(&trace, layer);
            let heads = Head::all(self.info.heads).flat_map(|head| {
                let rows = attention.head(head).chunks(sequence.len());
                rows.skip(token.offset())
                    .take(1)
                    .flatten()
                    .copied()
                    .collect::<Vec<u16>>()
            });
            Ok(heads.map(dequantise).collect())
        };
        batch.iter().zip(tokens).map(row).collect()
    }

    fn masked_lm(&self) -> Option<&dyn MaskedLm> {
        matches!(self.info.task, Task::FillMask | Task::Causal).then_some(self)
    }

    fn classifier(&self) -> Option<&dyn Classifier> {
        (self.info.task == Task::Classification).then_some(self)
    }

    fn gradients(&self) -> Option<&dyn Gradients> {
        (self.info.task == Task::Classification).then_some(self)
    }

    fn hot_flip(&self) -> Option<&dyn HotFlip> {
        (self.info.task == Task::Classification).then_some(self)
    }

    fn speed(&self) -> Option<TokensPerSecond> {
        None
    }
}

impl MaskedLm for FakeModel {
    fn read(&self, rows: &[HiddenRow<'_>], top_k: TopK) -> Result<Vec<Reading>, ModelError> {
        let read = |row: &HiddenRow<'_>| {
            let entry = |(id, piece): (usize, &&str)| match *piece {
                // Else a test that reads on what is expected would be told to fail.
                "wait" | "panic" | "fail" => 0.001,
                _ => 0.01 + noise(&[row.state[0], id as f32]),
            };
            let weights: Vec<f32> = VOCABULARY.iter().enumerate().map(entry).collect();
            let sum: f32 = weights.iter().sum();
            let probabilities: Vec<f32> = weights.iter().map(|weight| weight / sum).collect();
            let entropy = probabilities.iter().map(|p| -p * p.ln()).sum();
            rank_row(&probabilities, entropy, top_k, row.original)
        };
        Ok(rows.iter().map(read).collect())
    }
}

/// The more tokens, the more positive.
pub(super) fn logits(tokens: usize) -> Vec<f32> {
    vec![0.25, tokens as f32]
}

/// Dogs are good, cats are bad, and so it is to be long.
fn moods(sequence: &Sequence) -> Vec<f32> {
    let count = |piece: &str| {
        let id = VOCABULARY.iter().position(|entry| *entry == piece);
        let ids = sequence.ids().iter();
        ids.filter(|token| Some(token.0 as usize) == id).count() as f32
    };
    vec![
        2.0 * count("dog"),
        0.5,
        count("cat") + 0.125 * sequence.len() as f32,
    ]
}

impl Classifier for FakeModel {
    fn reads(&self, _tokens: usize) -> TokenIndex {
        TokenIndex(0)
    }

    fn read(&self, trace: &Trace) -> Result<Vec<f32>, ModelError> {
        Ok(logits(trace.shape().tokens))
    }

    fn score(&self, batch: &[Sequence]) -> Result<Vec<Vec<f32>>, ModelError> {
        self.log(Pass::Scored(batch.len()));
        batch.iter().try_for_each(|sequence| self.obey(sequence))?;
        let says = |sequence: &Sequence| match self.info.id.as_str() {
            "moods" => moods(sequence),
            _ => logits(sequence.len()),
        };
        Ok(batch.iter().map(says).collect())
    }
}
