//! Maps a file into memory: the only unsafe code of this crate.

use std::fs::File;
use std::io;
use std::path::Path;

use memmap2::Mmap;

/// The bytes of a file, read as they are touched.
pub(crate) fn map(path: &Path) -> io::Result<Mmap> {
    let file = File::open(path)?;
    #[expect(
        unsafe_code,
        reason = "the system cannot promise that a mapped file stays as it is"
    )]
    // SAFETY: the map is read-only and its bytes are only ever read as plain numbers, for which any
    // bit pattern is valid. The files lie in Headlight's own data folder; it never shortens one that
    // is finished, and replaces by renaming, which leaves a mapped file as it was.
    unsafe {
        Mmap::map(&file)
    }
}
