//! Synonyms, where WordNet is installed.

use std::path::Path;

use headlight_web::Code;
use serde_json::json;

use super::{ATTACK, attack, body};
use crate::helpers::TestApp;

/// Files in which a dog is a cat.
fn install(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    for part in ["noun", "verb", "adj", "adv"] {
        let (index, data) = match part {
            "noun" => (
                "cat n 1 0 1 0 00000000  \ndog n 1 0 1 0 00000000  \n",
                "00000000 05 n 02 dog 0 cat 0 000 | an animal  \n",
            ),
            _ => ("", ""),
        };
        std::fs::write(folder.join(format!("index.{part}")), index).unwrap();
        std::fs::write(folder.join(format!("data.{part}")), data).unwrap();
    }
}

#[tokio::test]
async fn synonyms_are_found_once_it_is_installed() {
    let app = TestApp::start();
    let ask = || body("pwws", "the dog ran");
    let detail = app.post(ATTACK, ask()).await.problem(Code::NoWordnet);
    assert!(detail.contains("wordnet-base"), "{detail}");
    install(&app.data.join("wordnet"));
    let found = attack(&app, ask()).await;
    assert_eq!(
        (&found["reached"], &found["text"]),
        (&json!(true), &json!("the cat ran"))
    );
    assert_eq!(found["edits"][0]["kind"], "synonym");
    assert_eq!(found["known_by"]["wordnet"], true);
}
