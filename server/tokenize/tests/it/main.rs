//! The tokenizers against fixtures, against Hugging Face and against anything.

mod differences;
mod folders;
mod hugging_face;
mod nasties;
mod oracle;
mod parity;
mod properties;
mod size;
mod support;
mod words;
