//! A place in bytes that moves forward and never past the end.

use crate::torch::TorchDefect;

/// Reads little-endian numbers and runs of bytes.
pub(crate) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// A place past the end is one where nothing can be read.
    pub(crate) fn new(bytes: &'a [u8], at: u64) -> Self {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        Self { bytes, at }
    }

    /// How many bytes were read, counted from the first of all.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn take(&mut self, count: u64) -> Result<&'a [u8], TorchDefect> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let count = usize::try_from(count).ok();
        let taken = count.and_then(|count| rest.get(..count));
        let taken = taken.ok_or(TorchDefect::Cut)?;
        self.at += taken.len();
        Ok(taken)
    }

    pub(crate) fn text(&mut self, count: u64) -> Result<&'a str, TorchDefect> {
        text(self.take(count)?)
    }

    /// What comes before the next line feed, which is passed over.
    pub(crate) fn line(&mut self) -> Result<&'a str, TorchDefect> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n');
        let line = &rest[..end.ok_or(TorchDefect::Cut)?];
        self.at += line.len() + 1;
        text(line)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, TorchDefect> {
        self.array().map(u8::from_le_bytes)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, TorchDefect> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, TorchDefect> {
        self.array().map(u32::from_le_bytes)
    }

    pub(crate) fn u64(&mut self) -> Result<u64, TorchDefect> {
        self.array().map(u64::from_le_bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], TorchDefect> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N as u64)?);
        Ok(array)
    }
}

fn text(bytes: &[u8]) -> Result<&str, TorchDefect> {
    str::from_utf8(bytes).ok().ok_or(TorchDefect::Text)
}
