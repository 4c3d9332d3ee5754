//! A build that is broken off goes on and ends in the same bytes.

use std::collections::BTreeMap;
use std::path::Path;

use headlight_core::{Space, VectorIndex, VectorQuery};
use headlight_corpus::index::{FlatIndex, State, state_of};

use crate::made::{begin, corpus, go_on, points};

/// All files of an index.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let named = entries.map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(path).unwrap())
    });
    named.collect()
}

#[test]
fn broken_off_anywhere_it_ends_the_same() {
    let data = tempfile::tempdir().unwrap();
    let (_, corpus) = corpus(data.path(), 1500);
    let whole = data.path().join("whole");
    assert!(go_on(&mut begin(&corpus, &whole, "w"), usize::MAX));
    for batches in [0, 1, 90, 200] {
        let folder = data.path().join(format!("broken-{batches}"));
        let mut builder = begin(&corpus, &folder, "w");
        assert!(!go_on(&mut builder, batches));
        drop(builder);
        assert!(matches!(state_of(&folder).unwrap(), State::Begun(_)));
        assert!(
            FlatIndex::open(&folder, &corpus).is_err(),
            "half an index was opened"
        );
        let mut again = begin(&corpus, &folder, "w");
        assert_eq!(again.done() > 0, batches == 200, "whole chunks are kept");
        assert!(go_on(&mut again, usize::MAX));
        assert_eq!(again.read(), again.total());
        assert_eq!(
            files(&folder),
            files(&whole),
            "broken off after {batches} batches"
        );
    }
}

#[test]
fn another_models_beginning_is_not_gone_on_with() {
    let data = tempfile::tempdir().unwrap();
    let (_, corpus) = corpus(data.path(), 1500);
    let (folder, whole) = (data.path().join("a"), data.path().join("b"));
    go_on(&mut begin(&corpus, &folder, "other weights"), 200);
    let mut again = begin(&corpus, &folder, "w");
    assert_eq!(again.done(), 0);
    assert!(go_on(&mut again, usize::MAX));
    assert!(go_on(&mut begin(&corpus, &whole, "w"), usize::MAX));
    assert_eq!(files(&folder), files(&whole));
}

#[test]
fn two_do_not_build_at_once() {
    let data = tempfile::tempdir().unwrap();
    let (_, corpus) = corpus(data.path(), 5);
    let folder = data.path().join("index");
    let _first = begin(&corpus, &folder, "w");
    assert!(std::panic::catch_unwind(|| begin(&corpus, &folder, "w")).is_err());
}

#[test]
fn an_index_is_small_and_every_token_finds_itself() {
    let data = tempfile::tempdir().unwrap();
    let (_, corpus) = corpus(data.path(), 40);
    let folder = data.path().join("index");
    assert!(go_on(&mut begin(&corpus, &folder, "w"), usize::MAX));
    let index = FlatIndex::open(&folder, &corpus).unwrap();
    let shape = index.manifest().shape;
    let numbers = shape.tokens * 60 * 5;
    assert!(
        shape.bytes() as f64 <= 1.12 * numbers as f64,
        "heads of 20 numbers"
    );
    let (hidden, _) = points();
    for at in hidden {
        let space = Space::Embedding(at);
        for token in 0..index.len() {
            let vector = index.vector(&space, token).unwrap();
            let query = VectorQuery {
                space: &space,
                vector: &vector,
                centred: false,
                k: 1,
                allowed: None,
                groups: None,
            };
            let first = index.nearest(&query).unwrap()[0];
            assert!(first.score >= 0.999, "{}", first.score);
            assert_eq!(index.vector(&space, first.vector).unwrap(), vector);
        }
    }
}

#[test]
fn damaged_files_are_refused() {
    let data = tempfile::tempdir().unwrap();
    let (_, corpus) = corpus(data.path(), 5);
    let folder = data.path().join("index");
    assert!(go_on(&mut begin(&corpus, &folder, "w"), usize::MAX));
    for name in ["tokens.u32", "context-01.i8", "index.json"] {
        let path = folder.join(name);
        let good = std::fs::read(&path).unwrap();
        std::fs::write(&path, &good[..good.len() - 3]).unwrap();
        assert!(FlatIndex::open(&folder, &corpus).is_err(), "{name}");
        std::fs::write(&path, good).unwrap();
    }
    let mut tokens = std::fs::read(folder.join("tokens.u32")).unwrap();
    tokens[3] = 0x7f;
    std::fs::write(folder.join("tokens.u32"), tokens).unwrap();
    assert!(FlatIndex::open(&folder, &corpus).is_err());
}
