//! In which numbers large matrices are multiplied.

use headlight_core::LoadError;
use tch::Kind;

use crate::parameters::Linear;

/// How the matrices of the blocks and of the vocabulary are stored and multiplied. Everything else,
/// normalisation and softmax among it, is done in f32, and so is what leaves the model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// 32 bits: within 1e-4 of the reference.
    #[default]
    F32,
    /// bfloat16, sums in f32: about twice as fast where the processor knows it, and as far off as its 8
    /// bits of mantissa (docs/BENCHMARKS.md).
    Bf16,
}

impl Linear {
    /// The same map in a precision.
    pub(crate) fn stored(self, precision: Precision) -> Result<Self, LoadError> {
        let cast = |tensor: tch::Tensor| match precision {
            Precision::F32 => Ok(tensor),
            Precision::Bf16 => tensor.f_to_kind(Kind::BFloat16),
        };
        let store = || {
            Ok(Self {
                weight: cast(self.weight)?,
                bias: self.bias.map(cast).transpose()?,
            })
        };
        store().map_err(|error: tch::TchError| {
            LoadError(format!("A matrix cannot be stored: {error}."))
        })
    }
}
