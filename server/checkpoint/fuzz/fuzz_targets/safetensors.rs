//! The header of a safetensors file and eight bytes of numbers; the length in front is always right.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|header: &[u8]| {
    let length = (header.len() as u64).to_le_bytes();
    headlight_checkpoint_fuzz::read([&length, header, &[1; 8]].concat());
});
