//! How far work has come, on standard error.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Between two words of it: on a terminal, and where lines are kept.
const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(10)];

/// Writes one line again and again on a terminal, and now and then a new one elsewhere.
pub(crate) struct Meter {
    terminal: bool,
    phase: Option<(&'static str, Instant, u64)>,
    last: Option<Instant>,
}

impl Meter {
    pub(crate) fn new() -> Self {
        Self {
            terminal: std::io::stderr().is_terminal(),
            phase: None,
            last: None,
        }
    }

    /// So much is done of a phase; a total of 0 is not known.
    pub(crate) fn tell(&mut self, phase: &'static str, unit: &str, done: u64, total: u64) {
        let (since, from) = match self.phase {
            Some((known, since, from)) if known == phase => (since, from),
            _ => {
                self.phase = Some((phase, Instant::now(), done));
                self.last = None;
                (Instant::now(), done)
            }
        };
        let pause = PAUSES[usize::from(!self.terminal)];
        let due = self.last.is_none_or(|last| last.elapsed() >= pause);
        if !due && (done < total || total == 0) {
            return;
        }
        self.last = Some(Instant::now());
        let seconds = since.elapsed().as_secs_f64();
        let line = line(
            phase,
            unit,
            done,
            total,
            (done - from) as f64 / seconds.max(1e-9),
        );
        let mut out = std::io::stderr().lock();
        let (begin, end) = if self.terminal {
            ("\r\x1b[K", "")
        } else {
            ("", "\n")
        };
        // Who has closed standard error hears nothing.
        let _ = write!(out, "{begin}{line}{end}").and_then(|()| out.flush());
    }

    /// Ends the line.
    pub(crate) fn end(&mut self) {
        if self.terminal && self.phase.is_some() {
            eprintln!();
        }
    }
}

/// A total of 0 is not known. Before a rate can be told, `rate` is 0: then it is left out.
fn line(phase: &str, unit: &str, done: u64, total: u64, rate: f64) -> String {
    let Some(percent) = (100 * done.min(total)).checked_div(total) else {
        return format!("{phase}: {done} {unit}");
    };
    let line = format!("{phase}: {done} of {total} {unit} ({percent} %)");
    if !rate.is_normal() || done >= total {
        return line;
    }
    let left = time((total - done) as f64 / rate);
    format!("{line}, {rate:.0} a second, {left} left")
}

/// Seconds as people say them.
pub(super) fn time(seconds: f64) -> String {
    let seconds = seconds.max(0.0).round() as u64;
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_is_left() {
        assert_eq!(
            line("Building", "tokens", 50, 200, 2.0),
            "Building: 50 of 200 tokens (25 %), 2 a second, 1 min 15 s left"
        );
        assert_eq!(line("Reading", "words", 0, 0, 0.0), "Reading: 0 words");
        assert_eq!(time(7260.2), "2 h 1 min");
    }
}
