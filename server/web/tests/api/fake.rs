//! A tokenizer that splits at spaces, and models whose numbers follow from the tokens: enough to
//! see that every number reaches the client from where it belongs.

mod gradients;
mod importer;
mod model;
mod tokenizer;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use headlight_core::{Fingerprint, LoadError, Model, ModelId, ModelInfo, ModelLoader, Task};
use headlight_web::{BrokenModel, Catalog, CatalogEntry, ReadyModel};

pub(crate) use importer::FakeImporter;
use model::FakeModel;
pub(crate) use tokenizer::FakeTokenizer;

/// What a test watches and holds.
#[derive(Default)]
pub(crate) struct Controls {
    /// What models were called for, in order.
    pub log: Mutex<Vec<Pass>>,
    /// Calls of `attention_again`.
    pub again: AtomicUsize,
    /// Text with the word "wait" stops here.
    pub gate: Gate,
    /// Loading stops here, when it is closed.
    pub loading: Gate,
    /// What was loaded or tried, in order.
    pub loads: Mutex<Vec<String>>,
    /// What the weights are: other ones make another model.
    pub weights: AtomicUsize,
    /// So many more times, loading fails.
    pub failures: AtomicUsize,
}

/// A call of a model, and how many sequences it had.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Pass {
    Traced(usize),
    Embedded(usize),
    Scored(usize),
    Differentiated(usize),
}

impl Controls {
    /// What models were called for so far.
    pub(crate) fn passes(&self) -> Vec<Pass> {
        self.log.lock().unwrap().clone()
    }

    /// What was loaded or tried so far.
    pub(crate) fn loads(&self) -> Vec<String> {
        self.loads.lock().unwrap().clone()
    }
}

/// Something that can be closed, waited at and opened.
#[derive(Default)]
pub(crate) struct Gate {
    closed: Mutex<bool>,
    changed: Condvar,
    /// How many have come to it.
    pub arrived: AtomicUsize,
}

impl Gate {
    pub(crate) fn close(&self) {
        *self.closed.lock().unwrap() = true;
    }

    pub(crate) fn open(&self) {
        *self.closed.lock().unwrap() = false;
        self.changed.notify_all();
    }

    fn pass(&self) {
        self.arrived.fetch_add(1, Ordering::SeqCst);
        let closed = self.closed.lock().unwrap();
        drop(self.changed.wait_while(closed, |closed| *closed).unwrap());
    }
}

/// Loads fakes.
pub(crate) struct FakeLoader(pub Arc<Controls>);

impl ModelLoader for FakeLoader {
    fn load(&self, model: &ModelInfo) -> Result<Box<dyn Model>, LoadError> {
        self.0.loading.pass();
        self.0.loads.lock().unwrap().push(model.id.to_string());
        let less = |left: usize| left.checked_sub(1);
        let (set, get) = (Ordering::SeqCst, Ordering::SeqCst);
        if self.0.failures.fetch_update(set, get, less).is_ok() {
            return Err(LoadError("The disk does not answer.".into()));
        }
        match model.id.as_str() {
            "lost" => Err(LoadError("The file model.safetensors is missing.".into())),
            "hostile" => panic!("a secret of the loader"),
            _ => Ok(Box::new(FakeModel::new(model.clone(), self.0.clone()))),
        }
    }

    fn fingerprint(&self, _model: &ModelInfo) -> Result<Fingerprint, LoadError> {
        Ok(Fingerprint {
            weights: self.0.weights.load(Ordering::SeqCst).to_string(),
            tokenizer: "spaces".into(),
        })
    }
}

fn info(id: &str, task: Task) -> ModelInfo {
    let labels = match task {
        Task::Classification => vec!["negative".to_owned(), "positive".to_owned()],
        _ => Vec::new(),
    };
    ModelInfo {
        id: ModelId::parse(id).unwrap(),
        name: format!("Fake {id}"),
        architecture: "fake".into(),
        task,
        layers: 4,
        heads: 4,
        hidden_size: 8,
        max_tokens: 4096,
        vocab_size: tokenizer::VOCABULARY.len() as u32,
        parameters: 1234,
        labels,
        license: (id == "mask").then(|| "Apache-2.0".to_owned()),
    }
}

/// One fake of each task, one that will not load, one that breaks its loader, one that is broken, and a classifier
/// with other labels and another tokenizer.
pub(crate) fn catalog() -> Catalog {
    let ready = |id, task, tokenizer| {
        CatalogEntry::Ready(ReadyModel {
            info: Arc::new(info(id, task)),
            tokenizer: Arc::new(tokenizer),
        })
    };
    let broken = CatalogEntry::Broken(BrokenModel {
        id: ModelId::parse("broken").unwrap(),
        name: "Broken".into(),
        error: "Its config.json has no “hidden_size”.".into(),
    });
    let entries = vec![
        ready("mask", Task::FillMask, FakeTokenizer::bert()),
        ready("next", Task::Causal, FakeTokenizer::gpt()),
        ready("sort", Task::Classification, FakeTokenizer::bert()),
        ready("plain", Task::Encoder, FakeTokenizer::bert()),
        ready("lost", Task::FillMask, FakeTokenizer::bert()),
        ready("hostile", Task::FillMask, FakeTokenizer::bert()),
        broken,
        CatalogEntry::Ready(ReadyModel {
            info: Arc::new(ModelInfo {
                labels: ["POS", "neutral", "NEG"].map(str::to_owned).to_vec(),
                ..info("moods", Task::Classification)
            }),
            tokenizer: Arc::new(FakeTokenizer::blanks()),
        }),
    ];
    Catalog::new(entries, None).unwrap()
}
