//! The random numbers of NumPy's `RandomState`, bit for bit.

mod mt19937;

pub use mt19937::Mt19937;
