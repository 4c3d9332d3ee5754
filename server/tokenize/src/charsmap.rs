//! The table of characters in a SentencePiece file: what a run of characters becomes, usually by NFKC.
//!
//! It is a double-array trie (Aoe 1989) in the form of the library Darts-clone, as bytes: the trie's
//! length, its units of 32 bits, and the results, each ended by NUL.

/// Twice the longest result of NFKC, so that a damaged table cannot blow a text up.
const MAX_RESULT_BYTES: usize = 66;

/// What characters become before pieces are searched.
#[derive(Debug, Default)]
pub(crate) struct Charsmap {
    units: Vec<u32>,
    results: Vec<u8>,
}

impl Charsmap {
    /// Reads the table; none is an empty table.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let Some((length, rest)) = bytes.split_first_chunk() else {
            return bytes.is_empty().then(Self::default);
        };
        let length = u32::from_le_bytes(*length) as usize;
        let (trie, results) = rest.split_at_checked(length)?;
        let units = trie
            .as_chunks()
            .0
            .iter()
            .map(|unit| u32::from_le_bytes(*unit));
        Some(Self {
            units: units.collect(),
            results: results.to_owned(),
        })
    }

    /// The longest run at the start of a text that becomes something else: its bytes, and what it
    /// becomes.
    pub(crate) fn longest(&self, text: &str) -> Option<(usize, &str)> {
        let mut longest = None;
        let mut node = unit::offset(*self.units.first()?);
        for (length, byte) in (1..).zip(text.bytes()) {
            let place = node ^ usize::from(byte);
            let unit = self.units.get(place).copied().unwrap_or_default();
            if unit::label(unit) != u32::from(byte) {
                break;
            }
            node = place ^ unit::offset(unit);
            if unit::has_leaf(unit) {
                longest = self
                    .units
                    .get(node)
                    .map(|leaf| (length, unit::value(*leaf)));
            }
        }
        let (length, start) = longest?;
        let mut results = self.results.get(start..)?.iter();
        let bytes = results
            .by_ref()
            .take(MAX_RESULT_BYTES + 1)
            .position(|byte| *byte == 0)?;
        let result = str::from_utf8(self.results.get(start..start + bytes)?).ok()?;
        text.is_char_boundary(length).then_some((length, result))
    }
}

/// What the bits of a unit mean.
mod unit {
    pub(super) fn offset(unit: u32) -> usize {
        ((unit >> 10) << ((unit & (1 << 9)) >> 6)) as usize
    }

    pub(super) fn label(unit: u32) -> u32 {
        unit & ((1 << 31) | 0xff)
    }

    pub(super) fn has_leaf(unit: u32) -> bool {
        unit & (1 << 8) != 0
    }

    pub(super) fn value(unit: u32) -> usize {
        (unit & !(1 << 31)) as usize
    }
}
