//! Which head stands on an encoder.

use headlight_core::Task;

use super::ConfigError;
use super::raw::{Raw, small};

/// The head on top of an encoder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadKind {
    /// Predicts hidden tokens.
    MaskedLm,
    /// Predicts the next token.
    CausalLm,
    /// Sorts a text into labels.
    Classification {
        /// The labels by output.
        labels: Vec<String>,
        /// Whether the classifier reads the pooled state, as transformers' own do.
        pooled: bool,
    },
    /// None that is of use here.
    Nothing,
}

impl HeadKind {
    /// What a model with this head was made to do.
    pub fn task(&self) -> Task {
        match self {
            Self::MaskedLm => Task::FillMask,
            Self::CausalLm => Task::Causal,
            Self::Classification { .. } => Task::Classification,
            Self::Nothing => Task::Encoder,
        }
    }

    /// The labels of a classifier, by output.
    pub fn labels(&self) -> &[String] {
        match self {
            Self::Classification { labels, .. } => labels,
            _ => &[],
        }
    }
}

impl Raw {
    /// The head by the name of the class that saved the model, as transformers writes it.
    pub(super) fn head(&self) -> Result<Option<HeadKind>, ConfigError> {
        let Some(class) = self.architectures.iter().flatten().next() else {
            return Ok(None);
        };
        let ends_with = |endings: &[&str]| endings.iter().any(|ending| class.ends_with(ending));
        Ok(Some(if ends_with(&["ForMaskedLM", "BertForPreTraining"]) {
            HeadKind::MaskedLm
        } else if ends_with(&["LMHeadModel", "DoubleHeadsModel", "GPT2ForCausalLM"]) {
            HeadKind::CausalLm
        } else if class.ends_with("ForSequenceClassification") && !self.is_regression() {
            let pooled = self.import.as_ref().is_none_or(|import| import.pooled);
            HeadKind::Classification {
                labels: self.labels()?,
                pooled,
            }
        } else {
            HeadKind::Nothing
        }))
    }

    /// A single output is a number to be predicted, unless an import says that it is a logit.
    fn is_regression(&self) -> bool {
        let outputs = self
            .id2label
            .as_ref()
            .map(|labels| labels.len() as u64)
            .or(self.num_labels);
        self.problem_type.as_deref() == Some("regression") || outputs == Some(1)
    }

    /// The labels in the order of the outputs; two when nothing is said, as in transformers.
    fn labels(&self) -> Result<Vec<String>, ConfigError> {
        let named = self.id2label.as_ref();
        let count = named
            .map(|labels| labels.len() as u64)
            .or(self.num_labels)
            .unwrap_or(2);
        let count = small("num_labels", Some(count))?;
        let label = |output: u16| {
            let name = named.and_then(|labels| labels.get(&output.to_string()));
            name.cloned().unwrap_or_else(|| format!("LABEL_{output}"))
        };
        Ok((0..count).map(label).collect())
    }
}
