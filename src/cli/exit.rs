use std::{fmt, process::ExitCode};

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    Done = 0,
    /// Done, but a condition that was asked for failed.
    Failed = 1,
    /// Wrong usage, or the output cannot be written.
    Usage = 2,
    /// Done, but some documents were skipped or damaged.
    Skipped = 3,
    /// A model is missing or damaged.
    Model = 4,
    /// An input could not be read at all.
    Unreadable = 5,
    Interrupted = 130,
}

impl Exit {
    /// The graver of two endings of one run.
    pub fn and(self, other: Exit) -> Exit {
        self.max(other)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Why the program stops, and with which status.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    pub error: anyhow::Error,
}

impl Failure {
    pub fn usage(error: impl Into<anyhow::Error>) -> Self {
        Self { exit: Exit::Usage, error: error.into() }
    }

    pub fn model(error: impl Into<anyhow::Error>) -> Self {
        Self { exit: Exit::Model, error: error.into() }
    }

    pub fn unreadable(error: impl Into<anyhow::Error>) -> Self {
        Self { exit: Exit::Unreadable, error: error.into() }
    }

    /// Whether the reader of our output went away; that is no failure.
    pub fn is_closed_pipe(&self) -> bool {
        let closed = |e: &std::io::Error| e.kind() == std::io::ErrorKind::BrokenPipe;
        self.error.chain().any(|cause| {
            cause.downcast_ref().is_some_and(closed)
                || cause
                    .downcast_ref::<serde_json::Error>()
                    .is_some_and(|e| e.io_error_kind() == Some(std::io::ErrorKind::BrokenPipe))
        })
    }
}

impl fmt::Display for Failure {
    /// The whole chain of causes on one line.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:#}", self.error)
    }
}

/// Failing to write is the one I/O error that verbs let through.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::usage(anyhow::Error::from(error).context("the output cannot be written"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_those_of_the_contract() {
        let table = [
            (Exit::Done, 0),
            (Exit::Failed, 1),
            (Exit::Usage, 2),
            (Exit::Skipped, 3),
            (Exit::Model, 4),
            (Exit::Unreadable, 5),
            (Exit::Interrupted, 130),
        ];
        for (exit, status) in table {
            assert_eq!(exit as u8, status, "{exit:?}");
        }
    }

    #[test]
    fn the_graver_ending_wins() {
        assert_eq!(Exit::Done.and(Exit::Skipped), Exit::Skipped);
        assert_eq!(Exit::Unreadable.and(Exit::Skipped), Exit::Unreadable);
    }

    #[test]
    fn a_closed_pipe_is_told_from_a_full_disk() {
        let failure = |kind| Failure::from(std::io::Error::from(kind));
        assert!(failure(std::io::ErrorKind::BrokenPipe).is_closed_pipe());
        assert!(!failure(std::io::ErrorKind::StorageFull).is_closed_pipe());
    }
}
