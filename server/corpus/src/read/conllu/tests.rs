use proptest::prelude::*;

use super::*;
use crate::Word;

fn read(source: &str) -> Result<Vec<Sentence>, ReadError> {
    conllu(source.as_bytes()).collect()
}

fn row(columns: &[&str]) -> String {
    let mut columns = columns.to_vec();
    columns.resize(10, "_");
    columns.join("\t") + "\n"
}

fn spans(sentence: &Sentence) -> Vec<(&str, u32, u32)> {
    let place = |word: &'_ Word| (word.span.start, word.span.end);
    let words = sentence.words.iter();
    words
        .map(|word| (word.form.as_str(), place(word).0, place(word).1))
        .collect()
}

#[test]
fn a_sentence_is_read_with_all_that_it_says() {
    let source = [
        "# newdoc id = letters\n# sent_id = a-1\n# text = I don't see 😀 it.\n".to_owned(),
        row(&["1", "I", "I", "PRON", "PRP", "Case=Nom", "4", "nsubj"]),
        row(&["2-3", "don't"]),
        row(&[
            "2",
            "do",
            "do",
            "AUX",
            "VBP",
            "Mood=Ind|Tense=Pres",
            "4",
            "aux",
        ]),
        row(&["3", "n't", "not", "PART", "RB", "_", "4", "advmod"]),
        row(&["4", "see", "see", "VERB", "VB", "_", "0", "root"]),
        row(&["4.1", "seen", "see", "VERB"]),
        row(&["5", "😀"]),
        row(&[
            "6",
            "it",
            "it",
            "PRON",
            "PRP",
            "_",
            "4",
            "obj",
            "_",
            "SpaceAfter=No",
        ]),
        row(&["7", ".", ".", "PUNCT", ".", "_", "4", "punct"]),
        "\n".to_owned(),
    ]
    .concat();
    let sentences = read(&source).unwrap();
    let [sentence] = &sentences[..] else {
        panic!("one sentence")
    };
    assert_eq!(sentence.id, "a-1");
    assert_eq!(sentence.document.as_deref(), Some("letters"));
    assert_eq!(
        spans(sentence),
        [
            ("I", 0, 1),
            ("do", 2, 4),
            ("n't", 4, 7),
            ("see", 8, 11),
            ("😀", 12, 14),
            ("it", 15, 17),
            (".", 17, 18)
        ]
    );
    let word = &sentence.words[1];
    assert_eq!(word.feats.as_deref(), Some("Mood=Ind|Tense=Pres"));
    assert_eq!((word.head, word.deprel.as_deref()), (Some(4), Some("aux")));
    assert_eq!(sentence.words[4].upos, None);
}

#[test]
fn contractions_that_are_no_sum_share_their_place() {
    let source = [
        row(&["1", "Né"]),
        row(&["2-3", "du"]),
        row(&["2", "de"]),
        row(&["3", "le"]),
        row(&["4", "vent"]),
    ]
    .concat();
    let sentence = read(&source).unwrap().remove(0);
    assert_eq!(sentence.text, "Né du vent");
    assert_eq!(
        spans(&sentence),
        [("Né", 0, 2), ("de", 3, 5), ("le", 3, 5), ("vent", 6, 10)]
    );
}

#[test]
fn what_is_wrong_is_told_by_its_line() {
    let good = row(&["1", "a"]);
    let wrong = [
        ("a b c\n".to_owned(), "Line 1 has 1 columns in place of 10."),
        (
            row(&["x", "a"]),
            "Line 1 begins with “x”, which is no number of a word.",
        ),
        (row(&["2", "a"]), "Line 1 has word 2 where 1 is next."),
        (
            row(&["1", "a", "_", "_", "_", "_", "x"]),
            "Line 1 has a head that is no number.",
        ),
        (row(&["1", ""]), "Line 1 has a word without a form."),
        (good.clone() + &good, "Line 2 has word 1 where 2 is next."),
        (
            row(&["3-2", "ab"]),
            "Line 1 does not fit: words 3 to 2 are not next.",
        ),
        (
            row(&["1-2", "ab"]) + &good,
            "Line 3 ends a sentence whose last multiword token lacks words.",
        ),
        (
            row(&["1", "a", "_", "_", "_", "_", "9"]) + "\n",
            "Line 2 ends a sentence whose word “a” has a head that is not there.",
        ),
        (
            "# text = b\n".to_owned() + &good + "\n",
            "Line 3 ends a sentence whose text does not have “a” where it should be.",
        ),
    ];
    for (source, sentence) in wrong {
        assert_eq!(read(&source).unwrap_err().to_string(), sentence);
    }
    assert_eq!(read("").unwrap(), []);
    assert_eq!(read("# text = nothing\n\n\n").unwrap(), []);
}

#[test]
fn documents_have_names_or_none() {
    let one = row(&["1", "a"]) + "\n";
    let source = format!("# newdoc id = x\n{one}{one}# newdoc\n{one}");
    let documents: Vec<_> = read(&source)
        .unwrap()
        .into_iter()
        .map(|sentence| sentence.document)
        .collect();
    assert_eq!(
        documents,
        [Some("x".to_owned()), Some("x".to_owned()), None]
    );
}

proptest! {
    #[test]
    fn anything_gets_an_answer(source in "([0-9.-]{0,3}[\\ta_é😀#=\\n]{0,12}){0,30}") {
        for sentence in read(&source).unwrap_or_default() {
            let units = sentence.text.encode_utf16().count() as u32;
            for word in &sentence.words {
                prop_assert!(word.span.start < word.span.end && word.span.end <= units);
            }
        }
    }
}
