//! What can be wrong with weights on disk, as sentences for the user.

use std::io;

use crate::header::MAX_HEADER_BYTES;

/// Why the weights of a model cannot be opened. Names the file or folder, never its whole path.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The folder holds no weights of a known form.
    #[error("The model folder “{folder}” has no model.safetensors.")]
    NoWeights {
        /// The folder's name.
        folder: String,
    },
    /// The file is there but cannot be used.
    #[error("The weights file {file} {defect}.")]
    File {
        /// The file's name.
        file: String,
        /// What is wrong with it.
        #[source]
        defect: Defect,
    },
}

/// What is wrong with a weights file: the second half of a sentence that begins with its name.
#[derive(Debug, thiserror::Error)]
pub enum Defect {
    /// The operating system refuses.
    #[error("cannot be read ({0})")]
    Unreadable(#[from] io::Error),
    /// The file ends before its header does.
    #[error("is cut off: it ends within its header")]
    HeaderCut,
    /// The header claims to be larger than any honest one.
    #[error("claims a header of {bytes} bytes; the limit is {MAX_HEADER_BYTES}")]
    HeaderTooLarge {
        /// The size it claims.
        bytes: u64,
    },
    /// The header is not the JSON that the format asks for.
    #[error("has a header that is not valid ({0})")]
    Header(#[from] serde_json::Error),
    /// Two tensors of one name.
    #[error("names the tensor “{name}” twice")]
    Duplicate {
        /// The name.
        name: String,
    },
    /// Shape and number type do not give the bytes that are claimed.
    #[error("gives the tensor “{name}” a shape that does not fit its bytes")]
    Shape {
        /// The tensor.
        name: String,
    },
    /// A tensor does not begin where the one before it ends.
    #[error("has a gap or an overlap before the tensor “{name}”")]
    Offsets {
        /// The tensor.
        name: String,
    },
    /// The tensors need another number of bytes than there are.
    #[error("should hold {expected} bytes of numbers and holds {found}")]
    DataSize {
        /// What the header claims.
        expected: usize,
        /// What is there.
        found: usize,
    },
}
