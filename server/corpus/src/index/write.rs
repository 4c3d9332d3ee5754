//! The files of an index while they are written.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use headlight_core::Trace;
use serde::{Deserialize, Serialize};

use super::quantise::quantise;
use super::{IndexManifest, JOURNAL, MANIFEST, Point, Shape, Tokens};
use crate::disk::{read_json, replace_json, sync_folder};

/// How many sentences are whole on disk.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Journal {
    sentences: usize,
}

/// The open files of an index. Each place is written once the vectors of its chunk are there, and the
/// journal says so afterwards: what comes behind it is written again.
pub(super) struct Files {
    folder: PathBuf,
    shape: Shape,
    points: Vec<(Point, File)>,
    /// Keeps others from writing; the system lets go of it when the process ends.
    _lock: File,
}

/// The vectors of a chunk at one point.
struct Block {
    numbers: Vec<u8>,
    scales: Vec<u16>,
}

/// The vectors of a chunk at all points.
pub(super) struct Chunk {
    tokens: Range<usize>,
    blocks: Vec<Block>,
}

impl Files {
    /// Opens the files in a folder, and says how many sentences are whole: those of an index that was
    /// begun just like this one, else none.
    pub(super) fn open(
        folder: &Path,
        manifest: &IndexManifest,
        tokens: &Tokens,
    ) -> io::Result<(Self, usize)> {
        fs::create_dir_all(folder)?;
        let lock = File::create(folder.join("lock"))?;
        let taken = |_| io::Error::new(io::ErrorKind::ResourceBusy, "it is being built");
        lock.try_lock().map_err(taken)?;
        let begun = begun(folder, manifest)?;
        if begun.is_none() {
            clear(folder)?;
            replace_json(&folder.join(JOURNAL), &Journal::default())?;
            tokens.write(folder)?;
        }
        let shape = manifest.shape;
        let open = |point: Point| {
            let path = point.file(folder);
            let file = OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .open(path)?;
            file.set_len(shape.bytes_of(point))?;
            Ok((point, file))
        };
        let points = shape.points().map(open).collect::<io::Result<_>>()?;
        if begun.is_none() {
            replace_json(&folder.join(MANIFEST), manifest)?;
        }
        let files = Self {
            folder: folder.to_owned(),
            shape,
            points,
            _lock: lock,
        };
        Ok((files, begun.unwrap_or(0)))
    }

    /// Writes a chunk; afterwards `sentences` are whole.
    pub(super) fn write(&mut self, chunk: &Chunk, sentences: usize) -> io::Result<()> {
        for ((point, file), block) in self.points.iter_mut().zip(&chunk.blocks) {
            let (groups, size) = self.shape.grid(*point);
            let (all, count) = (self.shape.tokens, chunk.tokens.len());
            let scales_at = groups * all * size;
            for group in 0..groups {
                let at = group * all + chunk.tokens.start;
                let numbers = &block.numbers[group * count * size..][..count * size];
                put(file, at * size, numbers)?;
                let scales = &block.scales[group * count..][..count];
                let scales: Vec<u8> = scales.iter().flat_map(|s| s.to_le_bytes()).collect();
                put(file, scales_at + 2 * at, &scales)?;
            }
            file.sync_data()?;
        }
        replace_json(&self.folder.join(JOURNAL), &Journal { sentences })
    }

    /// Declares the index whole.
    pub(super) fn finish(self) -> io::Result<()> {
        for (_, file) in &self.points {
            file.sync_all()?;
        }
        fs::remove_file(self.folder.join(JOURNAL))?;
        sync_folder(&self.folder)
    }
}

/// How many sentences an index that was begun like this one has.
fn begun(folder: &Path, manifest: &IndexManifest) -> io::Result<Option<usize>> {
    let known: Option<IndexManifest> = read_json(&folder.join(MANIFEST))?;
    let journal: Option<Journal> = read_json(&folder.join(JOURNAL))?;
    let same = known.as_ref() == Some(manifest);
    Ok(journal.filter(|_| same).map(|journal| journal.sentences))
}

/// Removes what another build left; its manifest first, so that it never looks like an index.
fn clear(folder: &Path) -> io::Result<()> {
    let manifest = folder.join(MANIFEST);
    if manifest.exists() {
        fs::remove_file(manifest)?;
        sync_folder(folder)?;
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let ours = path
            .extension()
            .is_some_and(|end| end == "i8" || end == "u32");
        if ours {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn put(file: &mut File, at: usize, bytes: &[u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(at as u64))?;
    file.write_all(bytes)
}

impl Chunk {
    /// Room for the vectors of some tokens.
    pub(super) fn new(shape: &Shape, tokens: Range<usize>) -> Self {
        let block = |point| {
            let (groups, size) = shape.grid(point);
            Block {
                numbers: vec![0; groups * tokens.len() * size],
                scales: vec![0; groups * tokens.len()],
            }
        };
        Self {
            blocks: shape.points().map(block).collect(),
            tokens,
        }
    }

    /// Takes the vectors of a token from what the model made of its sentence: `place` is where the
    /// token stands there.
    pub(super) fn take(&mut self, shape: &Shape, token: usize, place: usize, trace: &Trace) {
        let (at, count) = (token - self.tokens.start, self.tokens.len());
        for (point, block) in shape.points().zip(&mut self.blocks) {
            let (groups, size) = shape.grid(point);
            let rows = match point {
                Point::Embedding(layer) => trace.hidden(layer),
                Point::Context(layer) => trace.contexts(layer).unwrap_or_default(),
            };
            let row = &rows[place * groups * size..][..groups * size];
            for (group, vector) in row.chunks_exact(size).enumerate() {
                let to = group * count + at;
                let numbers = &mut block.numbers[to * size..][..size];
                block.scales[to] = quantise(vector, numbers);
            }
        }
    }
}
