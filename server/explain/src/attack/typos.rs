//! Words misspelt.

use crate::Mt19937;

/// Letters of the shortest word that has a typo of each kind, and of the shortest that has inner ones.
pub(super) const SHORTEST: usize = 2;
pub(super) const SHORTEST_INNER: usize = 4;

/// Neighbours on an American keyboard, row by row.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// Latin letters and others that look the same.
const LOOK_ALIKES: [(char, char); 28] = [
    ('a', 'а'),
    ('c', 'с'),
    ('d', 'ԁ'),
    ('e', 'е'),
    ('h', 'һ'),
    ('i', 'і'),
    ('j', 'ј'),
    ('l', 'ӏ'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('x', 'х'),
    ('y', 'у'),
    ('v', 'ν'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('S', 'Ѕ'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
];

/// The letter that a look-alike stands for.
pub(crate) fn latin(c: char) -> Option<char> {
    let found = LOOK_ALIKES.iter().find(|(_, like)| *like == c);
    found.map(|(latin, _)| *latin)
}

/// One typo of each of the kinds of DeepWordBug at a random place: two letters swapped, one replaced, one
/// left out, one put in.
pub fn typo_of_each_kind(word: &str, random: &mut Mt19937) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < SHORTEST {
        return Vec::new();
    }
    let last = letters.len() as u32;
    let swapped = swapped(&letters, random.interval(last - 2) as usize);
    let at = random.interval(last - 1) as usize;
    let replaced = replaced(&letters, at, letter(random));
    let without = without(&letters, random.interval(last - 1) as usize);
    let at = random.interval(last) as usize;
    let with = with(&letters, at, letter(random));
    changed(word, [swapped, replaced, without, with])
}

/// All typos inside a word of four letters or more: neighbours swapped, letters left out, put in (one
/// at random for each place) or mistyped by a key. The first and the last letter stay.
pub fn neighbours(word: &str, random: &mut Mt19937) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < SHORTEST_INNER {
        return Vec::new();
    }
    let inner = 1..letters.len() - 1;
    let mut typos = Vec::new();
    typos.extend((1..letters.len() - 2).map(|at| swapped(&letters, at)));
    typos.extend(inner.clone().map(|at| without(&letters, at)));
    typos.extend(inner.clone().map(|at| with(&letters, at, letter(random))));
    for at in inner {
        let keys = keys_beside(letters[at]);
        typos.extend(keys.into_iter().map(|key| replaced(&letters, at, key)));
    }
    changed(word, typos)
}

/// The word with one letter replaced by one that looks the same, for each letter that has one; and
/// with a space of no width in its middle.
pub fn homoglyphs(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let alike = |c: char| LOOK_ALIKES.iter().find(|(latin, _)| *latin == c);
    let places = letters.iter().enumerate();
    let swaps = places.filter_map(|(at, c)| Some(replaced(&letters, at, alike(*c)?.1)));
    let middle = letters.len() / 2;
    let invisible = (letters.len() > 1).then(|| with(&letters, middle, '\u{200b}'));
    changed(word, swaps.chain(invisible))
}

fn letter(random: &mut Mt19937) -> char {
    char::from(b'a' + random.interval(25) as u8)
}

fn keys_beside(c: char) -> Vec<char> {
    let small = c.to_ascii_lowercase();
    let Some(row) = ROWS.iter().position(|row| row.contains(small)) else {
        return Vec::new();
    };
    let column = ROWS[row].find(small).unwrap_or_default();
    let rows = row.saturating_sub(1)..=(row + 1).min(ROWS.len() - 1);
    let columns = column.saturating_sub(1)..=column + 1;
    let keys = rows.flat_map(|row| ROWS[row].chars().enumerate());
    let beside = keys.filter(|(at, key)| columns.contains(at) && *key != small);
    beside.map(|(_, key)| key).collect()
}

fn swapped(letters: &[char], at: usize) -> String {
    let mut letters = letters.to_vec();
    letters.swap(at, at + 1);
    letters.into_iter().collect()
}

fn replaced(letters: &[char], at: usize, letter: char) -> String {
    let mut letters = letters.to_vec();
    letters[at] = letter;
    letters.into_iter().collect()
}

fn without(letters: &[char], at: usize) -> String {
    let mut letters = letters.to_vec();
    letters.remove(at);
    letters.into_iter().collect()
}

fn with(letters: &[char], at: usize, letter: char) -> String {
    let mut letters = letters.to_vec();
    letters.insert(at, letter);
    letters.into_iter().collect()
}

/// What is not the word itself, each once.
fn changed(word: &str, typos: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for typo in typos {
        if typo != word && !typo.is_empty() && !found.contains(&typo) {
            found.push(typo);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn inner_typos_leave_the_ends() {
        let typos = neighbours("film", &mut Mt19937::new(1));
        assert!(typos.contains(&"flim".to_owned()) && typos.contains(&"flm".to_owned()));
        assert!(typos.contains(&"fulm".to_owned()), "{typos:?}");
        assert!(
            typos
                .iter()
                .all(|typo| typo.starts_with('f') && typo.ends_with('m'))
        );
        assert!(neighbours("the", &mut Mt19937::new(1)).is_empty());
    }

    #[test]
    fn look_alikes_are_other_letters() {
        let alike = homoglyphs("cap");
        assert_eq!(alike, ["сap", "cаp", "caр", "c\u{200b}ap"]);
        assert_eq!(latin('с'), Some('c'));
        assert!(homoglyphs("x").len() == 1 && homoglyphs("").is_empty());
        assert_eq!(keys_beside('a'), ['q', 'w', 's', 'z', 'x']);
    }

    proptest! {
        #[test]
        fn typos_change_a_word(word in "\\PC{0,8}", seed in 0u32..50) {
            let four = typo_of_each_kind(&word, &mut Mt19937::new(seed));
            prop_assert!(four.len() <= 4);
            prop_assert_eq!(&four, &typo_of_each_kind(&word, &mut Mt19937::new(seed)));
            let all = four.into_iter().chain(neighbours(&word, &mut Mt19937::new(seed)));
            for typo in all.chain(homoglyphs(&word)) {
                prop_assert_ne!(&typo, &word);
                prop_assert!(typo.chars().count().abs_diff(word.chars().count()) <= 1);
            }
        }
    }
}
