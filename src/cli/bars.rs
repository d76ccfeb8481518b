//! Progress bars on a terminal; elsewhere indicatif draws nothing.

use crate::pack::{Phase, Progress};
use indicatif::{ProgressBar, ProgressStyle};

/// One bar that follows the phases of a pack.
pub struct Bars {
    bar: ProgressBar,
}

impl Bars {
    /// A bar on standard error.
    pub fn new() -> Self {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{msg:>8} [{bar:30}] {human_pos}/{human_len} {eta}") {
            bar.set_style(style.progress_chars("=> "));
        }
        Self { bar }
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bars {
    fn begin(&self, phase: Phase, steps: u64) {
        let name = match phase {
            Phase::Read => "reading",
            Phase::Build => "building",
            Phase::Write => "writing",
        };
        self.bar.reset();
        self.bar.set_length(steps);
        self.bar.set_message(name);
    }

    fn step(&self, steps: u64) {
        self.bar.inc(steps);
    }
}
