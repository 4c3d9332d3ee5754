//! What attention heads do, measured over an annotated corpus: whether a head finds syntactic heads (Clark et
//! al. 2019, section 4.2), what it does on the whole (section 3), and which heads do the same (section 6).

mod example;
mod habits;
mod sentence;
mod similarity;
mod subject;
mod survey;
mod syntax;
mod table;

pub use example::{Behaviour, Example, example};
pub use habits::{Habit, Habits};
pub use sentence::{Arc, Half, Relation, Surveyed};
pub use similarity::Similarity;
pub use subject::{Sentence, Subject};
pub use survey::Survey;
pub use syntax::{Finding, OFFSETS, Seen, Syntax};
pub use table::{HeadRow, HeadTable, Place, Placed, RelationRow};
