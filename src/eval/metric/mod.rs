//! Measures, as pure functions of counts and partitions. What cannot be measured is `None`, never 0.

mod assign;
mod calibration;
mod classes;
mod coref;
mod overlap;
#[cfg(test)]
mod parity_tests;
mod partition;
mod prf;
mod resample;
mod rouge;
mod spans;
mod words;

pub use assign::heaviest;
pub use calibration::{Bin, Calibration, calibration};
pub use classes::{ClassScore, Classes, classes};
pub use coref::{Chains, Coref, Shares, coref};
pub use overlap::{Overlap, OverlapCounts, overlap};
pub use partition::{Grouping, grouping};
pub use prf::Prf;
pub use resample::{Interval, PairedTest, interval, paired};
pub use rouge::{Rouge, rouge, rouge_l, rouge_l_sum, rouge_n};
pub use spans::{LabelledSpan, SpanScores, spans};
pub use words::words;
