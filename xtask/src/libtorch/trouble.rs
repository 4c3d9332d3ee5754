//! What pip and the unpacker complain about, said so that a person can act on it.

/// Signs in a program's output, and what they mean.
const SIGNS: [(&[&str], &str); 5] = [
    (
        &["No module named pip"],
        "this Python has no pip: install it (Debian: apt-get install python3-pip; else python3 -m ensurepip)",
    ),
    (
        &["DO NOT MATCH THE HASHES"],
        "a file that came is not the one Headlight was tested with, so nothing of it was kept: try again, and if it stays so look at the package mirror that pip is set up with",
    ),
    (
        &["No space left on device"],
        "the disk is full: fetching libtorch needs 1.2 GB free for a moment and keeps 0.5 GB; free some, or set XDG_CACHE_HOME to a folder on another disk",
    ),
    (
        &[
            "(from versions: none)",
            "NewConnectionError",
            "Connection broken",
            "Read timed out",
            "IncompleteRead",
            "Could not fetch URL",
        ],
        "the package index cannot be reached: check the network (and pip's proxy or mirror settings), then run the command again",
    ),
    (
        &["No matching distribution found", "is not a supported wheel"],
        "the package index that pip is set up with does not have the pinned wheels: point pip to one that has them, or set LIBTORCH to a libtorch of your own",
    ),
];

/// The sentence for what went wrong, where it is one of the usual things.
pub(super) fn explain(output: &str) -> &'static str {
    SIGNS
        .iter()
        .find(|(signs, _)| signs.iter().any(|sign| output.contains(sign)))
        .map_or("what went wrong stands above", |(_, sentence)| sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_troubles_have_sentences() {
        let cases = [
            ("/usr/bin/python3: No module named pip", "no pip"),
            (
                "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
                "tested with",
            ),
            (
                "OSError: [Errno 28] No space left on device: 'x'",
                "disk is full",
            ),
            (
                "ERROR: Could not find a version that satisfies the requirement torch==2 (from versions: none)\nERROR: No matching distribution found for torch==2",
                "cannot be reached",
            ),
            (
                "ERROR: Could not find a version (from versions: 1.0)\nERROR: No matching distribution found",
                "does not have",
            ),
            ("Segmentation fault", "stands above"),
        ];
        for (output, expected) in cases {
            assert!(
                explain(output).contains(expected),
                "{output}: {}",
                explain(output)
            );
        }
    }
}
