//! The instructions of a pickle, with what follows them.

use super::cursor::Cursor;
use super::heap::Value;
use crate::torch::TorchDefect;

/// An instruction of the machine.
pub(super) enum Op<'a> {
    /// Says something about the pickle itself.
    Nothing,
    Push(Value<'a>),
    Mark,
    Pop,
    PopMark,
    Duplicate,
    /// A tuple of that many values.
    Tuple(usize),
    TupleFromMark,
    ListFromMark,
    DictFromMark,
    Append,
    AppendFromMark,
    Set,
    SetFromMark,
    Get(u32),
    Put(u32),
    PutNext,
    Global(&'a str, &'a str),
    GlobalFromStack,
    Call,
    /// A new object: a class and that many arguments, which nobody reads.
    Object(usize),
    Build,
    Persistent,
    Stop,
}

/// Reads the next instruction. The numbers are those of Python's module `pickle`.
pub(super) fn read<'a>(cursor: &mut Cursor<'a>) -> Result<Op<'a>, TorchDefect> {
    let code = cursor.u8()?;
    Ok(match code {
        0x80 => protocol(cursor)?,
        0x95 => frame(cursor)?,
        b'(' => Op::Mark,
        b'0' => Op::Pop,
        b'1' => Op::PopMark,
        b'2' => Op::Duplicate,
        0x85..=0x87 => Op::Tuple(usize::from(code - 0x84)),
        b't' => Op::TupleFromMark,
        b'l' | 0x91 => Op::ListFromMark,
        b'd' => Op::DictFromMark,
        b'a' => Op::Append,
        b'e' | 0x90 => Op::AppendFromMark,
        b's' => Op::Set,
        b'u' => Op::SetFromMark,
        b'h' => Op::Get(cursor.u8()?.into()),
        b'j' => Op::Get(cursor.u32()?),
        b'q' => Op::Put(cursor.u8()?.into()),
        b'r' => Op::Put(cursor.u32()?),
        0x94 => Op::PutNext,
        b'c' => Op::Global(cursor.line()?, cursor.line()?),
        0x93 => Op::GlobalFromStack,
        b'R' => Op::Call,
        0x81 => Op::Object(1),
        0x92 => Op::Object(2),
        b'b' => Op::Build,
        b'Q' => Op::Persistent,
        b'.' => Op::Stop,
        _ => Op::Push(constant(code, cursor)?),
    })
}

/// A value that stands in the pickle itself, or an empty container.
fn constant<'a>(code: u8, cursor: &mut Cursor<'a>) -> Result<Value<'a>, TorchDefect> {
    Ok(match code {
        b'N' => Value::None,
        0x88 => Value::Bool(true),
        0x89 => Value::Bool(false),
        b'J' => Value::Int(cursor.u32()?.cast_signed().into()),
        b'K' => Value::Int(cursor.u8()?.into()),
        b'M' => Value::Int(cursor.u16()?.into()),
        0x8a => integer(sized(cursor.u8()?, cursor)?),
        0x8b => integer(sized(cursor.u32()?, cursor)?),
        b'G' => opaque(cursor.take(8)?),
        b'X' => Value::Text(text(cursor.u32()?, cursor)?),
        0x8c => Value::Text(text(cursor.u8()?, cursor)?),
        0x8d => Value::Text(text(cursor.u64()?, cursor)?),
        // Python 2 wrote its texts as bytes.
        b'T' => maybe_text(sized(cursor.u32()?, cursor)?),
        b'U' => maybe_text(sized(cursor.u8()?, cursor)?),
        b'B' => opaque(sized(cursor.u32()?, cursor)?),
        b'C' => opaque(sized(cursor.u8()?, cursor)?),
        0x8e | 0x96 => opaque(sized(cursor.u64()?, cursor)?),
        b')' => Value::Tuple(Vec::new()),
        b']' | 0x8f => Value::List(Vec::new()),
        b'}' => Value::Dict(Vec::new()),
        _ => return Err(TorchDefect::Instruction { code }),
    })
}

fn protocol<'a>(cursor: &mut Cursor<'a>) -> Result<Op<'a>, TorchDefect> {
    match cursor.u8()? {
        2..=5 => Ok(Op::Nothing),
        protocol => Err(TorchDefect::Protocol { protocol }),
    }
}

/// A frame only says how much may be read at once.
fn frame<'a>(cursor: &mut Cursor<'a>) -> Result<Op<'a>, TorchDefect> {
    cursor.u64().map(|_| Op::Nothing)
}

fn sized<'a>(length: impl Into<u64>, cursor: &mut Cursor<'a>) -> Result<&'a [u8], TorchDefect> {
    cursor.take(length.into())
}

/// A signed little-endian number of any length.
fn integer(bytes: &[u8]) -> Value<'_> {
    let Some(last) = bytes.last() else {
        return Value::Int(0);
    };
    if bytes.len() > size_of::<i64>() {
        return Value::Long(bytes);
    }
    let sign = if last.cast_signed() < 0 { 0xff } else { 0 };
    let mut wide = [sign; size_of::<i64>()];
    wide[..bytes.len()].copy_from_slice(bytes);
    Value::Int(i64::from_le_bytes(wide))
}

fn text<'a>(length: impl Into<u64>, cursor: &mut Cursor<'a>) -> Result<&'a str, TorchDefect> {
    cursor.text(length.into())
}

fn maybe_text(bytes: &[u8]) -> Value<'_> {
    str::from_utf8(bytes).map_or(Value::Opaque, Value::Text)
}

fn opaque(_: &[u8]) -> Value<'_> {
    Value::Opaque
}
