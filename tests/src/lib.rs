//! Whole-system tests of Headlight live in `tests/tests`; this library is empty.
