//! Weights by name, as they lie in a file.

/// How the numbers of a weight are stored, little-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dtype {
    /// IEEE 754 single precision.
    F32,
    /// IEEE 754 half precision.
    F16,
    /// bfloat16.
    Bf16,
    /// Anything else, such as a buffer of position ids; never a weight we read.
    Other,
}

impl Dtype {
    /// Bytes of one number, where known.
    pub fn bytes(self) -> Option<usize> {
        match self {
            Self::F32 => Some(4),
            Self::F16 | Self::Bf16 => Some(2),
            Self::Other => None,
        }
    }
}

/// One named weight: contiguous, row-major, little-endian.
#[derive(Clone, Copy, Debug)]
pub struct WeightView<'a> {
    /// How its numbers are stored.
    pub dtype: Dtype,
    /// Its sizes.
    pub shape: &'a [usize],
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Why a weight cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightError {
    /// No weight of that name.
    #[error("The checkpoint has no tensor “{name}”.")]
    Missing {
        /// The name.
        name: String,
    },
    /// The sizes differ.
    #[error("The tensor “{name}” has shape {found:?} instead of {expected:?}.")]
    Shape {
        /// The name.
        name: String,
        /// The shape in the file.
        found: Vec<usize>,
        /// The shape that the configuration asks for.
        expected: Vec<usize>,
    },
    /// The numbers are of a kind that is no weight.
    #[error("The tensor “{name}” does not hold floating-point numbers (f32, f16 or bf16).")]
    Dtype {
        /// The name.
        name: String,
    },
}

/// Weights by name.
pub trait Weights {
    /// All names, ascending.
    fn names(&self) -> Vec<&str>;

    /// The weight of that name.
    fn get(&self, name: &str) -> Option<WeightView<'_>>;
}
