//! Python's idea of a word character.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Whether Python's `\w` matches: letters and numbers of Unicode, and the underscore. (The crate
/// `regex` would add combining marks and leave out `½`.)
pub(crate) fn in_word(c: char) -> bool {
    use GeneralCategoryGroup::{Letter, Number};
    c == '_' || matches!(c.general_category_group(), Letter | Number)
}
