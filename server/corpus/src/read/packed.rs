//! Files that are packed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;
use ruzstd::decoding::StreamingDecoder;

/// Bytes that are unpacked at most: a small file may unpack to more than any disk holds.
const MAX_UNPACKED: u64 = 64 << 30;

/// What a file holds once it is unpacked, told by its first bytes.
pub(super) fn unpacked(file: File) -> io::Result<Box<dyn BufRead>> {
    let mut packed = BufReader::new(file);
    let magic = packed.fill_buf()?;
    if magic.starts_with(b"\x1f\x8b") {
        Ok(bounded(MultiGzDecoder::new(packed)))
    } else if magic.starts_with(b"\x28\xb5\x2f\xfd") {
        let decoder = StreamingDecoder::new(packed);
        Ok(bounded(decoder.map_err(io::Error::other)?))
    } else if magic.starts_with(b"\xfd7zXZ\0") {
        Ok(bounded(XzReader::new(packed, true)))
    } else {
        Ok(Box::new(packed))
    }
}

fn bounded(source: impl Read + 'static) -> Box<dyn BufRead> {
    Box::new(BufReader::new(source.take(MAX_UNPACKED)))
}
