//! The kinds of numbers that torch knows.

use headlight_core::Dtype;

/// What the numbers of a storage are, and how many bytes each takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) dtype: Dtype,
    pub(crate) bytes: u8,
}

impl Kind {
    const fn other(bytes: u8) -> Self {
        let dtype = Dtype::Other;
        Self { dtype, bytes }
    }

    /// By the class of the storage, such as `torch.FloatStorage`.
    pub(crate) fn of_storage(module: &str, name: &str) -> Option<Self> {
        if !matches!(module, "torch" | "torch.cuda" | "torch.storage") {
            return None;
        }
        Some(match name.strip_suffix("Storage")? {
            "Float" => Self::of_dtype("float32")?,
            "Half" => Self::of_dtype("float16")?,
            "BFloat16" => Self::of_dtype("bfloat16")?,
            "Double" | "Long" | "ComplexFloat" => Self::other(8),
            "ComplexDouble" => Self::other(16),
            "Int" | "QInt32" => Self::other(4),
            "Short" => Self::other(2),
            "Char" | "Byte" | "Bool" | "QInt8" | "QUInt8" | "Untyped" => Self::other(1),
            _ => return None,
        })
    }

    /// By its name in the module `torch`.
    pub(crate) fn of_dtype(name: &str) -> Option<Self> {
        let float = |dtype: Dtype| {
            let bytes = dtype.bytes()? as u8;
            Some(Self { dtype, bytes })
        };
        match name {
            "float32" | "float" => float(Dtype::F32),
            "float16" | "half" => float(Dtype::F16),
            "bfloat16" => float(Dtype::Bf16),
            "complex128" => Some(Self::other(16)),
            "float64" | "double" | "int64" | "uint64" | "complex64" => Some(Self::other(8)),
            "int32" | "uint32" | "complex32" => Some(Self::other(4)),
            "int16" | "uint16" => Some(Self::other(2)),
            "int8" | "uint8" | "bool" | "float8_e4m3fn" | "float8_e5m2" => Some(Self::other(1)),
            _ => None,
        }
    }
}
