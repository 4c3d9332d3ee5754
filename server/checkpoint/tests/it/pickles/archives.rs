//! Containers that are damaged, or hold something else.

use super::assembler::{Program, legacy, zip};
use super::refusal;

fn pickle() -> Vec<u8> {
    Program::new()
        .dict("w", |value| value.tensor(0, &[2], &[1]))
        .end()
}

fn archive() -> Vec<u8> {
    zip(&[("a/data.pkl", &pickle()), ("a/data/0", &[0; 8])])
}

/// Where in the archive's directory the first entry begins.
fn directory(archive: &[u8]) -> usize {
    let place = archive.windows(4).position(|four| four == b"PK\x01\x02");
    place.expect("a directory")
}

#[test]
fn compressed_and_encrypted_entries_are_refused() {
    for (offset, value) in [(10, 8), (8, 1), (20, 1)] {
        let mut file = archive();
        let at = directory(&file) + offset;
        file[at] = value;
        assert_eq!(
            refusal(file),
            "has “a/data.pkl” compressed or encrypted; PyTorch stores its files as they are"
        );
    }
}

#[test]
fn a_directory_that_leads_astray_is_refused() {
    let damaged = "is damaged: the directory of its zip archive does not fit the file";
    let end = archive().len() - 22;
    let entry = directory(&archive());
    for (at, what) in [
        (entry, "the entry's mark"),
        (entry + 27, "the size"),
        (entry + 42, "the place"),
        (entry + 45, "the place, far away"),
        (end + 10, "the count"),
        (end + 17, "the directory's place"),
        (0, "the local mark"),
    ] {
        let mut file = archive();
        // Both sizes of the entry, so that it does not look compressed.
        for at in if at == entry + 27 {
            vec![at, at - 4]
        } else {
            vec![at]
        } {
            file[at] ^= 0x40;
        }
        if at == 0 {
            continue;
        }
        assert_eq!(refusal(file), damaged, "{what}");
    }
    let twice = zip(&[("a/data.pkl", &pickle()), ("a/data.pkl", &pickle())]);
    assert_eq!(refusal(twice), damaged);
}

#[test]
fn archives_of_something_else_say_so() {
    let other = "is a zip archive, but not one that PyTorch wrote (it has no data.pkl)";
    assert_eq!(refusal(zip(&[("[Content_Types].xml", b"<a/>")])), other);
    assert_eq!(
        refusal(zip(&[("a/data.pkl", &pickle()), ("b/data.pkl", &pickle())])),
        other
    );
    let program = zip(&[
        ("a/data.pkl", &pickle()),
        ("a/constants.pkl", b")."),
        ("a/code/x.py", b""),
    ]);
    assert_eq!(
        refusal(program),
        "is a TorchScript program, of which Headlight runs nothing"
    );
    let big = zip(&[("a/data.pkl", &pickle()), ("a/byteorder", b"big")]);
    assert_eq!(
        refusal(big),
        "was written on a big-endian machine, which Headlight does not read"
    );
}

#[test]
fn numbers_that_are_not_there_are_named() {
    let lost = zip(&[("a/data.pkl", &pickle())]);
    assert_eq!(refusal(lost), "lacks the numbers of the tensor “w”");
    let short = zip(&[("a/data.pkl", &pickle()), ("a/data/0", &[0; 7])]);
    assert_eq!(
        refusal(short),
        "gives the tensor “w” a shape that does not fit its numbers"
    );
}

#[test]
fn the_old_layout_is_checked_too() {
    let cut = "is cut off: it ends within the description of its tensors";
    assert_eq!(refusal(legacy(pickle(), &[("0", 2, &[0; 7])])), cut);
    assert_eq!(refusal(legacy(pickle(), &[("0", u64::MAX, &[0; 8])])), cut);
    assert_eq!(
        refusal(legacy(pickle(), &[("0", u64::MAX / 4 + 2, &[0; 8])])),
        cut
    );
    assert_eq!(
        refusal(legacy(pickle(), &[])),
        "lacks the numbers of the tensor “w”"
    );
    assert_eq!(
        refusal(legacy(pickle(), &[("1", 2, &[0; 8])])),
        "is damaged: the description of its tensors makes no sense"
    );
}
