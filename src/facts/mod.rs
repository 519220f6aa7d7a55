//! Facts that stand in texts: dates and numbers. Imports only [`crate::text`] and [`crate::types`].

pub mod date;
pub mod number;
