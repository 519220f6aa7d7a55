//! Where data goes: standard output or a file.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufWriter, Seek, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;

use super::exit::{Exit, Failure};

/// The opened destination. A file keeps what it held until there is something to write.
pub enum Sink {
    Standard,
    File { path: PathBuf, file: File },
}

impl Sink {
    /// Opens the destination before the work begins, so that a wrong path costs no work.
    pub fn open(path: Option<&Path>) -> Result<Sink, Failure> {
        let Some(path) = path else { return Ok(Sink::Standard) };
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path);
        let file = file
            .with_context(|| format!("the output {} cannot be written", path.display()))
            .map_err(Failure::usage)?;
        Ok(Sink::File { path: path.to_owned(), file })
    }

    /// Replaces the destination's content by what `write` writes.
    pub fn fill(self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        match self {
            Sink::Standard => {
                let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
                write(&mut out)?;
                Ok(out.flush()?)
            }
            Sink::File { path, file } => {
                let written = fill_file(file, write);
                written
                    .with_context(|| format!("the output {} cannot be written", path.display()))
                    .map_err(Failure::usage)
            }
        }
    }
}

fn fill_file(mut file: File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // Devices and pipes have no length.
    if file.metadata()?.is_file() {
        file.set_len(0)?;
        file.rewind()?;
    }
    let mut out = BufWriter::with_capacity(1 << 16, file);
    write(&mut out)?;
    out.flush()
}

/// Text on standard output, whole.
pub fn print(text: &str) -> io::Result<Exit> {
    print_bytes(text.as_bytes())
}

pub fn print_bytes(bytes: &[u8]) -> io::Result<Exit> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Exit::Done)
}
