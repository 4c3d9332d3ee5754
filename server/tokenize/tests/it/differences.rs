//! Where we differ from Hugging Face knowingly, each with a text that shows it.

use serde_json::Value;

use crate::hugging_face::{HuggingFace, json_of, ours};
use crate::support::{UNCUT, open, parity};

/// A difference, and the change to `tokenizer.json` with which Hugging Face does as we do.
struct Difference {
    name: &'static str,
    fixture: &'static str,
    text: &'static str,
    pair: Option<&'static str>,
    change: fn(&mut Value),
}

const DIFFERENCES: [Difference; 3] = [
    Difference {
        name: "DistilBERT has no segments",
        fixture: "distilbert-mlm",
        text: "a",
        pair: Some("b"),
        change: |json| {
            for part in json["post_processor"]["pair"]
                .as_array_mut()
                .expect("a list")
            {
                for (_, part) in part.as_object_mut().expect("an object") {
                    part["type_id"] = 0.into();
                }
            }
        },
    },
    Difference {
        name: "RoBERTa's mask takes the space before it, as in the published models",
        fixture: "roberta-mlm",
        text: "The <mask> ran",
        pair: None,
        change: |json| {
            for added in json["added_tokens"].as_array_mut().expect("a list") {
                if added["content"] == "<mask>" {
                    added["lstrip"] = true.into();
                }
            }
        },
    },
    Difference {
        name: "the space that a text begins with is not in the span of GPT-2's first token",
        fixture: "gpt2",
        text: " The cat",
        pair: None,
        change: |json| json["post_processor"]["add_prefix_space"] = false.into(),
    },
];

/// Hugging Face's tokenizer of a fixture, without the known differences.
pub(crate) fn oracle(fixture: &str) -> HuggingFace {
    let mut json = json_of(&parity(fixture));
    for known in DIFFERENCES.iter().filter(|known| known.fixture == fixture) {
        (known.change)(&mut json);
    }
    HuggingFace::from_json(&json)
}

#[test]
fn known_differences_are_there_and_are_what_they_are_said_to_be() {
    for known in &DIFFERENCES {
        let folder = parity(known.fixture);
        let got = ours(&*open(&folder), known.text, known.pair, UNCUT);
        let theirs = HuggingFace::from_json(&json_of(&folder));
        assert_ne!(
            got,
            theirs.read(known.text, known.pair, UNCUT),
            "{}",
            known.name
        );
        let changed = oracle(known.fixture).read(known.text, known.pair, UNCUT);
        assert_eq!(got, changed, "{}", known.name);
    }
}
