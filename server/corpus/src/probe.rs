//! Probes: what a linear classifier reads in the hidden states of a layer (Alain and Bengio 2016; Hewitt and Liang 2019).

mod control;
mod fit;
mod linear;
mod set;
mod split;

pub use control::control_labels;
pub use fit::{Examples, Fitted, Told, fit};
pub use linear::Probe;
pub use set::{LayerProbe, ProbeSet, Reader};
pub use split::{Part, part_of};
