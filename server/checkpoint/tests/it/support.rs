//! Weights files made for a test.

use std::fs;
use std::path::{Path, PathBuf};

use headlight_checkpoint::{Checkpoint, CheckpointError, ModelFolder};
use safetensors::tensor::{Dtype, TensorView};
use tempfile::TempDir;

/// A tensor to be written.
#[derive(Clone, Debug)]
pub(crate) struct Tensor {
    pub(crate) name: String,
    pub(crate) dtype: Dtype,
    pub(crate) shape: Vec<usize>,
    pub(crate) bytes: Vec<u8>,
}

/// The bytes that the crate `safetensors` writes.
pub(crate) fn serialise(tensors: &[Tensor]) -> Vec<u8> {
    let views = tensors.iter().map(|tensor| {
        let view = TensorView::new(tensor.dtype, tensor.shape.clone(), &tensor.bytes);
        (&tensor.name, view.expect("the tensor fits its bytes"))
    });
    safetensors::serialize(views, None).expect("the tensors can be written")
}

/// A file of a header and numbers, as they are.
pub(crate) fn file(header: &str, numbers: usize) -> Vec<u8> {
    let mut file = (header.len() as u64).to_le_bytes().to_vec();
    file.extend(header.as_bytes());
    file.resize(file.len() + numbers, 0);
    file
}

/// Opens a model folder with these weights.
pub(crate) fn open(bytes: &[u8]) -> Result<Checkpoint, CheckpointError> {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("model.safetensors"), bytes).expect("a file");
    ModelFolder::open(folder.path())?.checkpoint()
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of `tests/fixtures`.
pub(crate) fn fixture(path: &str) -> PathBuf {
    root().join("tests/fixtures").join(path)
}
