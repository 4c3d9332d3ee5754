//! Counting tests in what the test runners print.

use std::fmt;
use std::ops::AddAssign;

/// How many tests or checks went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
}

impl Tally {
    /// One check that passed.
    pub(crate) const PASS: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
    /// One check that failed.
    pub(crate) const FAIL: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };

    /// The sum over every `test result:` line of `cargo test`.
    pub(crate) fn of_cargo(output: &str) -> Self {
        let mut tally = Self::default();
        for line in output
            .lines()
            .filter(|line| line.starts_with("test result: "))
        {
            let words: Vec<_> = line
                .split([' ', ';'])
                .filter(|word| !word.is_empty())
                .collect();
            for pair in words.windows(2) {
                if let [count, kind] = pair
                    && let Ok(count) = count.parse()
                {
                    tally.count(kind, count);
                }
            }
        }
        tally
    }

    /// The closing lines of `node --test`: `ℹ pass 3`, or `# pass 3` from its TAP reporter.
    pub(crate) fn of_node(output: &str) -> Self {
        let mut tally = Self::default();
        for line in output.lines() {
            let mut words = line.split_whitespace();
            if let (Some("ℹ" | "#"), Some(kind), Some(count), None) =
                (words.next(), words.next(), words.next(), words.next())
                && let Ok(count) = count.parse()
            {
                tally.count(kind, count);
            }
        }
        tally
    }

    /// What a run that ended badly, or ran nothing, counts as: at least one failure.
    pub(crate) fn ended(mut self, success: bool) -> Self {
        if self.failed == 0 && (!success || self.passed == 0) {
            self.failed = 1;
        }
        self
    }

    fn count(&mut self, kind: &str, count: usize) {
        match kind {
            "passed" | "pass" => self.passed += count,
            "failed" | "fail" | "cancelled" => self.failed += count,
            "ignored" | "skipped" | "todo" => self.skipped += count,
            _ => {}
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARGO: &str = "
running 4 tests
test a ... ok
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
test says_test_result ... ok
test result: FAILED. 20 passed; 2 failed; 0 ignored; 0 measured; 7 filtered out; finished in 1.20s
";

    #[test]
    fn cargo_lines_are_summed() {
        let expected = Tally {
            passed: 23,
            failed: 2,
            skipped: 1,
        };
        assert_eq!(Tally::of_cargo(CARGO), expected);
    }

    #[test]
    fn both_reporters_of_node_are_read() {
        let spec = "✔ pass 9 (1ms)\nℹ tests 7\nℹ suites 1\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 1\nℹ duration_ms 80.5\n";
        assert_eq!(
            Tally::of_node(spec),
            Tally {
                passed: 3,
                failed: 2,
                skipped: 2
            }
        );
        assert_eq!(
            Tally::of_node("# pass 2\n# fail 0\n"),
            Tally {
                passed: 2,
                ..Tally::default()
            }
        );
    }

    #[test]
    fn a_run_that_breaks_or_runs_nothing_fails() {
        assert_eq!(Tally::default().ended(true).failed, 1);
        assert_eq!(Tally::PASS.ended(false).failed, 1);
        assert_eq!(
            Tally {
                failed: 2,
                ..Tally::PASS
            }
            .ended(false)
            .failed,
            2
        );
        assert_eq!(Tally::PASS.ended(true), Tally::PASS);
    }
}
