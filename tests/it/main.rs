//! The program as its users meet it, run as a process of its own.

mod contract;
mod endings;
mod engine;
mod eval;
mod explain;
mod fetch;
mod house;
mod models;
mod names;
mod order;
mod place;
mod program;
mod proof;
mod state;
#[cfg(feature = "torch")]
mod torch;
mod written;
