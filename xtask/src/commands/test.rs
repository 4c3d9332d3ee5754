//! `cargo xtask test`: every stage runs, whatever the one before found.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::stage::Stage;
use crate::tally::Tally;
use crate::time::{Clock, Time};

/// The command's own arguments.
#[derive(Args)]
pub(crate) struct Test {
    /// Run this stage alone; may be given several times
    #[arg(long, value_name = "STAGE")]
    only: Vec<Stage>,
    /// Print the stages and stop
    #[arg(long)]
    list: bool,
}

/// How a stage went.
struct Outcome {
    stage: Stage,
    tally: Tally,
    time: Time,
    trouble: Option<String>,
}

impl Test {
    /// Runs the chosen stages and prints how they went.
    pub(super) fn run(&self) -> ExitCode {
        if self.list {
            self.print_stages();
            return ExitCode::SUCCESS;
        }
        let clock = Clock::start();
        let outcomes: Vec<_> = self.stages().map(Outcome::of).collect();
        summarise(&outcomes, &clock)
    }

    /// The chosen stages, in the order of the menu.
    fn stages(&self) -> impl Iterator<Item = Stage> {
        let all = Stage::value_variants().iter().copied();
        all.filter(|stage| self.only.is_empty() || self.only.contains(stage))
    }

    fn print_stages(&self) {
        for stage in self.stages() {
            println!("{stage:9} {}", stage.about());
        }
    }
}

impl Outcome {
    fn of(stage: Stage) -> Self {
        println!("\n== {stage}");
        let clock = Clock::start();
        let (tally, trouble) = match stage.run() {
            Ok(tally) => (tally, None),
            Err(error) => (Tally::FAIL, Some(format!("{error:#}"))),
        };
        let outcome = Self {
            stage,
            tally,
            time: clock.read(),
            trouble,
        };
        println!("== {outcome}");
        outcome
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let verdict = if self.tally.failed == 0 {
            "pass"
        } else {
            "FAIL"
        };
        write!(
            formatter,
            "{:9} {verdict} {:>12}  {}",
            self.stage, self.time, self.tally
        )?;
        if self.tally.skipped > 0 {
            write!(formatter, ", {} skipped", self.tally.skipped)?;
        }
        self.trouble
            .iter()
            .try_for_each(|trouble| write!(formatter, "\n          {trouble}"))
    }
}

/// Prints the table and, last, the one line that sums it up.
fn summarise(outcomes: &[Outcome], clock: &Clock) -> ExitCode {
    let mut total = Tally::default();
    println!();
    for outcome in outcomes {
        println!("{outcome}");
        total += outcome.tally;
    }
    println!("{:9}      {:>12}", "together", clock.read());
    println!("headlight: {total}");
    ExitCode::from(u8::from(total.failed > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(tally: Tally) -> Outcome {
        Outcome {
            stage: Stage::Rust,
            tally,
            time: Clock::start().read(),
            trouble: None,
        }
    }

    #[test]
    fn only_chooses_and_the_order_stays() {
        let test = Test {
            only: vec![Stage::Browser, Stage::Format],
            list: false,
        };
        assert_eq!(
            test.stages().collect::<Vec<_>>(),
            [Stage::Format, Stage::Browser]
        );
        let all = Test {
            only: Vec::new(),
            list: false,
        };
        assert_eq!(all.stages().count(), Stage::value_variants().len());
    }

    #[test]
    fn one_failure_fails_the_run() {
        let clock = Clock::start();
        assert_eq!(
            summarise(&[outcome(Tally::PASS)], &clock),
            ExitCode::SUCCESS
        );
        let outcomes = [outcome(Tally::FAIL), outcome(Tally::PASS)];
        assert_eq!(summarise(&outcomes, &clock), ExitCode::FAILURE);
    }

    #[test]
    fn what_was_skipped_is_said() {
        let line = outcome(Tally {
            skipped: 2,
            ..Tally::PASS
        })
        .to_string();
        assert!(
            line.contains("pass") && line.ends_with("1 passed, 0 failed, 2 skipped"),
            "{line}"
        );
    }
}
