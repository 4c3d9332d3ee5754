//! The tokenizers against fixtures, against Hugging Face and against anything.

mod albert;
mod differences;
mod ewt;
mod folders;
mod hugging_face;
mod kinds;
mod merges;
mod nasties;
mod oracle;
mod parity;
mod properties;
mod sentencepiece;
mod size;
mod specials;
mod support;
mod words;
