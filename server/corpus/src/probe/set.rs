//! Probes of all layers for one kind of label, trained on the vectors of an index and kept beside it.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use headlight_core::{HiddenLayer, Space};
use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::{Examples, Probe, Told, control_labels, fit, part_of};
use crate::disk::{modified, read_json, replace_json};
use crate::heads::Subject;
use crate::index::{FlatIndex, Identity};
use crate::store::{Corpus, Label};
use crate::summary::wilson;

const VERSION: u32 = 1;

/// Words that are learned from; a larger corpus gives every second or third one.
const MOST_TRAIN: usize = 60_000;
/// Words that are chosen by or tested on.
const MOST_OTHERS: usize = 10_000;
const SEED: u64 = 20_190_908;

/// Probes for a label, one for each layer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProbeSet {
    version: u32,
    /// What they were trained on.
    pub identity: Identity,
    /// What they tell.
    pub label: Label,
    /// The labels by place.
    pub labels: Vec<String>,
    /// Words learned from, chosen by, and tested on.
    pub words: [usize; 3],
    /// The share of the tested words that bear the commonest label: what is right without looking.
    pub majority: f64,
    /// From layer 0 up.
    pub layers: Vec<LayerProbe>,
}

/// The probe of one layer, by words of documents that it has not seen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LayerProbe {
    /// The layer; 0 is the embedding output.
    pub layer: u16,
    /// The share that it gets right.
    pub accuracy: f64,
    /// The lower end of its 95 % interval (Wilson 1927).
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What a probe gets right that was trained on the control task; the difference is the selectivity (Hewitt and Liang
    /// 2019).
    pub control: f64,
    /// The strength of regularisation that was best on the choosing part.
    pub decay: f32,
    /// Weights `[labels, hidden size]`, then bias `[labels]`.
    numbers: Vec<f32>,
}

/// Words with their labels, by part.
struct Sample {
    /// Tokens, and the place of each one's label, for each part.
    parts: [Vec<(usize, u16)>; 3],
    labels: Vec<String>,
}

impl ProbeSet {
    /// Trains a probe for every layer on the first piece of each word. `heard` is told how many steps of how many are done,
    /// and may end it: then, or where no word bears the label, there is none.
    pub fn train(
        corpus: &Corpus,
        index: &FlatIndex,
        label: Label,
        mut heard: impl FnMut(usize, usize) -> Told,
    ) -> Option<Self> {
        let subject = Subject::new(corpus);
        let sample = Sample::of(corpus, index, &subject, label);
        let shape = index.manifest().shape;
        let rounds = 2 * (usize::from(shape.layers) + 1);
        let truth = sample
            .parts
            .each_ref()
            .map(|part| part.iter().map(|(_, label)| *label).collect::<Vec<_>>());
        let control = sample.control(corpus, index, &subject);
        let mut layers = Vec::new();
        for (number, at) in HiddenLayer::all(shape.layers).enumerate() {
            let states = sample.parts.each_ref().map(|part| states(index, at, part));
            let states: [Array2<f32>; 3] =
                [states[0].clone()?, states[1].clone()?, states[2].clone()?];
            let mut learn = |labels: &[Vec<u16>; 3], turn: usize| {
                let [train, dev, test] = [0, 1, 2].map(|part| Examples {
                    states: states[part].view(),
                    labels: &labels[part],
                });
                let told = |done, all| heard((2 * number + turn) * all + done, rounds * all);
                let fitted = fit(train, dev, sample.labels.len(), SEED, told)?;
                let right = fitted.probe.right(&test.states, test.labels);
                Some((fitted, right))
            };
            let (fitted, right) = learn(&truth, 0)?;
            let (_, by_chance) = learn(&control, 1)?;
            let tested = truth[2].len();
            let (low, high) = wilson(right as u64, tested as u64);
            layers.push(LayerProbe {
                layer: at.number(),
                accuracy: share(right, tested),
                low,
                high,
                control: share(by_chance, tested),
                decay: fitted.decay,
                numbers: fitted.probe.numbers(),
            });
        }
        Some(Self {
            version: VERSION,
            identity: index.manifest().identity.clone(),
            label,
            words: truth.each_ref().map(Vec::len),
            majority: majority(&truth[2]),
            labels: sample.labels,
            layers,
        })
    }

