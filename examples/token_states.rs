//! What the shipped encoder says of given tokens: what `scripts/train/head.py` learns its small networks from.
//!
//!     cargo run --release --example token_states -- models/exonym-small < ids.jsonl > states.bf16
//!
//! A line is an array of token ids, special tokens included. For each token, in order: its label scores and
//! its state, as bfloat16, little endian.

use std::io::{self, BufRead, BufWriter, Write};
use std::path::PathBuf;

use exonym::engine::TokenOutputs;
use exonym::models::{self, Model};
use rayon::prelude::*;

/// Sequences that are held in memory at once.
const CHUNK: usize = 4096;
/// Tokens of a batch.
const BATCH: usize = 1024;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name the model's folder")?);
    let model = models::load(&folder)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut lines = io::stdin().lock().lines().peekable();
    while lines.peek().is_some() {
        let chunk = lines.by_ref().take(CHUNK).collect::<Result<Vec<String>, _>>()?;
        let ids =
            chunk.iter().map(|line| serde_json::from_str(line)).collect::<Result<Vec<Vec<u32>>, _>>()?;
        let width = model.encoder.labels();
        for outputs in encode(&model, &ids)? {
            let states = outputs.states.chunks_exact(model.encoder.hidden());
            for (logits, state) in outputs.logits.chunks_exact(width).zip(states) {
                for value in logits.iter().chain(state) {
                    out.write_all(&bf16(*value).to_le_bytes())?;
                }
            }
        }
    }
    out.flush()?;
    Ok(())
}

/// In the order of `ids`, computed in batches of equal length.
fn encode(model: &Model, ids: &[Vec<u32>]) -> Result<Vec<TokenOutputs>, Box<dyn std::error::Error>> {
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.sort_by_key(|&i| ids[i].len());
    let mut batches: Vec<Vec<usize>> = Vec::new();
    for i in order {
        let length = ids[i].len();
        match batches.last_mut() {
            Some(batch) if ids[batch[0]].len() == length && (batch.len() + 1) * length <= BATCH => {
                batch.push(i)
            }
            _ => batches.push(vec![i]),
        }
    }
    let of = |batch: &Vec<usize>| {
        let sequences: Vec<&[u32]> = batch.iter().map(|&i| ids[i].as_slice()).collect();
        model.encoder.encode(&sequences)
    };
    let found: Result<Vec<_>, _> = batches.par_iter().map(of).collect();
    let mut placed: Vec<(usize, TokenOutputs)> =
        batches.into_iter().flatten().zip(found?.into_iter().flatten()).collect();
    placed.sort_by_key(|(i, _)| *i);
    Ok(placed.into_iter().map(|(_, outputs)| outputs).collect())
}

/// Rounded to the nearest.
fn bf16(value: f32) -> u16 {
    let bits = value.to_bits();
    (bits.wrapping_add(0x7fff + (bits >> 16 & 1)) >> 16) as u16
}
