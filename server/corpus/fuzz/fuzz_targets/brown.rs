//! `word/tag` lines of the Brown corpus.
#![no_main]

use headlight_corpus::read::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| headlight_corpus_fuzz::read(Format::Brown, file));
