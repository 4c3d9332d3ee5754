//! How much of a text, or of a pair, is kept.

/// How many pieces of `a` and `b` are kept when there is room for `room`: the longer text is cut
/// first, then both to halves (`longest_first` of Hugging Face's `tokenizers`, whose odd piece goes
/// to the longer text, and to `b` when both are equal).
pub(crate) fn longest_first(a: usize, b: usize, room: usize) -> (usize, usize) {
    if a + b <= room {
        return (a, b);
    }
    let short = a.min(b).min(room / 2);
    let long = room - short;
    if a > b { (long, short) } else { (short, long) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_the_longer_text_first() {
        assert_eq!(longest_first(3, 4, 7), (3, 4));
        assert_eq!(longest_first(9, 2, 8), (6, 2));
        assert_eq!(longest_first(2, 9, 8), (2, 6));
        assert_eq!(longest_first(9, 8, 5), (3, 2));
        assert_eq!(longest_first(8, 8, 5), (2, 3));
        assert_eq!(longest_first(9, 0, 5), (5, 0));
        assert_eq!(longest_first(9, 9, 0), (0, 0));
    }
}
