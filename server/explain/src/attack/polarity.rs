//! Words that praise and words that blame: enough of them to see one turn into the other.

use super::lexicon::Lexicon;

/// So many synonyms of a word are looked at that is in neither list.
const SYNONYMS: usize = 12;

const PRAISE: [&str; 84] = [
    "admirable",
    "adorable",
    "amazing",
    "appealing",
    "awesome",
    "beautiful",
    "best",
    "better",
    "brilliant",
    "captivating",
    "charming",
    "clever",
    "comfortable",
    "compelling",
    "cool",
    "delicious",
    "delightful",
    "easy",
    "effective",
    "elegant",
    "engaging",
    "enjoy",
    "enjoyable",
    "enjoyed",
    "entertaining",
    "excellent",
    "exceptional",
    "exciting",
    "fabulous",
    "fantastic",
    "fascinating",
    "favorite",
    "fine",
    "flawless",
    "fresh",
    "friendly",
    "fun",
    "funny",
    "good",
    "gorgeous",
    "great",
    "greatest",
    "happy",
    "helpful",
    "hilarious",
    "impressed",
    "impressive",
    "incredible",
    "inspired",
    "interesting",
    "joy",
    "like",
    "liked",
    "love",
    "loved",
    "lovely",
    "magnificent",
    "marvelous",
    "memorable",
    "moving",
    "nice",
    "outstanding",
    "perfect",
    "perfectly",
    "pleasant",
    "pleased",
    "powerful",
    "recommend",
    "reliable",
    "remarkable",
    "satisfied",
    "solid",
    "splendid",
    "strong",
    "stunning",
    "succeeds",
    "superb",
    "terrific",
    "thrilled",
    "useful",
    "well",
    "winning",
    "wonderful",
    "worth",
];

const BLAME: [&str; 84] = [
    "abysmal",
    "angry",
    "annoyed",
    "annoying",
    "appalling",
    "atrocious",
    "awful",
    "awkward",
    "bad",
    "badly",
    "bland",
    "bored",
    "boring",
    "broken",
    "cheap",
    "clumsy",
    "crap",
    "defective",
    "disappointed",
    "disappointing",
    "disappointment",
    "disaster",
    "disgusting",
    "dreadful",
    "dull",
    "dumb",
    "embarrassing",
    "empty",
    "fail",
    "failed",
    "fails",
    "failure",
    "fake",
    "faulty",
    "flat",
    "flawed",
    "forgettable",
    "garbage",
    "hate",
    "hated",
    "hideous",
    "horrible",
    "horrific",
    "idiotic",
    "inferior",
    "junk",
    "lame",
    "lifeless",
    "lousy",
    "mediocre",
    "mess",
    "messy",
    "miserable",
    "mistake",
    "nasty",
    "noisy",
    "overpriced",
    "painful",
    "pathetic",
    "pointless",
    "poor",
    "poorly",
    "predictable",
    "pretentious",
    "regret",
    "ridiculous",
    "rude",
    "sad",
    "shallow",
    "silly",
    "slow",
    "stale",
    "stupid",
    "tedious",
    "terrible",
    "tired",
    "tiresome",
    "ugly",
    "unpleasant",
    "useless",
    "waste",
    "weak",
    "worse",
    "worst",
];

/// Whether one word praises and the other blames. A word of neither list counts as most of its synonyms
/// do.
pub(super) fn turned(one: &str, other: &str, lexicon: &dyn Lexicon) -> bool {
    polarity(one, lexicon) * polarity(other, lexicon) < 0
}

/// Above 0 for praise, below for blame.
fn polarity(word: &str, lexicon: &dyn Lexicon) -> i32 {
    let word = word.to_lowercase();
    match listed(&word) {
        0 => {
            let synonyms = lexicon.synonyms(&word).into_iter().take(SYNONYMS);
            synonyms
                .map(|synonym| listed(&synonym))
                .sum::<i32>()
                .signum()
        }
        listed => listed,
    }
}

fn listed(word: &str) -> i32 {
    i32::from(PRAISE.contains(&word)) - i32::from(BLAME.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attack::NoLexicon;

    #[test]
    fn praise_turns_into_blame() {
        assert!(turned("Terrible", "wonderful", &NoLexicon));
        assert!(turned("good", "bad", &NoLexicon));
        for pair in [
            ("good", "great"),
            ("awful", "bad"),
            ("good", "blue"),
            ("film", "bad"),
        ] {
            assert!(!turned(pair.0, pair.1, &NoLexicon), "{pair:?}");
        }
        assert!(PRAISE.iter().all(|word| !BLAME.contains(word)));
    }
}
