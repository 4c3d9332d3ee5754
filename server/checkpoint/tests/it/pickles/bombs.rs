//! Small programs for huge amounts of work: all come to an end soon, and need little memory.

use headlight_core::Weights;

use super::assembler::Program;
use super::{open, refusal};

const NOTHING: &str = "holds no weights: nothing in it gives tensors by name";
const TOO_MANY: &str = "describes more tensors, or longer names for them, than Headlight reads";

fn program() -> Program {
    Program::new()
}

#[test]
fn nesting_costs_no_stack() {
    assert_eq!(
        refusal(program().raw(b"N").repeat(1_000_000, b"\x85").archive()),
        NOTHING
    );
    assert_eq!(
        refusal(program().repeat(1_000_000, b"(").repeat(1, b"N").archive()),
        NOTHING
    );
    let dicts = program()
        .repeat(300_000, b"}U\x01a")
        .raw(b"N")
        .repeat(300_000, b"s");
    assert_eq!(refusal(dicts.archive()), NOTHING);
    let reading = program()
        .repeat(300_000, b"}U\x05model")
        .raw(b"N")
        .repeat(300_000, b"s");
    assert_eq!(refusal(reading.archive()), NOTHING);
}

#[test]
fn cycles_come_to_an_end() {
    let dict = program().raw(b"}q\0").text("model").raw(b"h\0s");
    assert_eq!(refusal(dict.archive()), NOTHING);
    let dict = program()
        .raw(b"}q\0(")
        .text("a")
        .raw(b"h\0")
        .text("b")
        .raw(b"h\0u");
    assert_eq!(refusal(dict.archive()), NOTHING);
    // A module that is its own child.
    let module = program()
        .global("mine", "Model")
        .raw(b")\x81q\0")
        .dict("_modules", |value| value.dict("x", |v| v.raw(b"h\0")));
    assert_eq!(refusal(module.raw(b"b").archive()), TOO_MANY);
    let list = program().raw(b"]q\0(h\0h\0h\0e");
    assert_eq!(refusal(list.archive()), NOTHING);
}

/// Thirty modules, each twice in the next: a billion of them for whoever counts on.
#[test]
fn sharing_does_not_multiply() {
    let mut modules = program().raw(b"N");
    for _ in 0..30 {
        modules = modules
            .raw(b"q\0")
            .global("mine", "Model")
            .raw(b")\x81}")
            .text("_modules")
            .raw(b"}(");
        modules = modules.text("a").raw(b"h\0").text("b").raw(b"h\0usbq\0");
    }
    assert_eq!(refusal(modules.archive()), TOO_MANY);
    let mut dicts = program().raw(b"N");
    for _ in 0..30 {
        dicts = dicts.raw(b"q\0}(").repeat(100, b"U\x01ah\0").raw(b"u");
    }
    assert_eq!(refusal(dicts.archive()), TOO_MANY);
}

#[test]
fn names_and_their_number_are_bounded() {
    let long = "n".repeat(513);
    let file = program()
        .dict(&long, |value| value.tensor(0, &[1], &[1]))
        .archive();
    assert_eq!(refusal(file), TOO_MANY);
    let many = program()
        .tensor(0, &[1], &[1])
        .raw(b"q\0}(")
        .repeat(100_001, b"U\x01ah\0")
        .raw(b"u");
    assert_eq!(refusal(many.archive()), TOO_MANY);
    let some = program()
        .tensor(0, &[1], &[1])
        .raw(b"q\0}(")
        .repeat(1000, b"U\x01ah\0")
        .raw(b"u");
    assert_eq!(open(some.archive()).names(), ["a"]);
}

#[test]
fn a_pickle_without_end_is_left() {
    let sentence = "describes more than weights: its pickle takes over 2000000 steps";
    assert_eq!(
        refusal(program().repeat(2_000_001, b"N").archive()),
        sentence
    );
    assert_eq!(
        refusal(
            program()
                .raw(b"}")
                .repeat(1_000_001, b"\x94")
                .repeat(1_000_000, b"2")
                .archive()
        ),
        sentence
    );
}
