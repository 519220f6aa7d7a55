//! The second engine: checkpoints of the model hub on libtorch, through `rust-bert`.
//!
//! The only room that names `rust-bert` and `tch`; behind the feature `torch`. It has the two traits of
//! [`engine`](crate::engine) to offer, token ids in and numbers or token ids out, so that tokenisation,
//! windows, spans and what becomes of the text are the same code for both engines. Of `rust-bert` it uses
//! the model structs alone: its pipelines tokenise by themselves, cut texts at characters taken for bytes
//! and end the program at a bad configuration.
//!
//! - A network lives on a thread of its own (`worker`), as tensors may be moved between threads, not shared.
//! - `checkpoint` reads `config.json` and refuses what the structs would stumble over; what gets past it
//!   is caught on the worker and becomes an error.
//! - `weights` fills a network from `model.safetensors`, `shipped` from the folder of the shipped model.
//! - `encoder` tags, `seq2seq` writes, `beam` searches for what is likeliest to be written.
//!
//! libtorch shares the work of one call among its own threads, whatever `--jobs` says. A GPU is used where
//! libtorch was built for one and finds it.

mod beam;
mod checkpoint;
mod encoder;
mod seq2seq;
mod shipped;
mod weights;
mod worker;

pub use encoder::TorchEncoder;
pub use seq2seq::TorchSeq2Seq;
