//! The tokenizers against fixtures, against Hugging Face and against anything.

mod folders;
mod oracle;
mod parity;
mod properties;
mod size;
mod support;
mod words;
