//! Which of differing figures contradict each other, and which replace earlier ones.
//!
//! Figures that are told at the same time contradict each other. Those of later reports replace them: they
//! come from another state of knowledge. What was in dispute before stays told as such.

use super::{conflict::Group, revised, statement::Story};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// Another day, not the morning after.
pub(super) const ANEW: i64 = DAY + 6 * HOUR;

/// When figures of one kind are taken to replace those told before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// Counts that rise by the hour; a smaller one does not replace a larger.
    Rising,
    /// Counts that change by the hour, up or down.
    Changing,
    /// What is settled when it is first told: only a report of another day, not of the morning after, gives
    /// it anew.
    Settled,
}

impl Pace {
    /// Seconds from the first telling of the old figure, and from the last, to the first of the new.
    fn pause(self) -> (i64, i64) {
        match self {
            Pace::Rising | Pace::Changing => (0, 6 * HOUR),
            Pace::Settled => (ANEW, HOUR),
        }
    }

    /// Whether what is told at `new` comes from another state of knowledge than what was told at `old`.
    fn separates(self, old: Times, new: Times) -> bool {
        let (since_first, since_last) = self.pause();
        old.known && new.known && new.from - old.from >= since_first && new.from - old.to >= since_last
    }
}

/// When the documents of some sentences were published, in seconds.
#[derive(Clone, Copy)]
struct Times {
    from: i64,
    to: i64,
    known: bool,
}

/// A day without a time of day may be any time of that day.
fn times(story: &Story, statements: impl ExactSizeIterator<Item = usize>) -> Times {
    let count = statements.len();
    let stamp = |s: usize| story.published(&story.statements[s])?.timestamp;
    let stamps: Vec<i64> = statements.filter_map(stamp).collect();
    let known = stamps.len() == count;
    let from = stamps.iter().copied().min().unwrap_or(0);
    let to = stamps.iter().map(|t| if t % DAY == 0 { t + DAY - 1 } else { *t }).max().unwrap_or(0);
    Times { from, to, known }
}

/// `groups` by the times at which they were current, in order.
pub(super) fn split(story: &Story, groups: Vec<Group>, pace: Pace) -> Vec<Vec<Group>> {
    let told = |g: &Group| times(story, g.claims.iter().map(|c| c.statement));
    let mut timed: Vec<(Times, Group)> = groups.into_iter().map(|g| (told(&g), g)).collect();
    timed.sort_by_key(|(t, g)| (t.from, t.to, g.claims[0].statement));
    let mut eras: Vec<Vec<Group>> = Vec::new();
    // Of the era that is told last, its end being that of all so far.
    let mut last = Times { from: 0, to: 0, known: true };
    for (time, group) in timed {
        let replaces = eras.last().is_some_and(|era| {
            let rises = || era.iter().all(|g| g.quantity.value < group.quantity.value);
            pace.separates(last, time) && (pace != Pace::Rising || rises())
        });
        match eras.last_mut() {
            Some(era) if !replaces => {
                era.push(group);
                last.to = last.to.max(time.to);
                last.known &= time.known;
            }
            _ => {
                eras.push(vec![group]);
                last = Times { to: last.to.max(time.to), ..time };
            }
        }
    }
    eras
}

/// Whether the sentences `new` tell another state of knowledge than `old`: all of them were published later, by
/// the pause that `pace` asks for.
pub(super) fn replaces(story: &Story, old: &[usize], new: &[usize], pace: Pace) -> bool {
    let told = |of: &[usize]| times(story, of.iter().copied());
    pace.separates(told(old), told(new))
}

/// The group of an era of several whose figure a later report of its own settles: it says that another was
/// told, and all others were told for the last time before it.
pub(super) fn settled(story: &Story, era: &[Group], pace: Pace) -> Option<usize> {
    let (since_first, since_last) = pace.pause();
    let later = |at: usize| {
        let own = era[at].claims.iter().map(|c| c.statement).filter(|&s| {
            let statement = &story.statements[s];
            story.origins[statement.rank] == statement.doc && revised::says_older(statement)
        });
        let now = stamps(story, own)?.into_iter().max()?;
        let told = stamps(story, told_elsewhere(era, at))?;
        let (first, end) = (told.iter().min()?, told.iter().max()?);
        let value = era[at].quantity.value;
        let rises = || era.iter().all(|g| g.quantity.value <= value);
        let later = now - first >= since_first && now - end >= since_last.max(6 * HOUR);
        (later && (pace != Pace::Rising || rises())).then_some(now)
    };
    (0..era.len()).filter_map(|at| Some((later(at)?, at))).max().map(|(_, at)| at)
}

/// The group of an era of several that is told later than all others, as a count that has risen.
pub(super) fn risen(story: &Story, era: &[Group]) -> Option<usize> {
    let most = (0..era.len()).max_by(|&a, &b| era[a].quantity.value.total_cmp(&era[b].quantity.value))?;
    let says = era[most].claims.iter().any(|c| c.quantity.risen);
    (says && told_later(story, era, most)).then_some(most)
}

/// Whether all reports that tell the figure `at` of an era are later than those that tell any other.
pub(super) fn told_later(story: &Story, era: &[Group], at: usize) -> bool {
    let told = told_elsewhere(era, at);
    let some = !told.is_empty();
    let old = times(story, told.into_iter());
    let new = times(story, era[at].claims.iter().map(|c| c.statement));
    some && old.known && new.known && new.from > old.to
}

/// The sentences that tell the figures of an era other than those of `at`. *12, not nine as was said at first*
/// tells 12, and nine not again.
fn told_elsewhere(era: &[Group], at: usize) -> Vec<usize> {
    let own = |statement: usize| era[at].claims.iter().any(|c| c.statement == statement);
    let others = era.iter().enumerate().filter(|(i, _)| *i != at).flat_map(|(_, group)| &group.claims);
    others.map(|c| c.statement).filter(|&statement| !own(statement)).collect()
}

/// When sentences were published, if that is known of all.
fn stamps(story: &Story, statements: impl IntoIterator<Item = usize>) -> Option<Vec<i64>> {
    statements.into_iter().map(|s| story.published(&story.statements[s])?.timestamp).collect()
}
