//! What is answered: one folder per subject, one file per verb.

pub(crate) mod analyze;
pub(crate) mod assets;
pub(crate) mod attack;
pub(crate) mod attention;
pub(crate) mod checklist;
pub(crate) mod classify;
pub(crate) mod corpora;
pub(crate) mod evaluate;
pub(crate) mod explain;
pub(crate) mod health;
pub(crate) mod lens;
pub(crate) mod models;
pub(crate) mod nothing;
pub(crate) mod page;
pub(crate) mod views;
