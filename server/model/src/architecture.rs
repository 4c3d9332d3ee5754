//! What tells one architecture from another: the names of its weights, and a few choices. The blocks
//! themselves are the same for all.

mod albert;
mod bert;
mod distilbert;
mod electra;
mod gpt2;
mod roberta;

use crate::config::Activation;

/// The architectures that we run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Architecture {
    /// Devlin et al. 2019.
    Bert,
    /// Sanh et al. 2019.
    DistilBert,
    /// Liu et al. 2019.
    Roberta,
    /// Clark et al. 2020.
    Electra,
    /// Lan et al. 2020.
    Albert,
    /// Radford et al. 2019.
    Gpt2,
}

/// Where a block normalises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NormOrder {
    /// After each sum (BERT).
    Post,
    /// Before attention and before the feed-forward part (GPT-2).
    Pre,
}

/// How positions are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PositionRule {
    /// 0, 1, 2, …
    FromZero,
    /// After the padding token's number, which padding tokens keep (RoBERTa).
    AfterPadding,
}

/// The names of weights, as transformers writes them, and the choices of an architecture.
#[derive(Debug)]
pub(crate) struct Plan {
    /// What stands before the encoder's names: `bert`.
    pub(crate) prefix: &'static str,
    pub(crate) embeddings: EmbeddingNames,
    pub(crate) layer: LayerNames,
    /// Normalises what the last layer gives.
    pub(crate) final_norm: Option<&'static str>,
    pub(crate) order: NormOrder,
    pub(crate) positions: PositionRule,
    /// A token attends to itself and to what stands before it only.
    pub(crate) causal: bool,
    pub(crate) vocabulary: VocabularyNames,
    pub(crate) classifier: ClassifierNames,
}

/// Names below the encoder's prefix.
#[derive(Debug)]
pub(crate) struct EmbeddingNames {
    pub(crate) words: &'static str,
    pub(crate) positions: &'static str,
    pub(crate) segments: Option<&'static str>,
    pub(crate) norm: Option<&'static str>,
    /// From the embedding size to the hidden size, where they differ.
    pub(crate) projection: Option<&'static str>,
}

/// Names below a layer.
#[derive(Debug)]
pub(crate) struct LayerNames {
    /// The path to a layer's weights, `{}` being its number from 0.
    pub(crate) at: &'static str,
    pub(crate) projections: Projections,
    pub(crate) attention_output: &'static str,
    pub(crate) attention_norm: &'static str,
    pub(crate) widen: &'static str,
    pub(crate) narrow: &'static str,
    pub(crate) output_norm: &'static str,
    /// Matrices are stored `[inputs, outputs]` (GPT-2's `Conv1D`).
    pub(crate) transposed: bool,
}

/// How query, key and value are stored.
#[derive(Debug)]
pub(crate) enum Projections {
    Separate([&'static str; 3]),
    Fused(&'static str),
}

/// Names of the vocabulary head, below the root.
#[derive(Debug)]
pub(crate) struct VocabularyNames {
    /// A dense map and a normalisation before the decoder.
    pub(crate) transform: Option<TransformNames>,
    /// The decoder; absent from the file where it is tied to the word embeddings.
    pub(crate) decoder: &'static str,
    /// Where the bias may stand; none where there is no bias.
    pub(crate) bias: &'static [&'static str],
}

/// Names of a vocabulary head's transform.
#[derive(Debug)]
pub(crate) struct TransformNames {
    pub(crate) dense: &'static str,
    pub(crate) norm: &'static str,
    /// None: the encoder's own.
    pub(crate) activation: Option<Activation>,
}

/// Names of the classification head.
#[derive(Debug)]
pub(crate) struct ClassifierNames {
    /// The dense map before the classifier.
    pub(crate) pooler: Option<PoolerNames>,
    /// The classifier, below the root.
    pub(crate) classifier: &'static str,
    pub(crate) bias: bool,
    pub(crate) reads: ReadsToken,
}

/// Names and choices of the dense map before a classifier.
#[derive(Debug)]
pub(crate) struct PoolerNames {
    pub(crate) dense: &'static str,
    /// Whether the name stands below the encoder's prefix or below the root.
    pub(crate) in_encoder: bool,
    pub(crate) squash: Squash,
}

/// What follows the dense map before a classifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Squash {
    Tanh,
    Gelu,
    Relu,
}

/// Which token's state a classifier reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadsToken {
    First,
    Last,
}

impl Architecture {
    /// All of them.
    pub(crate) const ALL: [Self; 6] = [
        Self::Bert,
        Self::DistilBert,
        Self::Roberta,
        Self::Electra,
        Self::Albert,
        Self::Gpt2,
    ];

    /// The one that `config.json` calls by this `model_type`.
    pub(crate) fn of(model_type: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|architecture| architecture.name() == model_type)
    }

    /// Its `model_type`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bert => "bert",
            Self::DistilBert => "distilbert",
            Self::Roberta => "roberta",
            Self::Electra => "electra",
            Self::Albert => "albert",
            Self::Gpt2 => "gpt2",
        }
    }

    /// All names, for a sentence.
    pub(crate) fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }

    pub(crate) fn plan(self) -> &'static Plan {
        match self {
            Self::Bert => &bert::PLAN,
            Self::DistilBert => &distilbert::PLAN,
            Self::Roberta => &roberta::PLAN,
            Self::Electra => &electra::PLAN,
            Self::Albert => &albert::PLAN,
            Self::Gpt2 => &gpt2::PLAN,
        }
    }
}

impl std::fmt::Display for Architecture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
