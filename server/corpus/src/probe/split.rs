//! Which part of a corpus a document is for.

/// What a document is for. Sentences of one document stay together, so that nothing is recognised from its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Weights are learned on it: eight tenths.
    Train,
    /// The strength of regularisation is chosen on it: a tenth.
    Dev,
    /// Only what is reported is counted on it: a tenth.
    Test,
}

/// The part of a document by its number in the corpus. Every tenth is for testing, the one before it for choosing: a corpus
/// whose documents are in order of their kind has all kinds in all parts.
pub fn part_of(document: usize) -> Part {
    match document % 10 {
        8 => Part::Dev,
        9 => Part::Test,
        _ => Part::Train,
    }
}
