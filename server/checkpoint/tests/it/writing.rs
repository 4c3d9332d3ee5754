//! What is written is what is read, and it is there whole or not at all.

use std::fs;

use headlight_checkpoint::{Checkpoint, write_safetensors};
use headlight_core::Weights;
use safetensors::SafeTensors;
use safetensors::tensor::Dtype;
use tempfile::TempDir;

use crate::support::{Tensor, open, serialise};

fn mixed() -> Checkpoint {
    let tensor = |name: &str, dtype, bytes: usize| Tensor {
        name: name.to_owned(),
        dtype,
        shape: vec![3],
        bytes: (0..bytes as u8).collect(),
    };
    let tensors = [
        tensor("a.half", Dtype::F16, 6),
        tensor("b.single “quoted”", Dtype::F32, 12),
        tensor("c.ids", Dtype::I64, 24),
        tensor("d.brain", Dtype::BF16, 6),
    ];
    open(&serialise(&tensors)).expect("it opens")
}

#[test]
fn written_weights_are_read_back() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("model.safetensors");
    fs::write(&path, "what was there before").expect("a file");
    let weights = mixed();
    let views = weights
        .names()
        .into_iter()
        .map(|name| (name, weights.get(name).expect("listed")));
    write_safetensors(&path, views).expect("it is written");

    let read = Checkpoint::open(&path).expect("it opens");
    assert_eq!(read.names(), ["a.half", "b.single “quoted”", "d.brain"]);
    for name in read.names() {
        let (read, written) = (
            read.get(name).expect("listed"),
            weights.get(name).expect("listed"),
        );
        assert_eq!(
            (read.dtype, read.shape, read.bytes),
            (written.dtype, written.shape, written.bytes)
        );
    }
    // Another reader agrees, and nothing else is left in the folder.
    let bytes = fs::read(&path).expect("the file");
    assert_eq!(
        SafeTensors::deserialize(&bytes).expect("it is valid").len(),
        3
    );
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
}

#[cfg(unix)]
#[test]
fn a_written_file_is_readable_as_others_are() {
    use std::os::unix::fs::PermissionsExt;

    let folder = TempDir::new().expect("a folder");
    let (ours, other) = (folder.path().join("ours"), folder.path().join("other"));
    write_safetensors(&ours, []).expect("it is written");
    fs::write(&other, "").expect("a file");
    let mode = |path| {
        fs::metadata(path)
            .expect("it is there")
            .permissions()
            .mode()
    };
    assert_eq!(mode(&ours), mode(&other));
}

#[test]
fn a_folder_that_is_not_there_is_a_sentence() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("lost/model.safetensors");
    let sentence = write_safetensors(&path, [])
        .expect_err("no folder")
        .to_string();
    let start = "The weights file model.safetensors cannot be written (";
    assert!(sentence.starts_with(start), "{sentence}");
}
