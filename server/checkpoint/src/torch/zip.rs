//! The layout of PyTorch 1.6 and later: a zip archive of stored files, `NAME/data.pkl` beside the
//! storages `NAME/data/KEY`.
//!
//! Only the directory at the end is read (APPNOTE 4.3, with Zip64), and of each entry the two lengths
//! in front of its bytes. Compressed entries are refused, so nothing grows.

use std::collections::HashMap;
use std::ops::Range;

use super::{Contents, TorchDefect};
use crate::pickle::{self, Cursor};

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const END64: &[u8] = b"PK\x06\x06";
const LOCATOR64: &[u8] = b"PK\x06\x07";

const END_BYTES: usize = 22;
const LOCATOR_BYTES: usize = 20;
const LOCAL_BYTES: usize = 30;
/// The end of the directory may be followed by a comment of this length at most.
const MAX_COMMENT: usize = u16::MAX as usize;

const ZIP64_FIELD: u16 = 1;
/// Stands for a number that does not fit 32 bits.
const NOT_HERE: u64 = u32::MAX as u64;
const ENCRYPTED: u16 = 1;

type Entries<'a> = HashMap<&'a str, Range<usize>>;

pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(LOCAL)
}

pub(super) fn read(bytes: &[u8]) -> Result<Contents<'_>, TorchDefect> {
    let entries = entries(bytes)?;
    let tops = entries
        .keys()
        .filter_map(|name| name.strip_suffix("data.pkl"));
    let mut tops = tops.filter(|top| top.is_empty() || top.ends_with('/'));
    let (Some(top), None) = (tops.next(), tops.next()) else {
        return Err(TorchDefect::NotTorch);
    };
    let entry = |name: &str| entries.get(format!("{top}{name}").as_str()).cloned();
    if entry("constants.pkl").is_some() {
        return Err(TorchDefect::TorchScript);
    }
    if entry("byteorder").is_some_and(|order| bytes[order].starts_with(b"big")) {
        return Err(TorchDefect::BigEndian);
    }
    let pickle = &bytes[entry("data.pkl").ok_or(TorchDefect::NotTorch)?];
    let storages = entries.iter().filter_map(|(name, place)| {
        let key = name.strip_prefix(top)?.strip_prefix("data/")?;
        Some((key, place.clone()))
    });
    Ok(Contents {
        pickle: pickle::run(&mut Cursor::new(pickle, 0))?,
        storages: storages.collect(),
    })
}

/// The place of every file in the archive, within the archive's bytes.
fn entries(bytes: &[u8]) -> Result<Entries<'_>, TorchDefect> {
    let (count, start) = directory(bytes)?;
    let mut cursor = Cursor::new(bytes, start);
    let mut entries = Entries::new();
    for _ in 0..count {
        let (name, place) = entry(bytes, &mut cursor).map_err(damaged)?;
        if entries.insert(name, place).is_some() {
            return Err(TorchDefect::Directory);
        }
    }
    Ok(entries)
}

/// How many entries the directory has and where it begins.
fn directory(bytes: &[u8]) -> Result<(u64, u64), TorchDefect> {
    let end = find_end(bytes).ok_or(TorchDefect::NoDirectory)?;
    let found = match end64(bytes, end) {
        Some(mut cursor) => read_end64(&mut cursor),
        None => read_end(&mut Cursor::new(bytes, (end + END.len()) as u64)),
    };
    found.map_err(damaged)
}

fn read_end(cursor: &mut Cursor<'_>) -> Result<(u64, u64), TorchDefect> {
    cursor.take(6)?;
    let count = cursor.u16()?;
    cursor.take(4)?;
    Ok((count.into(), cursor.u32()?.into()))
}

fn read_end64(cursor: &mut Cursor<'_>) -> Result<(u64, u64), TorchDefect> {
    cursor.take(28)?;
    let count = cursor.u64()?;
    cursor.take(8)?;
    Ok((count, cursor.u64()?))
}

fn find_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_BYTES)?;
    let first = last.saturating_sub(MAX_COMMENT);
    (first..=last)
        .rev()
        .find(|at| bytes[*at..].starts_with(END))
}

/// The larger end of the directory, which the locator in front of the usual end points to.
fn end64(bytes: &[u8], end: usize) -> Option<Cursor<'_>> {
    let locator = end.checked_sub(LOCATOR_BYTES)?;
    let mut cursor = Cursor::new(bytes, locator as u64);
    cursor.take(4).ok().filter(|mark| *mark == LOCATOR64)?;
    cursor.u32().ok()?;
    let mut cursor = Cursor::new(bytes, cursor.u64().ok()?);
    cursor.take(4).ok().filter(|mark| *mark == END64)?;
    Some(cursor)
}

fn entry<'a>(
    bytes: &'a [u8],
    cursor: &mut Cursor<'a>,
) -> Result<(&'a str, Range<usize>), TorchDefect> {
    if cursor.take(4)? != CENTRAL {
        return Err(TorchDefect::Directory);
    }
    cursor.take(4)?;
    let (flags, method) = (cursor.u16()?, cursor.u16()?);
    cursor.take(8)?;
    let (packed, size) = (u64::from(cursor.u32()?), u64::from(cursor.u32()?));
    let (name, extra, comment) = (cursor.u16()?, cursor.u16()?, cursor.u16()?);
    cursor.take(8)?;
    let start = u64::from(cursor.u32()?);
    let name = cursor.text(name.into())?;
    let [size, packed, start] = zip64(cursor.take(extra.into())?, [size, packed, start])?;
    cursor.take(comment.into())?;
    if method != 0 || flags & ENCRYPTED != 0 || packed != size {
        let entry = name.chars().take(100).collect();
        return Err(TorchDefect::Compressed { entry });
    }
    Ok((name, place(bytes, start, size)?))
}

/// The numbers that are not in the entry stand in a field of their own, in this order.
fn zip64(extra: &[u8], numbers: [u64; 3]) -> Result<[u64; 3], TorchDefect> {
    let mut cursor = Cursor::new(extra, 0);
    while cursor.at() < extra.len() {
        let (field, length) = (cursor.u16()?, cursor.u16()?);
        let mut field_cursor = Cursor::new(cursor.take(length.into())?, 0);
        if field == ZIP64_FIELD {
            let mut wide = numbers;
            for number in wide.iter_mut().filter(|number| **number == NOT_HERE) {
                *number = field_cursor.u64()?;
            }
            return Ok(wide);
        }
    }
    Ok(numbers)
}

/// The bytes of an entry, behind its own header.
fn place(bytes: &[u8], start: u64, size: u64) -> Result<Range<usize>, TorchDefect> {
    let mut cursor = Cursor::new(bytes, start);
    let header = cursor.take(LOCAL_BYTES as u64 - 4)?;
    if !header.starts_with(LOCAL) {
        return Err(TorchDefect::Directory);
    }
    let (name, extra) = (cursor.u16()?, cursor.u16()?);
    cursor.take(u64::from(name) + u64::from(extra))?;
    let first = cursor.at();
    cursor.take(size)?;
    Ok(first..cursor.at())
}

/// Running past the end of the file while reading the directory.
fn damaged(defect: TorchDefect) -> TorchDefect {
    match defect {
        TorchDefect::Cut => TorchDefect::Directory,
        other => other,
    }
}
