//! The weights of one model as people save them with PyTorch: all give what its safetensors give.

use std::fs;
use std::path::Path;

use half::f16;
use headlight_checkpoint::{Checkpoint, ModelFolder, read_f32};
use headlight_core::{Dtype, Weights};
use tempfile::TempDir;

use crate::pickles::assembler::{Program, zip};
use crate::support::fixture;

fn reference() -> Checkpoint {
    let folder = ModelFolder::open(&fixture("parity/bert-classifier")).expect("it is there");
    folder.checkpoint().expect("it opens")
}

fn open(name: &str) -> Checkpoint {
    Checkpoint::open(&fixture("checkpoints").join(name)).expect("it opens")
}

fn refusal(path: &Path) -> String {
    Checkpoint::open(path)
        .expect_err("it is refused")
        .to_string()
}

fn assert_same(found: &Checkpoint, expected: &Checkpoint) {
    assert_eq!(found.names(), expected.names());
    for name in expected.names() {
        let (found, expected) = (found.get(name), expected.get(name));
        let (found, expected) = (found.expect("listed"), expected.expect("listed"));
        assert_eq!(found.dtype, expected.dtype, "{name}");
        assert_eq!(found.shape, expected.shape, "{name}");
        assert_eq!(found.bytes, expected.bytes, "{name}");
    }
}

#[test]
fn every_layout_gives_the_same_weights() {
    let expected = reference();
    for name in [
        "state_dict.pt",
        "state_dict_legacy.pt",
        "training_checkpoint.pt",
        "data_parallel.pt",
        "lightning_prefix.pt",
        "whole_module.pt",
    ] {
        println!("{name}");
        assert_same(&open(name), &expected);
    }
}

#[test]
fn half_precision_stays_what_it_is() {
    let (found, expected) = (open("half.bin"), reference());
    assert_eq!(found.names(), expected.names());
    for name in expected.names() {
        let weight = found.get(name).expect("listed");
        assert_eq!(weight.dtype, Dtype::F16);
        let found = read_f32(&found, name, weight.shape).expect("numbers");
        let expected = read_f32(&expected, name, weight.shape).expect("numbers");
        let rounded: Vec<f32> = expected
            .iter()
            .map(|x| f16::from_f32(*x).to_f32())
            .collect();
        assert_eq!(found, rounded, "{name}");
    }
}

#[test]
fn heads_of_other_names_are_there() {
    for (name, outputs) in [("custom_head.pt", 2), ("sigmoid_head.pt", 1)] {
        let (found, expected) = (open(name), reference());
        let head = found.get("linear.weight").expect("the head");
        assert_eq!(head.shape, [outputs, 48]);
        for name in expected
            .names()
            .iter()
            .filter(|name| name.starts_with("bert."))
        {
            let (found, expected) = (found.get(name), expected.get(name));
            let bytes =
                |weight: Option<headlight_core::WeightView<'_>>| weight.map(|w| w.bytes.to_vec());
            assert_eq!(bytes(found), bytes(expected), "{name}");
        }
    }
}

#[test]
fn a_folder_may_hold_a_pytorch_file() {
    let folder = TempDir::new().expect("a folder");
    let to = folder.path().join("pytorch_model.bin");
    fs::copy(fixture("checkpoints/state_dict_legacy.pt"), to).expect("a copy");
    let folder = ModelFolder::open(folder.path()).expect("it is found");
    assert_same(&folder.checkpoint().expect("it opens"), &reference());
}

#[test]
fn a_hostile_file_does_nothing() {
    assert_eq!(
        refusal(&fixture("checkpoints/hostile.pt")),
        "The weights file hostile.pt asks to call “posix.system”; \
         Headlight calls nothing that a file names."
    );
    for folder in [fixture("checkpoints"), ".".into()] {
        assert!(!folder.join("HACKED").exists());
    }
}

#[test]
fn a_truncated_file_says_so() {
    assert_eq!(
        refusal(&fixture("checkpoints/truncated.pt")),
        "The weights file truncated.pt is cut off or damaged: \
         the directory at the end of its zip archive is missing."
    );
}

#[test]
fn files_of_something_else_say_so() {
    let folder = TempDir::new().expect("a folder");
    let refusal = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a file");
        refusal(&path)
    };
    assert_eq!(
        refusal("model.bin", b"\x89PNG and so on"),
        "The weights file model.bin is neither a safetensors file nor one that PyTorch wrote."
    );
    assert_eq!(
        refusal(
            "model.pt",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0"
        ),
        "The weights file model.pt is only a pointer of Git LFS; \
         `git lfs pull` fetches the file itself."
    );
    assert_eq!(
        refusal("model.pth", b"\x80\x02}."),
        "The weights file model.pth is a pickle, but not one that PyTorch wrote."
    );
}

#[test]
fn what_only_python_can_open_comes_with_the_python() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("TA_model_1.pt");
    let write = |bytes: Vec<u8>| fs::write(&path, bytes).expect("a file");
    write(
        Program::new()
            .global("mine", "Net")
            .raw(b")\x81}b")
            .archive(),
    );
    assert_eq!(
        refusal(&path),
        "The weights file TA_model_1.pt is a whole pickled object (Net) in which Headlight finds no \
         weights. If you trust it, save its weights alone with these two lines of Python:\n\
         import torch; model = torch.load(\"TA_model_1.pt\", map_location=\"cpu\", weights_only=False)\n\
         torch.save(model.state_dict(), \"TA_model_1.weights.pt\")"
    );
    write(zip(&[
        ("a/data.pkl", b"\x80\x02N."),
        ("a/constants.pkl", b""),
    ]));
    let sentence = refusal(&path);
    assert!(
        sentence.contains("model = torch.jit.load(\"TA_model_1.pt\""),
        "{sentence}"
    );
}

/// The corpora of the fuzz targets are good beginnings: most of their files open.
#[test]
fn the_corpora_are_read() {
    let corpus = crate::support::root().join("server/checkpoint/fuzz/corpus");
    let read = |target: &str, before: &dyn Fn(Vec<u8>) -> Vec<u8>| {
        let files = fs::read_dir(corpus.join(target)).expect("the corpus");
        let bytes = files.map(|file| fs::read(file.expect("a file").path()).expect("bytes"));
        let opened = bytes.map(|bytes| Checkpoint::read(before(bytes)).is_ok());
        opened.filter(|opened| *opened).count()
    };
    assert_eq!(read("archive", &|file| file), 6);
    let beginning =
        b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02K\x01.\x80\x02}.";
    assert_eq!(read("pickle", &|rest| [&beginning[..], &rest].concat()), 12);
    let header =
        |header: Vec<u8>| [&(header.len() as u64).to_le_bytes()[..], &header, &[1; 8]].concat();
    assert_eq!(read("safetensors", &header), 3);
}
