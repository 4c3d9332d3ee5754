//! Everything that torch writes and the fixtures do not hold.

use headlight_core::{Dtype, Weights};

use super::assembler::{Program, legacy, zip};
use super::{numbers, open};

fn one(tensor: impl FnOnce(Program) -> Program) -> Vec<u8> {
    Program::new().dict("w", tensor).archive()
}

#[test]
fn tensors_are_brought_into_order() {
    let read = |offset, shape: &[i64], strides: &[i64]| {
        let weights = open(one(|value| value.tensor(offset, shape, strides)));
        let found: Vec<_> = shape.iter().map(|size| *size as usize).collect();
        assert_eq!(weights.get("w").expect("listed").shape, found);
        numbers(&weights, "w")
    };
    assert_eq!(read(0, &[2, 2], &[2, 1]), [0.0, 1.0, 2.0, 3.0]);
    assert_eq!(read(0, &[2, 2], &[1, 2]), [0.0, 2.0, 1.0, 3.0]);
    assert_eq!(read(1, &[2, 2], &[0, 2]), [1.0, 3.0, 1.0, 3.0]);
    assert_eq!(read(3, &[], &[]), [3.0]);
    assert_eq!(read(2, &[1, 2, 1], &[77, 1, 99]), [2.0, 3.0]);
    assert!(read(0, &[0, 5], &[5, 1]).is_empty());
}

#[test]
fn tied_tensors_share_their_numbers() {
    let pickle = Program::new()
        .raw(b"}")
        .text("a")
        .tensor(0, &[4], &[1])
        .raw(b"s");
    let weights = open(pickle.text("b").tensor(2, &[2], &[1]).raw(b"s").archive());
    assert_eq!(numbers(&weights, "a")[2..], numbers(&weights, "b"));
}

#[test]
fn parameters_are_tensors() {
    for call in ["_rebuild_parameter", "_rebuild_parameter_with_state"] {
        let weights = open(one(|value| {
            let value = value.global("torch._utils", call).raw(b"(");
            value.tensor(0, &[4], &[1]).raw(b"\x88)tR")
        }));
        assert_eq!(numbers(&weights, "w").len(), 4);
    }
}

#[test]
fn newer_tensors_name_their_kind() {
    let weights = open(one(|value| {
        let value = value.global("torch._utils", "_rebuild_tensor_v3").raw(b"(");
        let value = value
            .storage("UntypedStorage", "0")
            .int(2)
            .ints(&[4])
            .ints(&[1]);
        value.raw(b"\x89)").global("torch", "bfloat16").raw(b"tR")
    }));
    let weight = weights.get("w").expect("listed");
    assert_eq!((weight.dtype, weight.bytes.len()), (Dtype::Bf16, 8));
    assert_eq!(numbers(&weights, "w"), [0.0, 1.0, 0.0, 2.0]);
}

#[test]
fn a_tensor_may_have_a_class_of_its_own() {
    let weights = open(one(|value| {
        let value = value
            .global("torch._tensor", "_rebuild_from_type_v2")
            .raw(b"(");
        let value = value.global("torch._utils", "_rebuild_tensor_v2");
        let value = value.global("somebody", "Tensor").raw(b"(");
        let value = value
            .storage("FloatStorage", "0")
            .int(1)
            .ints(&[2])
            .ints(&[1]);
        value.raw(b"\x89)t}tR")
    }));
    assert_eq!(numbers(&weights, "w"), [1.0, 2.0]);
}

/// Frames, short texts, memo without numbers, globals from the stack.
#[test]
fn protocol_4_is_read() {
    let short = |text: &str| [&[0x8c, text.len() as u8], text.as_bytes(), &[0x94]].concat();
    let global = |module: &str, name: &str| [short(module), short(name), vec![0x93]].concat();
    let pickle = Program::new().raw([0x80, 4, 0x95, 9, 0, 0, 0, 0, 0, 0, 0]);
    let pickle = pickle
        .raw(global("collections", "OrderedDict"))
        .raw(b")R(")
        .raw(short("w"));
    let pickle = pickle
        .raw(global("torch._utils", "_rebuild_tensor_v2"))
        .raw(b"(");
    let pickle = pickle
        .storage("FloatStorage", "0")
        .raw(b"K\x01K\x02\x85K\x01\x85\x89)tR");
    // The first memo entry is the text `collections`, the third `w`.
    let weights = open(pickle.text("again").raw(b"h\x02u").archive());
    assert_eq!(weights.names(), ["w"]);
    assert_eq!(numbers(&weights, "w"), [1.0, 2.0]);
}

