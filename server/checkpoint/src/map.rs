//! Maps a file into memory: the only unsafe code of this crate.

use std::fs::File;
use std::io;

use memmap2::Mmap;

/// The bytes of a file, read as they are touched.
pub(crate) fn map(file: &File) -> io::Result<Mmap> {
    #[expect(
        unsafe_code,
        reason = "the system cannot promise that a mapped file stays as it is"
    )]
    // SAFETY: the map is read-only and its bytes are only ever read as plain numbers, for which any
    // bit pattern is valid. Model folders belong to whoever runs the server, and files in them are
    // replaced by renaming, which leaves a mapped file as it was; nothing in Headlight shortens one.
    unsafe {
        Mmap::map(file)
    }
}
