//! Where the names of a checkpoint begin: people save the same model under many prefixes.

use headlight_core::{LoadError, WeightError, Weights};

use crate::config::{Config, HeadKind};
use crate::parameters::Parameters;
use crate::precision::Precision;

/// The encoder's weights and those beside them.
pub(crate) struct Layout<'a> {
    /// Below the encoder's prefix: `bert.`, `module.bert.`, or nothing.
    pub(crate) encoder: Parameters<'a>,
    /// Below what stands before that prefix.
    pub(crate) root: Parameters<'a>,
}

impl<'a> Layout<'a> {
    /// Finds the word embeddings; what stands before their name is the encoder's prefix.
    ///
    /// # Errors
    /// When there are no word embeddings under the architecture's name for them.
    pub(crate) fn find(
        weights: &'a dyn Weights,
        config: &Config,
        precision: Precision,
    ) -> Result<Self, LoadError> {
        let plan = config.architecture.plan();
        let anchor = format!("{}.weight", plan.embeddings.words);
        let prefixes = weights
            .names()
            .into_iter()
            .filter_map(|name| name.strip_suffix(&anchor));
        let ours = |prefix: &&str| {
            prefix
                .strip_suffix('.')
                .unwrap_or(prefix)
                .ends_with(plan.prefix)
        };
        let prefix = prefixes
            .filter(|prefix| prefix.is_empty() || prefix.ends_with('.'))
            // The architecture's own prefix before any other, then the shortest.
            .min_by_key(|prefix| (!ours(prefix), prefix.len()))
            .ok_or_else(|| missing(format!("{}.{anchor}", plan.prefix)))?;
        Ok(Self {
            encoder: Parameters::with_prefix(weights, prefix, precision),
            root: Parameters::with_prefix(weights, parent(prefix), precision),
        })
    }

    /// The head that the configuration names, or else the one whose weights are there.
    pub(crate) fn head(&self, config: &Config) -> HeadKind {
        config
            .head
            .clone()
            .unwrap_or_else(|| self.head_by_weights(config))
    }

    fn head_by_weights(&self, config: &Config) -> HeadKind {
        let plan = config.architecture.plan();
        let has_transform = |dense| self.root.below(dense).has("weight");
        let classifier = self.root.below(plan.classifier.classifier);
        match (classifier.shape("weight"), &plan.vocabulary.transform) {
            (Some([outputs, _]), _) if *outputs > 1 => HeadKind::Classification {
                labels: (0..*outputs)
                    .map(|output| format!("LABEL_{output}"))
                    .collect(),
                pooled: true,
            },
            (_, Some(names)) if has_transform(names.dense) => HeadKind::MaskedLm,
            (_, None) => HeadKind::CausalLm,
            _ => HeadKind::Nothing,
        }
    }
}

/// What stands before the last part of a prefix: `module.` of `module.bert.`.
fn parent(prefix: &str) -> &str {
    let path = prefix.strip_suffix('.').unwrap_or(prefix);
    path.rfind('.')
        .and_then(|dot| prefix.get(..=dot))
        .unwrap_or_default()
}

fn missing(name: String) -> LoadError {
    LoadError(WeightError::Missing { name }.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_loses_its_last_part() {
        assert_eq!(parent("bert."), "");
        assert_eq!(parent("module.bert."), "module.");
        assert_eq!(parent(""), "");
    }
}
