//! What can be wrong with weights on disk, as sentences for the user.

use std::io;

use crate::header::MAX_HEADER_BYTES;
use crate::{AdapterDefect, TorchDefect};

/// Why the weights of a model cannot be opened. Names the file or folder, never its whole path.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The folder holds no weights of a known form.
    #[error(
        "The model folder “{folder}” has no weights: no model.safetensors or pytorch_model.bin, whole or with an index."
    )]
    NoWeights {
        /// The folder's name.
        folder: String,
    },
    /// The file is there but cannot be used.
    #[error("The weights file {file} {defect}.{}", .defect.conversion(.file))]
    File {
        /// The file's name.
        file: String,
        /// What is wrong with it.
        #[source]
        defect: Defect,
    },
    /// The operating system refuses.
    #[error("The weights file {file} cannot be written ({source}).")]
    Unwritable {
        /// The file's name.
        file: String,
        /// What the system says.
        source: io::Error,
    },
    /// An adapter that cannot be used, or not over this model.
    #[error("The adapter “{folder}” {defect}.")]
    Adapter {
        /// The folder's name.
        folder: String,
        /// What is wrong with it.
        #[source]
        defect: AdapterDefect,
    },
}

/// What is wrong with a weights file: the second half of a sentence that begins with its name.
#[derive(Debug, thiserror::Error)]
pub enum Defect {
    /// The operating system refuses.
    #[error("cannot be read ({0})")]
    Unreadable(#[from] io::Error),
    /// Nothing that we know.
    #[error("is neither a safetensors file nor one that PyTorch wrote")]
    Unknown,
    /// A clone without the large files.
    #[error("is only a pointer of Git LFS; `git lfs pull` fetches the file itself")]
    Pointer,
    /// A file of PyTorch.
    #[error(transparent)]
    Torch(#[from] TorchDefect),
    /// The index is too large to be one.
    #[error("is too large for an index of weights")]
    IndexTooLarge,
    /// The index is no JSON of the form that is known.
    #[error("is not a valid index of weights ({0})")]
    Index(#[source] serde_json::Error),
    /// The index leads elsewhere.
    #[error("names the file “{shard}”, which is no plain file name")]
    ShardName {
        /// What it names.
        shard: String,
    },
    /// The index names too many files.
    #[error("names more than a thousand files")]
    ShardCount,
    /// A file does not hold what the index says.
    #[error("says that {shard} holds the tensor “{name}”, which it does not")]
    ShardTensor {
        /// The tensor.
        name: String,
        /// The file.
        shard: String,
    },
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

impl Defect {
    /// What the user can do about it, where that is a few lines of Python.
    fn conversion(&self, file: &str) -> String {
        match self {
            Self::Torch(defect) => defect.conversion(file),
            _ => String::new(),
        }
    }
}
