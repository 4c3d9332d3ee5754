//! Files that are not what they say: a sentence for each, never a panic.

use headlight_checkpoint::{ModelFolder, read_f32};
use headlight_core::Weights;
use proptest::prelude::*;
use safetensors::tensor::Dtype;
use tempfile::TempDir;

use crate::support::{Tensor, file, open, serialise};

fn refusal(bytes: &[u8]) -> String {
    let error = open(bytes).expect_err("the file is refused");
    error.to_string()
}

fn header_refusal(header: &str, numbers: usize) -> String {
    let sentence = refusal(&file(header, numbers));
    let rest = sentence.strip_prefix("The weights file model.safetensors ");
    rest.expect("the sentence names the file").to_owned()
}

#[test]
fn a_folder_without_weights() {
    let folder = TempDir::new().expect("a folder");
    let name = folder.path().file_name().expect("a name").display();
    let error = ModelFolder::open(folder.path()).expect_err("there is nothing");
    assert_eq!(
        error.to_string(),
        format!(
            "The model folder “{name}” has no weights: no model.safetensors or pytorch_model.bin, \
             whole or with an index."
        )
    );
}

#[test]
fn a_file_that_ends_early() {
    let cut = "The weights file model.safetensors is cut off: it ends within its header.";
    assert_eq!(refusal(b""), cut);
    assert_eq!(refusal(b"1234567"), cut);
    assert_eq!(refusal(&9u64.to_le_bytes()), cut);
    let one = r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#;
    assert_eq!(
        header_refusal(one, 7),
        "should hold 8 bytes of numbers and holds 7."
    );
    assert_eq!(
        header_refusal(one, 9),
        "should hold 8 bytes of numbers and holds 9."
    );
}

#[test]
fn a_header_that_claims_too_much() {
    assert_eq!(
        refusal(&u64::MAX.to_le_bytes()),
        format!(
            "The weights file model.safetensors claims a header of {} bytes; the limit is 16777216.",
            u64::MAX
        )
    );
    for shape in ["[4294967296,4294967296]", "[18446744073709551615,2]", "[3]"] {
        let header = format!(r#"{{"a":{{"dtype":"F32","shape":{shape},"data_offsets":[0,8]}}}}"#);
        assert_eq!(
            header_refusal(&header, 8),
            "gives the tensor “a” a shape that does not fit its bytes."
        );
    }
}

#[test]
fn offsets_that_lie() {
    let two = |first: &str, second: &str| {
        let header = format!(
            r#"{{"a":{{"dtype":"U8","shape":[4],"data_offsets":{first}}},
                "b":{{"dtype":"U8","shape":[4],"data_offsets":{second}}}}}"#
        );
        header_refusal(&header, 8)
    };
    let between = "has a gap or an overlap before the tensor “b”.";
    assert_eq!(two("[0,4]", "[3,7]"), between);
    assert_eq!(two("[0,4]", "[5,9]"), between);
    let shape = "gives the tensor “b” a shape that does not fit its bytes.";
    assert_eq!(two("[0,4]", "[4,3]"), shape);
    assert_eq!(two("[0,4]", "[4,18446744073709551615]"), shape);
    assert!(two("[0,4]", "[-4,8]").starts_with("has a header that is not valid ("));
}

/// Offsets that add up to a whole 2⁶⁴ and so to a small number, where nobody looks.
#[test]
fn offsets_that_wrap_around() {
    let step = u64::MAX / 9;
    let entries: Vec<_> = (0..9)
        .map(|i| {
            let (start, end) = (i * step, (i + 1) * step);
            format!(r#""{i}":{{"dtype":"U8","shape":[{step}],"data_offsets":[{start},{end}]}}"#)
        })
        .collect();
    let sentence = header_refusal(&format!("{{{}}}", entries.join(",")), 8);
    assert_eq!(
        sentence,
        format!("should hold {} bytes of numbers and holds 8.", 9 * step)
    );
}

#[test]
fn two_tensors_of_one_name() {
    let entry =
        |offsets: &str| format!(r#""a":{{"dtype":"U8","shape":[4],"data_offsets":{offsets}}}"#);
    let header = format!("{{{},{}}}", entry("[0,4]"), entry("[4,8]"));
    assert_eq!(header_refusal(&header, 8), "names the tensor “a” twice.");
}

#[test]
fn headers_that_are_no_header() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for header in [
        "",
        "[]",
        "{",
        "null",
        "{} {}",
        "\u{0}",
        &deep,
        r#"{"a":{}}"#,
        r#"{"a":{"dtype":"F99","shape":[],"data_offsets":[0,0]}}"#,
        r#"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#,
    ] {
        let sentence = header_refusal(header, 4);
        assert!(
            sentence.starts_with("has a header that is not valid ("),
            "{sentence}"
        );
    }
}

#[test]
fn metadata_is_passed_over() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(open(&file(&format!(r#"{{"__metadata__":{deep}}}"#), 0)).is_ok());
}

#[test]
fn an_empty_file_of_weights_is_honest() {
    let weights = open(&file(r#"{"__metadata__":{"format":"pt"}}"#, 0)).expect("it opens");
    assert!(weights.names().is_empty());
}

/// A small valid file.
fn valid() -> Vec<u8> {
    let tensor = |name: &str, dtype, shape: &[usize], bytes| Tensor {
        name: name.to_owned(),
        dtype,
        shape: shape.to_vec(),
        bytes: vec![1; bytes],
    };
    serialise(&[
        tensor("weight", Dtype::F32, &[2, 3], 24),
        tensor("bias", Dtype::F16, &[3], 6),
        tensor("ids", Dtype::I64, &[2], 16),
    ])
}

/// Opens a file and, where it opens, reads everything in it.
fn read_all(bytes: &[u8]) {
    let Ok(weights) = open(bytes) else {
        return;
    };
    for name in weights.names() {
        let view = weights.get(name).expect("it is listed");
        let numbers = read_f32(&weights, name, view.shape);
        if let (Ok(numbers), Some(size)) = (numbers, view.dtype.bytes()) {
            assert_eq!(numbers.len() * size, view.bytes.len());
        }
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_all(&bytes);
    }

    #[test]
    fn any_header(header in "\\PC{0,80}", numbers in 0usize..20) {
        read_all(&file(&header, numbers));
    }

    #[test]
    fn a_valid_file_with_a_few_bytes_changed(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = valid();
        for (place, byte) in changes {
            let len = bytes.len();
            bytes[place.index(len)] = byte;
        }
        read_all(&bytes);
    }

    #[test]
    fn a_valid_file_with_a_number_changed(which in 0usize..11, number in any::<u64>()) {
        let bytes = valid();
        let header = String::from_utf8_lossy(&bytes[8..bytes.len() - 46]).into_owned();
        let mut numbers = 0;
        let mut changed = String::new();
        let mut digits = header.split_inclusive(|c: char| !c.is_ascii_digit());
        for part in &mut digits {
            if part.starts_with(|c: char| c.is_ascii_digit()) {
                numbers += 1;
                if numbers - 1 == which {
                    changed.push_str(&number.to_string());
                    changed.extend(part.chars().last());
                    continue;
                }
            }
            changed.push_str(part);
        }
        read_all(&file(&changed, 46));
    }

    #[test]
    fn a_valid_file_cut_short(at in any::<prop::sample::Index>()) {
        let bytes = valid();
        let cut = &bytes[..at.index(bytes.len())];
        prop_assert!(open(cut).is_err());
    }
}