#[test]
fn python_2_gives_a_dict_as_pairs() {
    let pickle = Program::new()
        .global("collections", "OrderedDict")
        .raw(b"](](U\x01w");
    let weights = open(pickle.tensor(0, &[4], &[1]).raw(b"ee\x85R").archive());
    assert_eq!(weights.names(), ["w"]);
}

#[test]
fn weights_are_found_among_other_things() {
    let pickle = Program::new().raw(b"}(").text("epoch").int(3).text("loss");
    let pickle = pickle.tensor(0, &[], &[]).text("optimizer");
    let pickle = pickle.dict("state", |value| {
        value
            .raw(b"}K\x00")
            .dict("exp", |v| v.tensor(0, &[4], &[1]))
            .raw(b"s")
    });
    let pickle = pickle
        .text("state_dict")
        .dict("module._orig_mod.a", |v| v.tensor(0, &[4], &[1]));
    assert_eq!(open(pickle.raw(b"u").archive()).names(), ["a"]);
    let odd = Program::new().dict("mine", |v| {
        v.dict("deep", |v| v.dict("a", |v| v.tensor(0, &[4], &[1])))
    });
    assert_eq!(open(odd.archive()).names(), ["a"]);
}

#[test]
fn a_prefix_stays_where_not_all_names_have_it() {
    let pickle = Program::new()
        .raw(b"}(")
        .text("model.a")
        .tensor(0, &[4], &[1]);
    let pickle = pickle.text("loss.weight").tensor(0, &[4], &[1]).raw(b"u");
    assert_eq!(open(pickle.archive()).names(), ["loss.weight", "model.a"]);
}

#[test]
fn values_of_training_are_passed_over() {
    let weights = open(one(|value| {
        let value = value.global("numpy.core.multiarray", "scalar").raw(b"(");
        let value = value
            .global("numpy", "dtype")
            .raw(b"U\x02f8\x89\x88\x87R(K\x03tb");
        let value = value.raw(b"C\x0812345678tR0");
        let value = value.global("pathlib", "PosixPath").raw(b"U\x04home\x85R0");
        let value = value
            .global("argparse", "Namespace")
            .raw(b")\x81}U\x02lrG12345678sb0");
        value.tensor(0, &[4], &[1])
    }));
    assert_eq!(weights.names(), ["w"]);
}

#[test]
fn the_old_layout_has_its_storages_behind() {
    let pickle = Program::new()
        .raw(b"}(")
        .text("a")
        .tensor_over("HalfStorage", "7", 0, &[2], &[1]);
    let pickle = pickle
        .text("b")
        .tensor_over("FloatStorage", "3", 0, &[1], &[1])
        .raw(b"u")
        .end();
    let half = [half::f16::from_f32(1.5), half::f16::from_f32(-2.0)]
        .map(half::f16::to_le_bytes)
        .concat();
    let single = 9f32.to_le_bytes();
    let weights = open(legacy(pickle, &[("3", 1, &single), ("7", 2, &half)]));
    assert_eq!(numbers(&weights, "a"), [1.5, -2.0]);
    assert_eq!(numbers(&weights, "b"), [9.0]);
}

#[test]
fn the_archives_folder_has_any_name_or_none() {
    let pickle = Program::new()
        .dict("w", |value| value.tensor(0, &[1], &[1]))
        .end();
    for top in ["", "a/", "Größe 1/", "a/b/"] {
        let (pickle_name, storage) = (format!("{top}data.pkl"), format!("{top}data/0"));
        let order = format!("{top}byteorder");
        let file = zip(&[
            (&order, b"little"),
            (&pickle_name, &pickle),
            (&storage, &[0; 4]),
        ]);
        assert_eq!(open(file).names(), ["w"]);
    }
}
