//! Weights by name, turned into f32 tensors, and the two smallest blocks made of them.

use headlight_core::{Dtype, LoadError, WeightError, WeightView, Weights};
use tch::{Kind, Tensor};

use crate::config::Activation;
use crate::kernel::Kernel;
use crate::precision::Precision;

/// A view into a checkpoint below a common prefix of names.
#[derive(Clone)]
pub(crate) struct Parameters<'a> {
    weights: &'a dyn Weights,
    prefix: String,
    /// How large matrices are stored once they are loaded.
    pub(crate) precision: Precision,
}

impl<'a> Parameters<'a> {
    /// The weights whose names start with this prefix, which may be empty.
    pub(crate) fn with_prefix(
        weights: &'a dyn Weights,
        prefix: &str,
        precision: Precision,
    ) -> Self {
        Self {
            weights,
            prefix: prefix.to_owned(),
            precision,
        }
    }

    /// The weights whose names go on after `name` and a dot.
    pub(crate) fn below(&self, name: &str) -> Self {
        let prefix = format!("{}{name}.", self.prefix);
        Self::with_prefix(self.weights, &prefix, self.precision)
    }

    /// Whether there is a weight of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The shape of the weight of this name.
    pub(crate) fn shape(&self, name: &str) -> Option<&'a [usize]> {
        self.find(name).map(|view| view.shape)
    }

    /// The weight of this name and shape, in f32.
    pub(crate) fn tensor(&self, name: &str, shape: &[usize]) -> Result<Tensor, LoadError> {
        let full = self.full(name);
        let Some(view) = self.find(name) else {
            return Err(told(&WeightError::Missing { name: full }));
        };
        if view.shape != shape {
            let (found, expected) = (view.shape.to_vec(), shape.to_vec());
            return Err(told(&WeightError::Shape {
                name: full,
                found,
                expected,
            }));
        }
        let Some(kind) = kind_of(view.dtype) else {
            return Err(told(&WeightError::Dtype { name: full }));
        };
        let sizes: Vec<i64> = shape.iter().map(|s| *s as i64).collect();
        Tensor::f_from_data_size(view.bytes, &sizes, kind)
            .and_then(|tensor| tensor.f_to_kind(Kind::Float))
            .map_err(|error| LoadError(format!("The tensor “{full}” cannot be read: {error}.")))
    }

    /// The weight of this name, or of the name that TensorFlow checkpoints gave it.
    fn find(&self, name: &str) -> Option<WeightView<'a>> {
        let full = self.full(name);
        self.weights
            .get(&full)
            .or_else(|| self.weights.get(&old_name(&full)?))
    }

    fn full(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}

/// Layer normalisation's weight and bias were once called gamma and beta.
fn old_name(name: &str) -> Option<String> {
    let renamed = |new, old| name.strip_suffix(new).map(|stem| format!("{stem}{old}"));
    renamed(".weight", ".gamma").or_else(|| renamed(".bias", ".beta"))
}

fn kind_of(dtype: Dtype) -> Option<Kind> {
    match dtype {
        Dtype::F32 => Some(Kind::Float),
        Dtype::F16 => Some(Kind::Half),
        Dtype::Bf16 => Some(Kind::BFloat16),
        Dtype::Other => None,
    }
}

fn told(error: &WeightError) -> LoadError {
    LoadError(error.to_string())
}

/// An affine map: `x Wᵀ + b`, weight `[outputs, inputs]`; some have no bias.
#[derive(Debug)]
pub(crate) struct Linear {
    pub(crate) weight: Tensor,
    pub(crate) bias: Option<Tensor>,
}

impl Linear {
    pub(crate) fn load(
        at: &Parameters<'_>,
        inputs: usize,
        outputs: usize,
    ) -> Result<Self, LoadError> {
        Ok(Self {
            weight: at.tensor("weight", &[outputs, inputs])?,
            bias: Some(at.tensor("bias", &[outputs])?),
        })
    }

    /// The same from a matrix stored `[inputs, outputs]`.
    pub(crate) fn load_transposed(
        at: &Parameters<'_>,
        inputs: usize,
        outputs: usize,
    ) -> Result<Self, LoadError> {
        let weight = at.tensor("weight", &[inputs, outputs])?;
        let weight = weight
            .f_tr()
            .and_then(|weight| weight.f_contiguous())
            .map_err(|error| LoadError(format!("A matrix cannot be transposed: {error}.")))?;
        Ok(Self {
            weight,
            bias: Some(at.tensor("bias", &[outputs])?),
        })
    }

    /// f32 in and out, whatever the precision of the product.
    pub(crate) fn forward(&self, x: &Tensor) -> Kernel<Tensor> {
        let x = x.f_to_kind(self.weight.kind())?;
        x.f_linear(&self.weight, self.bias.as_ref())?
            .f_to_kind(Kind::Float)
    }

    /// The map to `length` of the outputs from `start` on: views, nothing is copied.
    pub(crate) fn outputs(&self, start: i64, length: i64) -> Kernel<Self> {
        let bias = self
            .bias
            .as_ref()
            .map(|bias| bias.f_narrow(0, start, length));
        Ok(Self {
            weight: self.weight.f_narrow(0, start, length)?,
            bias: bias.transpose()?,
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

    /// A second handle to the same weights.
    pub(crate) fn share(&self) -> Self {
        let (weight, bias) = (self.weight.shallow_clone(), self.bias.shallow_clone());
        Self {
            weight,
            bias,
            eps: self.eps,
        }
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
