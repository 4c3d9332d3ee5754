//! Weights by name, turned into f32 tensors, and the two smallest blocks made of them.

use headlight_core::{Dtype, LoadError, WeightError, Weights};
use tch::{Kind, Tensor};

use crate::config::Activation;
use crate::kernel::Kernel;

/// A view into a checkpoint below a common prefix of names.
#[derive(Clone)]
pub(crate) struct Parameters<'a> {
    weights: &'a dyn Weights,
    prefix: String,
}

impl<'a> Parameters<'a> {
    /// All weights of a checkpoint.
    pub(crate) fn of(weights: &'a dyn Weights) -> Self {
        Self {
            weights,
            prefix: String::new(),
        }
    }

    /// The weights whose names go on after `name` and a dot.
    pub(crate) fn below(&self, name: &str) -> Self {
        Self {
            weights: self.weights,
            prefix: format!("{}{name}.", self.prefix),
        }
    }

    /// Whether there is a weight of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.weights.get(&self.full(name)).is_some()
    }

    /// The weight of this name and shape, in f32.
    pub(crate) fn tensor(&self, name: &str, shape: &[usize]) -> Result<Tensor, LoadError> {
        let name = self.full(name);
        let view = self.weights.get(&name).ok_or_else(|| missing(&name))?;
        if view.shape != shape {
            let (found, expected) = (view.shape.to_vec(), shape.to_vec());
            return Err(told(&WeightError::Shape {
                name,
                found,
                expected,
            }));
        }
        let Some(kind) = kind_of(view.dtype) else {
            return Err(told(&WeightError::Dtype { name }));
        };
        let sizes: Vec<i64> = shape.iter().map(|s| *s as i64).collect();
        Tensor::f_from_data_size(view.bytes, &sizes, kind)
            .and_then(|tensor| tensor.f_to_kind(Kind::Float))
            .map_err(|error| LoadError(format!("The tensor “{name}” cannot be read: {error}.")))
    }

    fn full(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}

fn kind_of(dtype: Dtype) -> Option<Kind> {
    match dtype {
        Dtype::F32 => Some(Kind::Float),
        Dtype::F16 => Some(Kind::Half),
        Dtype::Bf16 => Some(Kind::BFloat16),
        Dtype::Other => None,
    }
}

fn missing(name: &str) -> LoadError {
    told(&WeightError::Missing {
        name: name.to_owned(),
    })
}

fn told(error: &WeightError) -> LoadError {
    LoadError(error.to_string())
}

/// An affine map: `x Wᵀ + b`, weight `[outputs, inputs]`.
#[derive(Debug)]
pub(crate) struct Linear {
    pub(crate) weight: Tensor,
    pub(crate) bias: Tensor,
}

impl Linear {
    pub(crate) fn load(
        at: &Parameters<'_>,
        inputs: usize,
        outputs: usize,
    ) -> Result<Self, LoadError> {
        Ok(Self {
            weight: at.tensor("weight", &[outputs, inputs])?,
            bias: at.tensor("bias", &[outputs])?,
        })
    }

    pub(crate) fn forward(&self, x: &Tensor) -> Kernel<Tensor> {
        x.f_linear(&self.weight, Some(&self.bias))
    }

    /// The map to `length` of the outputs from `start` on: views, nothing is copied.
    pub(crate) fn outputs(&self, start: i64, length: i64) -> Kernel<Self> {
        Ok(Self {
            weight: self.weight.f_narrow(0, start, length)?,
            bias: self.bias.f_narrow(0, start, length)?,
        })
    }
}

/// Layer normalisation over the last dimension (Ba, Kiros & Hinton 2016).
#[derive(Debug)]
pub(crate) struct LayerNorm {
    weight: Tensor,
    bias: Tensor,
    eps: f64,
}

impl LayerNorm {
    pub(crate) fn load(at: &Parameters<'_>, size: usize, eps: f64) -> Result<Self, LoadError> {
        Ok(Self {
            weight: at.tensor("weight", &[size])?,
            bias: at.tensor("bias", &[size])?,
            eps,
        })
    }

    pub(crate) fn forward(&self, x: &Tensor) -> Kernel<Tensor> {
        let size = self.weight.size();
        x.f_layer_norm(
            &size[..],
            Some(&self.weight),
            Some(&self.bias),
            self.eps,
            false,
        )
    }
}

impl Activation {
    pub(crate) fn forward(self, x: &Tensor) -> Kernel<Tensor> {
        match self {
            Self::Gelu => x.f_gelu("none"),
            Self::GeluTanh => x.f_gelu("tanh"),
            Self::Relu => x.f_relu(),
        }
    }
}
