//! How long things take, in words.

use std::fmt;
use std::time::{Duration, Instant};

/// A running clock that prints the time since its start.
pub(crate) struct Clock(Instant);

impl Clock {
    /// Starts at zero.
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start, standing still.
    pub(crate) fn read(&self) -> Time {
        Time(self.0.elapsed())
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.read().fmt(formatter)
    }
}

/// A duration that prints as `0.4 s` or `2 min 05 s`.
#[derive(Clone, Copy)]
pub(crate) struct Time(Duration);

impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        let text = if seconds < 60 {
            format!("{:.1} s", self.0.as_secs_f32())
        } else {
            format!("{} min {:02} s", seconds / 60, seconds % 60)
        };
        formatter.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_times_have_tenths_and_long_ones_minutes() {
        assert_eq!(Time(Duration::from_millis(420)).to_string(), "0.4 s");
        assert_eq!(Time(Duration::from_secs(125)).to_string(), "2 min 05 s");
    }
}