    /// Reads the probes for a label in the folder of an index; none where there are none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(folder: &Path, label: Label) -> io::Result<Option<Self>> {
        let set: Option<Self> = read_json(&file(folder, label))?;
        Ok(set.filter(|set| set.version == VERSION))
    }

    /// Writes them there.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        replace_json(&file(folder, self.label), self)
    }

    /// When the probes for a label were written there; none where there are none.
    pub fn written(folder: &Path, label: Label) -> Option<SystemTime> {
        modified(&file(folder, label))
    }

    /// The probe of a layer over hidden states of so many numbers; none where there is no such probe.
    pub fn reader(&self, at: HiddenLayer, size: usize) -> Option<Reader<'_>> {
        let of_layer = |layer: &&LayerProbe| layer.layer == at.number();
        let layer = self.layers.iter().find(of_layer)?;
        let probe = Probe::from_numbers(self.labels.len(), size, &layer.numbers)?;
        Some(Reader {
            labels: &self.labels,
            layer,
            probe,
        })
    }
}

/// The probe of one layer, ready to read.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    labels: &'a [String],
    /// How good it is.
    pub layer: &'a LayerProbe,
    probe: Probe,
}

impl Reader<'_> {
    /// The likeliest label of a hidden state, and its probability.
    pub fn told(&self, state: &[f32]) -> Option<(&str, f32)> {
        // Indexes keep directions, and so it was trained.
        let length = state
            .iter()
            .map(|x| x * x)
            .sum::<f32>()
            .sqrt()
            .max(f32::MIN_POSITIVE);
        let state: Vec<f32> = state.iter().map(|x| x / length).collect();
        let probabilities = self.probe.probabilities(&state).into_iter().enumerate();
        let (best, probability) =
            probabilities.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        Some((&self.labels[best], probability))
    }
}

impl Sample {
    fn of(corpus: &Corpus, index: &FlatIndex, subject: &Subject, label: Label) -> Self {
        let tokens = index.tokens();
        let mut places: BTreeMap<u32, u16> = BTreeMap::new();
        let mut parts: [Vec<(usize, u32)>; 3] = Default::default();
        let mut before = None;
        for token in 0..tokens.len() {
            let word = tokens.word(token);
            let Some(word) = word.filter(|_| word != before) else {
                continue;
            };
            before = Some(word);
            let number = corpus.label(label, word);
            if number != 0 {
                let document = subject.documents()[tokens.sentence(token)] as usize;
                parts[part_of(document) as usize].push((token, number));
                places.insert(number, 0);
            }
        }
        for (place, number) in (0..).zip(places.values_mut()) {
            *number = place;
        }
        let most = [MOST_TRAIN, MOST_OTHERS, MOST_OTHERS];
        let mut most = most.into_iter();
        let parts = parts.map(|part| {
            let step = part.len().div_ceil(most.next().unwrap_or(1)).max(1);
            let some = part.into_iter().step_by(step);
            some.map(|(token, number)| (token, places[&number]))
                .collect()
        });
        let labels = places
            .keys()
            .map(|number| corpus.string(*number).to_owned());
        Self {
            parts,
            labels: labels.collect(),
        }
    }

    /// The labels of the control task, for each part: a word bears the same one in all of them.
    fn control(&self, corpus: &Corpus, index: &FlatIndex, subject: &Subject) -> [Vec<u16>; 3] {
        let all: Vec<(usize, u16)> = self.parts.concat();
        let word = |(token, _): &(usize, u16)| {
            index
                .tokens()
                .word(*token)
                .map_or(0, |word| subject.lexeme(corpus, word))
        };
        let words: Vec<u32> = all.iter().map(word).collect();
        let labels: Vec<u16> = all.iter().map(|(_, label)| *label).collect();
        let control = control_labels(&words, &labels, SEED);
        let mut rest = control.as_slice();
        self.parts.each_ref().map(|part| {
            let (own, others) = rest.split_at(part.len());
            rest = others;
            own.to_vec()
        })
    }
}

/// Hidden states of some tokens, `[tokens, hidden size]`.
fn states(index: &FlatIndex, at: HiddenLayer, tokens: &[(usize, u16)]) -> Option<Array2<f32>> {
    let space = Space::Embedding(at);
    let size = index.manifest().shape.hidden_size;
    let mut states = Vec::with_capacity(tokens.len() * size);
    for (token, _) in tokens {
        states.extend(index.vector(&space, *token).ok()?);
    }
    Array2::from_shape_vec((tokens.len(), size), states).ok()
}

fn majority(labels: &[u16]) -> f64 {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for label in labels {
        *counts.entry(*label).or_default() += 1;
    }
    share(counts.into_values().max().unwrap_or_default(), labels.len())
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn file(folder: &Path, label: Label) -> PathBuf {
    folder.join(format!("probe-{}.json", label.name()))
}
