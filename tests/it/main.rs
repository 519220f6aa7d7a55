//! The program as its users meet it, run as a process of its own.

mod contract;
mod endings;
mod engine;
mod eval;
mod house;
mod names;
mod order;
mod program;
mod snapshots;
