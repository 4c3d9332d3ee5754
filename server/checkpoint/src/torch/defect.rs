//! What can be wrong with a file of PyTorch.

/// The second half of a sentence that begins with the file's name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TorchDefect {
    /// The pickle, or what lies behind it, ends too early.
    #[error("is cut off: it ends within the description of its tensors")]
    Cut,
    /// The archive's directory is missing; it stands at the end.
    #[error("is cut off or damaged: the directory at the end of its zip archive is missing")]
    NoDirectory,
    /// The archive's directory does not fit the file.
    #[error("is damaged: the directory of its zip archive does not fit the file")]
    Directory,
    /// An entry is compressed or encrypted.
    #[error("has “{entry}” compressed or encrypted; PyTorch stores its files as they are")]
    Compressed {
        /// The entry.
        entry: String,
    },
    /// A zip archive of something else.
    #[error("is a zip archive, but not one that PyTorch wrote (it has no data.pkl)")]
    NotTorch,
    /// A program rather than a state dict.
    #[error("is a TorchScript program, of which Headlight runs nothing")]
    TorchScript,
    /// A pickle of something else.
    #[error("is a pickle, but not one that PyTorch wrote")]
    NoMagic,
    /// The numbers are stored the other way round.
    #[error("was written on a big-endian machine, which Headlight does not read")]
    BigEndian,
    /// Not a pickle that torch writes.
    #[error("is pickled with protocol {protocol}; Headlight reads 2 to 5")]
    Protocol {
        /// The protocol.
        protocol: u8,
    },
    /// An instruction that torch does not write.
    #[error("is damaged or no file of PyTorch: its pickle has the instruction {code:#04x}")]
    Instruction {
        /// The instruction.
        code: u8,
    },
    /// A text is no UTF-8.
    #[error("is damaged: a name in it is not UTF-8")]
    Text,
    /// An instruction finds other values than it needs.
    #[error("is damaged: the description of its tensors makes no sense")]
    Malformed,
    /// The pickle goes on and on.
    #[error("describes more than weights: its pickle takes over {steps} steps")]
    TooLong {
        /// How many are followed.
        steps: usize,
    },
    /// More tensors, or more around them, than any honest model has.
    #[error("describes more tensors, or longer names for them, than Headlight reads")]
    TooMany,
    /// A call that is not in the table.
    #[error("asks to call “{name}”; Headlight calls nothing that a file names")]
    Call {
        /// The function.
        name: String,
    },
    /// The same, in a pickled module.
    #[error("is a whole pickled module that asks to call “{name}”, which Headlight never does")]
    CallInModule {
        /// The function.
        name: String,
    },
    /// A module, and no tensors where torch keeps them.
    #[error("is a whole pickled object ({class}) in which Headlight finds no weights")]
    Module {
        /// Its class.
        class: String,
    },
    /// An unknown kind of storage or number.
    #[error("holds numbers of an unknown kind ({name})")]
    Storage {
        /// Its name.
        name: String,
    },
    /// Nothing maps names to tensors.
    #[error("holds no weights: nothing in it gives tensors by name")]
    NoTensors,
    /// Several things do.
    #[error("holds several sets of weights ({names}); save the right one alone")]
    Several {
        /// Their names.
        names: String,
    },
    /// A tensor's numbers are not in the file.
    #[error("lacks the numbers of the tensor “{name}”")]
    StorageLost {
        /// The tensor.
        name: String,
    },
    /// Shape, strides and offset lead outside the storage.
    #[error("gives the tensor “{name}” a shape that does not fit its numbers")]
    Shape {
        /// The tensor.
        name: String,
    },
    /// Expanded tensors that would take far more memory than the file.
    #[error("repeats its numbers without end in the tensor “{name}”")]
    Repeated {
        /// The tensor.
        name: String,
    },
}

impl TorchDefect {
    /// The Python that saves the weights of such a file alone, where that helps: it runs what the
    /// file holds, which is for the user to decide.
    pub(crate) fn conversion(&self, file: &str) -> String {
        let load = match self {
            Self::TorchScript => "torch.jit.load",
            Self::CallInModule { .. } | Self::Module { .. } => "torch.load",
            _ => return String::new(),
        };
        let options = match self {
            Self::TorchScript => "map_location=\"cpu\"",
            _ => "map_location=\"cpu\", weights_only=False",
        };
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        format!(
            " If you trust it, save its weights alone with these two lines of Python:\n\
             import torch; model = {load}({file:?}, {options})\n\
             torch.save(model.state_dict(), {:?})",
            format!("{stem}.weights.pt")
        )
    }
}
