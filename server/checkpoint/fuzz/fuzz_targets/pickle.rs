//! A pickle of tensors, the pickle of its storages' keys, the storages: what follows the three fixed
//! pickles in a file before PyTorch 1.6.
#![no_main]

use libfuzzer_sys::fuzz_target;

const BEGINNING: &[u8] =
    b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03.\x80\x02}.";

fuzz_target!(|rest: &[u8]| headlight_checkpoint_fuzz::read([BEGINNING, rest].concat()));
