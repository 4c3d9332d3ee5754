//! A reader of Python pickles that runs nothing.
//!
//! A pickle is a program for a small stack machine. Ours builds inert values in a flat [`Heap`]: calls
//! of a closed table become values, every other call is refused by its name, and an object of an
//! unknown class is only the entries that it was given. Protocols 2 to 5 are read, as far as torch
//! writes them.
//!
//! Memory is bounded by the number of instructions that are followed: each makes at most two small
//! values, text stays where it is, and what a pickle says about counts is never believed. Nothing
//! recurses, so nesting costs no stack.

mod calls;
mod cursor;
mod heap;
mod machine;
mod opcode;
mod stack;

pub(crate) use cursor::Cursor;
pub(crate) use heap::{Heap, Id, StoredTensor, Value};
pub(crate) use machine::{Pickle, run};
