//! A whole file as PyTorch writes it: the zip archive with its directory, and what is in it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| headlight_checkpoint_fuzz::read(file.to_vec()));
