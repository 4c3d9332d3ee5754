//! Why a classifier said what it said: LIME, SHAP, occlusion, integrated gradients and what attention
//! says; and how good it is on a set of texts.
//!
//! A text is [`Cut`] into units; a [`Method`] asks for [`Mask`]s of these; a [`Removal`] turns a mask
//! into a text; whoever has a model scores the text and tells the method. Nothing here knows a model:
//! every method is a machine that is driven from outside, is pure, and draws its random numbers from
//! NumPy's stream by seed.

pub mod attack;
pub mod choice;
mod count;
mod cut;
pub mod evaluation;
mod faithfulness;
pub mod gradients;
mod letters;
pub mod lime;
mod linear;
mod mask;
mod method;
mod occlusion;
mod random;
mod removal;
mod score_cache;
pub mod shap;
mod step;
mod units;

pub use cut::{Cut, Piece, Unit};
pub use faithfulness::{Faithfulness, Point, Report};
pub use lime::Lime;
pub use mask::Mask;
pub use method::{Attribution, Method, Outputs, Phrase, Quality, Weight, run};
pub use occlusion::Occlusion;
pub use random::Mt19937;
pub use removal::Removal;
pub use score_cache::ScoreCache;
pub use units::{Punctuation, by_grid};
