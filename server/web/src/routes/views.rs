//! Saved views.

pub(crate) mod open;
pub(crate) mod read;
pub(crate) mod save;
