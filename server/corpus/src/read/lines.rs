//! Lines of a file that may be anything.

use std::io::{BufRead, Read};

use super::ReadError;

/// No line of a corpus is longer than this, in bytes.
const MAX_LINE: u64 = 1 << 20;

/// Numbered lines of UTF-8, without their ends.
pub(super) struct Lines<R> {
    source: R,
    number: u64,
    buffer: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    /// Lines from the beginning of a source.
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            number: 0,
            buffer: Vec::new(),
        }
    }

    /// The number of the line that was read last, from 1.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The next line; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<&str>, ReadError> {
        self.buffer.clear();
        self.number += 1;
        let read = (&mut self.source)
            .take(MAX_LINE)
            .read_until(b'\n', &mut self.buffer)?;
        if read == 0 {
            return Ok(None);
        }
        if read as u64 == MAX_LINE && self.buffer.last() != Some(&b'\n') {
            return Err(self.wrong("is longer than a million bytes"));
        }
        let mut line = self.buffer.as_slice();
        line = line.strip_suffix(b"\n").unwrap_or(line);
        line = line.strip_suffix(b"\r").unwrap_or(line);
        if self.number == 1 {
            line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        }
        let number = self.number;
        let wrong = |reason: &str| Err(ReadError::at(number, reason));
        match std::str::from_utf8(line) {
            Ok(line) if line.contains('\0') => wrong("holds a NUL character"),
            Ok(line) => Ok(Some(line)),
            Err(_) => wrong("is not UTF-8"),
        }
    }

    fn wrong(&self, reason: &str) -> ReadError {
        ReadError::at(self.number, reason)
    }
}
