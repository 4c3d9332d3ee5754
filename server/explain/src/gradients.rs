//! Methods that follow derivatives or attention instead of masks: numbers for tokens, folded onto
//! units.

mod fold;
mod integrated;
mod quadrature;
mod rollout;
mod tokens;

pub use fold::{Folded, fold};
pub use integrated::{Integral, IntegratedGradients};
pub use quadrature::{Node, gauss_legendre};
pub use rollout::{gradient_rollout, mean_over_heads, rollout};
pub use tokens::by_tokens;
