//! The sequence-classification head: one token's state → dense → labels.

use headlight_core::LoadError;
use tch::Tensor;

use crate::architecture::Squash;
use crate::config::Config;
use crate::kernel::{Kernel, append_f32, zeros};
use crate::parameters::{Linear, Parameters};

/// A classifier, with the dense map before it where there is one.
#[derive(Debug)]
pub(crate) struct ClassificationHead {
    pooler: Option<(Linear, Squash)>,
    classifier: Linear,
    labels: usize,
}

impl ClassificationHead {
    /// Loads the head; `pooled` says whether the classifier reads the dense map's output or the bare
    /// state.
    pub(crate) fn load(
        root: &Parameters<'_>,
        encoder: &Parameters<'_>,
        config: &Config,
        labels: usize,
        pooled: bool,
    ) -> Result<Self, LoadError> {
        let (names, size) = (&config.architecture.plan().classifier, config.hidden_size);
        let dense = names.pooler.as_ref().filter(|_| pooled).map(|names| {
            let at = if names.in_encoder { encoder } else { root };
            Ok((
                Linear::load(&at.below(names.dense), size, size)?,
                names.squash,
            ))
        });
        let at = root.below(names.classifier);
        let outputs = outputs(&at, labels);
        let classifier = Linear {
            weight: at.tensor("weight", &[outputs, size])?,
            bias: names
                .bias
                .then(|| at.tensor("bias", &[outputs]))
                .transpose()?,
        };
        let classifier = if outputs == labels {
            classifier
        } else {
            beside_zero(&classifier)?
        };
        Ok(Self {
            pooler: dense.transpose()?,
            classifier,
            labels,
        })
    }

    /// Logits `[batch, labels]` of the states `[batch, hidden]` that the head reads.
    pub(crate) fn forward(&self, states: &Tensor) -> Kernel<Tensor> {
        match &self.pooler {
            Some((dense, squash)) => {
                let pooled = squash.forward(&dense.forward(states)?)?;
                self.classifier.forward(&pooled)
            }
            None => self.classifier.forward(states),
        }
    }

    /// The same as plain numbers `[batch][labels]`.
    pub(crate) fn logits(&self, states: &Tensor) -> Kernel<Vec<Vec<f32>>> {
        let mut logits = Vec::new();
        append_f32(&self.forward(states)?, &mut logits)?;
        Ok(logits.chunks(self.labels).map(<[f32]>::to_vec).collect())
    }

    /// Number of labels.
    pub(crate) fn labels(&self) -> usize {
        self.labels
    }
}

/// Two labels may be told apart by one output, whose sigmoid is the probability of the second.
fn outputs(at: &Parameters<'_>, labels: usize) -> usize {
    match at.shape("weight") {
        Some([1, _]) if labels == 2 => 1,
        _ => labels,
    }
}

/// The same classifier with two outputs, 0 and z: their softmax is 1 − σ(z) and σ(z).
fn beside_zero(classifier: &Linear) -> Result<Linear, LoadError> {
    let below_zeros = |tensor: &Tensor| Tensor::f_cat(&[&zeros(&tensor.size())?, tensor], 0);
    let build = || {
        let bias = classifier.bias.as_ref().map(below_zeros).transpose()?;
        Ok(Linear {
            weight: below_zeros(&classifier.weight)?,
            bias,
        })
    };
    build()
        .map_err(|error: tch::TchError| LoadError(format!("The classifier does not fit: {error}.")))
}

impl Squash {
    fn forward(self, x: &Tensor) -> Kernel<Tensor> {
        match self {
            Self::Tanh => x.f_tanh(),
            Self::Gelu => x.f_gelu("none"),
            Self::Relu => x.f_relu(),
        }
    }
}
