//! What a bare file of weights is: architecture, sizes and head, told from names and shapes.
//!
//! People save the encoder under any attribute name and the classifier under any other. What can be
//! told is told, what has to be assumed is said, and what could be several things is asked for.

mod encoder;
mod head;

use headlight_core::Weights;
use serde_json::Value;

use crate::source::Renamed;

/// What the user says beside the file.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The `config.json` of a model of the same architecture and sizes.
    pub like: Option<Value>,
    /// Heads in each layer, which no file of weights says.
    pub heads: Option<u16>,
    /// The name of the classifier's matrix, with or without `.weight`.
    pub head: Option<String>,
    /// The labels of the classifier, by output.
    pub labels: Vec<String>,
}

/// A file of weights, understood.
#[derive(Debug)]
pub struct Recognised {
    /// The `config.json` that describes it.
    pub config: Value,
    /// Pairs of the name that transformers gives a weight and the one in the file.
    pub names: Vec<(String, String)>,
    /// What was assumed, a sentence each.
    pub assumptions: Vec<String>,
}

/// Why a file of weights was not understood, as a sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unrecognised {
    /// No encoder of a known architecture.
    #[error(
        "No known encoder is in this file: its names are such as {0}. BERT, DistilBERT, RoBERTa, ELECTRA, ALBERT and GPT-2 are known."
    )]
    NoEncoder(String),
    /// The number of heads cannot be told.
    #[error(
        "A file of weights does not say how many heads a layer has, and the hidden size {0} is not a multiple of 64. Please say --heads N or --like MODEL."
    )]
    Heads(usize),
    /// The model that it is said to be like is another.
    #[error("{0} Is --like the right model?")]
    NotLike(String),
    /// Nothing stands on the encoder.
    #[error(
        "There is no classifier or vocabulary head beside the encoder; the tensors beside it are: {0}."
    )]
    NoHead(String),
    /// Several matrices could be the classifier.
    #[error("Several matrices could be the classifier: {0}. Please say --head NAME.")]
    SeveralHeads(String),
    /// The matrix that was named is not there.
    #[error(
        "There is no matrix “{name}” with {hidden} columns beside the encoder; there is: {others}."
    )]
    NoSuchHead {
        /// What was asked for.
        name: String,
        /// The hidden size.
        hidden: usize,
        /// What there is.
        others: String,
    },
    /// The labels do not fit the matrix.
    #[error("The number of labels given is {labels}, but the classifier needs {needed}.", needed = outputs.max(&2))]
    Labels {
        /// Rows of the matrix; a single one stands for two labels.
        outputs: usize,
        /// Labels given.
        labels: usize,
    },
}

/// Tells what a file of weights is.
///
/// # Errors
/// With a sentence that says what is missing and what to add to the command.
pub fn recognise(weights: &dyn Weights, hints: &Hints) -> Result<Recognised, Unrecognised> {
    let encoder = encoder::find(weights, hints)?;
    let head = head::find(weights, hints, &encoder)?;
    let mut config = encoder.config;
    for (key, value) in head.config {
        config[key] = value;
    }
    let mut names = encoder.names;
    names.extend(head.names);
    let assumptions = encoder
        .assumptions
        .into_iter()
        .chain(head.assumptions)
        .collect();
    Ok(Recognised {
        config,
        names,
        assumptions,
    })
}

impl Recognised {
    /// The weights under the names that transformers gives them.
    pub fn weights<'a>(&self, weights: &'a dyn Weights) -> Renamed<'a> {
        Renamed::new(weights, self.names.clone())
    }
}
