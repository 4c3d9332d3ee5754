//! Containers that are damaged, or hold something else.

use headlight_core::Weights;

use super::assembler::{Program, legacy, zip};
use super::{open, refusal};

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

/// Large files keep their sizes and place in a field of 64 bits.
#[test]
fn wide_numbers_are_read() {
    let small = archive();
    let (entry, end) = (directory(&small), small.len() - 22);
    let size = pickle().len() as u64;
    let field = [
        &[9, 0, 1, 0, 7, 1, 0, 24, 0][..],
        &[size.to_le_bytes(), size.to_le_bytes(), [0; 8]].concat(),
    ];
    let field = field.concat();
    let mut file = small.clone();
    file[entry + 20..entry + 28].fill(0xff);
    file[entry + 30] = field.len() as u8;
    file[entry + 42..entry + 46].fill(0xff);
    let name_end = entry + 46 + "a/data.pkl".len();
    file.splice(name_end..name_end, field);
    assert_eq!(open(file.clone()).names(), ["w"]);

    // The end of the directory in 64 bits, and the locator that leads to it.
    let end64 = file.len() - 22;
    let mut wide = b"PK\x06\x06".to_vec();
    wide.extend([0; 28]);
    wide.extend([2u64.to_le_bytes(), [0; 8], (entry as u64).to_le_bytes()].concat());
    wide.extend(b"PK\x06\x07\0\0\0\0");
    wide.extend((end64 as u64).to_le_bytes());
    wide.extend(1u32.to_le_bytes());
    let mut old_end = small[end..].to_vec();
    old_end[8..20].fill(0xff);
    file.truncate(end64);
    assert_eq!(open([file, wide, old_end].concat()).names(), ["w"]);
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
