//! Programs that mean harm: a sentence for each, soon, and nothing else.

use super::assembler::Program;
use super::refusal;

const MALFORMED: &str = "is damaged: the description of its tensors makes no sense";
const CUT: &str = "is cut off: it ends within the description of its tensors";

fn program() -> Program {
    Program::new()
}

#[test]
fn unknown_calls_are_refused_by_name() {
    for (module, name) in [
        ("os", "system"),
        ("builtins", "eval"),
        ("builtins", "getattr"),
        ("torch.storage", "_load_from_bytes"),
        ("torch", "load"),
        ("collections", "OrderedDict.fromkeys"),
        ("torch._utils", "_rebuild_tensor_v2\u{0}"),
    ] {
        let call = program()
            .global(module, name)
            .text("touch HACKED")
            .raw(b"\x85R");
        let expected =
            format!("asks to call “{module}.{name}”; Headlight calls nothing that a file names");
        assert_eq!(refusal(call.archive()), expected);
    }
    let inner = program()
        .global("torch._tensor", "_rebuild_from_type_v2")
        .raw(b"(");
    let inner = inner
        .global("os", "system")
        .raw(b"N")
        .text("x")
        .raw(b"\x85}tR");
    assert!(refusal(inner.archive()).starts_with("asks to call “os.system”"));
    let long = program().global(&"a".repeat(100_000), "b").raw(b")R");
    assert!(refusal(long.archive()).len() < 300);
}

#[test]
fn in_a_pickled_module_the_way_out_is_told() {
    let module = program()
        .global("mine", "Model")
        .raw(b")\x81}")
        .text("hook");
    let module = module.global("mine", "make_hook").raw(b")Rsb");
    assert_eq!(
        refusal(module.archive()),
        "is a whole pickled module that asks to call “mine.make_hook”, which Headlight never does"
    );
    let empty = program().global("mine", "Model").raw(b")\x81}b");
    assert_eq!(
        refusal(empty.archive()),
        "is a whole pickled object (Model) in which Headlight finds no weights"
    );
}

#[test]
fn values_are_not_what_they_are_used_as() {
    for (what, program) in [
        ("a call of a text", program().text("os.system").raw(b")R")),
        ("a call of a tuple", program().raw(b"))R")),
        (
            "a call with no tuple",
            program().global("torch", "Size").raw(b"]R"),
        ),
        ("an object of a text", program().text("Model").raw(b")\x81")),
        ("a state for a text", program().text("Model").raw(b"}b")),
        (
            "a state for a class",
            program().global("torch", "nn").raw(b"}b"),
        ),
        ("a state for a tuple", program().raw(b")}b")),
        ("an entry in a tuple", program().raw(b")NNs")),
        ("an item in a dict", program().raw(b"}Na")),
        ("a key without a value", program().raw(b"}(Nu")),
        ("a name that is a number", program().raw(b"NK\x01\x93")),
        (
            "a storage of a text",
            program()
                .raw(b"(")
                .text("storage")
                .text("x")
                .text("0")
                .raw(b"tQ"),
        ),
        ("no storage at all", program().raw(b")Q")),
        (
            "an unknown thing outside",
            program().raw(b"(").text("file").raw(b"NNtQ"),
        ),
        (
            "a tensor of nothing",
            program()
                .global("torch._utils", "_rebuild_tensor_v2")
                .raw(b")R"),
        ),
        (
            "a tensor over a text",
            program()
                .global("torch._utils", "_rebuild_tensor_v2")
                .raw(b"(NNNNtR"),
        ),
        ("an empty stack", program().raw(b"0")),
        ("nothing to end with", program()),
        ("what is below a mark", program().raw(b"N(0")),
        ("no mark", program().raw(b"Nt")),
        ("what was never kept", program().raw(b"j\xff\xff\xff\xff")),
    ] {
        assert_eq!(refusal(program.archive()), MALFORMED, "{what}");
    }
}

#[test]
fn sizes_that_lie_are_refused() {
    for (what, bytes) in [
        ("a text", &b"X\xff\xff\xff\xff"[..]),
        ("a long text", b"\x8d\xff\xff\xff\xff\xff\xff\xff\xff"),
        ("bytes", b"\x8e\xff\xff\xff\xff\xff\xff\xff\x7f"),
        ("a number", b"\x8b\xff\xff\xff\xff"),
        ("a frame", b"\x95\0"),
        ("a name", b"cos"),
    ] {
        assert_eq!(refusal(program().raw(bytes).archive()), CUT, "{what}");
    }
    assert_eq!(
        refusal(program().raw(b"U\x01\xffX\x01\0\0\0\xff").archive()),
        "is damaged: a name in it is not UTF-8"
    );
    let code = refusal(program().raw(b"i").archive());
    assert!(
        code.ends_with("its pickle has the instruction 0x69"),
        "{code}"
    );
    assert_eq!(
        refusal(program().raw([0x80, 99]).archive()),
        "is pickled with protocol 99; Headlight reads 2 to 5"
    );
}

#[test]
fn tensors_lead_nowhere_outside_their_storage() {
    let shape = "gives the tensor “w” a shape that does not fit its numbers";
    for (offset, shape_, strides) in [
        (0, &[5][..], &[1][..]),
        (1, &[4], &[1]),
        (-1, &[1], &[1]),
        (0, &[-1], &[1]),
        (0, &[2], &[-1]),
        (0, &[2], &[i64::MAX]),
        (i64::MAX, &[1], &[1]),
        (0, &[i64::MAX, i64::MAX], &[0, 0]),
        (0, &[1 << 62, 4], &[0, 0]),
        (0, &[i64::MAX], &[0]),
        (0, &[2, 2], &[1]),
        (0, &[1; 17], &[1; 17]),
        (i64::MAX, &[2, 2], &[i64::MAX, i64::MAX]),
    ] {
        let file = program()
            .dict("w", |value| value.tensor(offset, shape_, strides))
            .archive();
        assert_eq!(refusal(file), shape, "{offset} {shape_:?} {strides:?}");
    }
    let file = program().dict("w", |value| value.tensor(0, &[1 << 20, 1 << 20], &[0, 0]));
    assert_eq!(
        refusal(file.archive()),
        "repeats its numbers without end in the tensor “w”"
    );
    let kind = program().dict("w", |value| {
        value.tensor_over("EvilStorage", "0", 0, &[1], &[1])
    });
    assert_eq!(
        refusal(kind.archive()),
        "holds numbers of an unknown kind (torch.EvilStorage)"
    );
}

#[test]
fn several_sets_of_weights_are_named() {
    let file = program()
        .raw(b"}(")
        .text("student")
        .dict("a", |v| v.tensor(0, &[1], &[1]));
    let file = file
        .text("teacher")
        .dict("a", |v| v.tensor(0, &[1], &[1]))
        .raw(b"u");
    assert_eq!(
        refusal(file.archive()),
        "holds several sets of weights (student, teacher); save the right one alone"
    );
}
