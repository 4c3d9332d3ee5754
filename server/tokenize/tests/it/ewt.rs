//! Real sentences: the English Web Treebank, which is not part of the project.
//!
//! `HEADLIGHT_EWT` names the file (`.conllu` or `.conllu.xz`); without it the copy beside the checkout
//! is taken. Where neither is, the test says so and passes.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::albert;
use crate::differences::oracle;
use crate::hugging_face::{default_oracle, ours};
use crate::sentencepiece;
use crate::support::{UNCUT, default_model, open, parity, root};

fn file() -> Option<PathBuf> {
    let named = std::env::var_os("HEADLIGHT_EWT").map(PathBuf::from);
    let beside = root().join("../shared/corpora/ewt/ewt.conllu.xz");
    named.or_else(|| beside.is_file().then_some(beside))
}

fn sentences(file: &Path) -> Vec<String> {
    let bytes = if file.extension().is_some_and(|extension| extension == "xz") {
        let xz = Command::new("xz").arg("-dc").arg(file).output();
        xz.expect("xz is installed").stdout
    } else {
        std::fs::read(file).expect("the file is there")
    };
    let text = String::from_utf8(bytes).expect("the file is text");
    let texts = text
        .lines()
        .filter_map(|line| line.strip_prefix("# text = "));
    texts.map(str::to_owned).collect()
}

#[test]
fn sentences_read_as_hugging_face_reads_them() {
    let Some(file) = file() else {
        // Past the capture of the test's output, so that it is seen.
        let left_out = "LEFT OUT: the sentences of EWT; HEADLIGHT_EWT names no file";
        writeln!(std::io::stderr(), "{left_out}").expect("standard error is open");
        return;
    };
    let sentences = sentences(&file);
    assert!(sentences.len() > 16_000, "{} sentences", sentences.len());
    let small = ["bert-uncased-mlm", "bert-cased-mlm", "roberta-mlm", "gpt2"];
    let small = small.map(|name| (open(&parity(name)), oracle(name)));
    let default = (open(&default_model()), default_oracle());
    let (albert, albert_oracle) = (open(&parity("albert-mlm")), sentencepiece::oracle());
    for sentence in &sentences {
        for (tokenizer, theirs) in small.iter().chain([&default]) {
            let got = ours(&**tokenizer, sentence, None, UNCUT);
            assert_eq!(got, theirs.read(sentence, None, UNCUT), "{sentence:?}");
        }
        albert::check(&*albert, &albert_oracle, sentence);
    }
}
