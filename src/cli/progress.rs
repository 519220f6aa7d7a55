//! A progress bar on standard error, for terminals.

use std::{io::IsTerminal, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::Progress;

pub struct Bar(ProgressBar);

impl Bar {
    /// A bar that shows only on a terminal, and only if the user wants talk.
    pub fn new(quiet: bool) -> Bar {
        let shown = !quiet && std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr_with_hz(5) } else { ProgressDrawTarget::hidden() };
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} documents, {eta} left")
            .expect("the template is sound");
        let bar = ProgressBar::with_draw_target(None, target).with_style(style);
        if shown {
            bar.enable_steady_tick(Duration::from_millis(500));
        }
        Bar(bar)
    }
}

impl Progress for Bar {
    fn documents(&self, done: usize, total: usize) {
        self.0.set_length(total as u64);
        self.0.set_position(done as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
