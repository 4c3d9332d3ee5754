//! The layout before PyTorch 1.6: four pickles (a magic number, a version, facts about the machine,
//! the tensors), a fifth with the keys of the storages, then the storages in that order, each behind
//! the count of its numbers.

use std::collections::HashMap;
use std::ops::Range;

use super::{Contents, TorchDefect};
use crate::pickle::{self, Cursor, Pickle, Value};

/// `0x1950a86a20f9469cfc6c`, little-endian.
const MAGIC: &[u8] = b"\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";

/// Every pickle of protocol 2 and later begins like this.
pub(super) fn is_legacy(bytes: &[u8]) -> bool {
    matches!(bytes, [0x80, 2..=5, ..])
}

pub(super) fn read(bytes: &[u8]) -> Result<Contents<'_>, TorchDefect> {
    let mut cursor = Cursor::new(bytes, 0);
    let magic = pickle::run(&mut cursor)?;
    if !matches!(magic.heap.get(magic.root), Value::Long(MAGIC)) {
        return Err(TorchDefect::NoMagic);
    }
    pickle::run(&mut cursor)?;
    let machine = pickle::run(&mut cursor)?;
    let little = machine.heap.entry(machine.root, "little_endian");
    if let Some(Value::Bool(false)) = little.map(|little| machine.heap.get(little)) {
        return Err(TorchDefect::BigEndian);
    }
    let pickle = pickle::run(&mut cursor)?;
    let keys = pickle::run(&mut cursor)?;
    let storages = storages(&mut cursor, &pickle, &keys)?;
    Ok(Contents { pickle, storages })
}

/// Where the numbers of each storage are.
fn storages<'a>(
    cursor: &mut Cursor<'a>,
    pickle: &Pickle<'a>,
    keys: &Pickle<'a>,
) -> Result<HashMap<&'a str, Range<usize>>, TorchDefect> {
    let sizes = sizes(pickle);
    let mut storages = HashMap::new();
    for key in keys.heap.list(keys.root).ok_or(TorchDefect::Malformed)? {
        let key = keys.heap.text(*key).ok_or(TorchDefect::Malformed)?;
        let size = sizes.get(key).ok_or(TorchDefect::Malformed)?;
        let count = cursor.u64()?;
        let first = cursor.at();
        cursor.take(count.checked_mul((*size).into()).ok_or(TorchDefect::Cut)?)?;
        storages.insert(key, first..cursor.at());
    }
    Ok(storages)
}

/// How many bytes each number of a storage takes.
fn sizes<'a>(pickle: &Pickle<'a>) -> HashMap<&'a str, u8> {
    let storages = pickle.heap.values().filter_map(|value| match value {
        Value::Storage(storage) => Some((storage.key, storage.kind.bytes)),
        _ => None,
    });
    storages.collect()
}
