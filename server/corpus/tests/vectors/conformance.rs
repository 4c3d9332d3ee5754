//! What every engine has to give.

use headlight_core::{Bitmap, Head, Space, VectorIndex, VectorQuery};
use headlight_corpus::index::FlatIndex;

use crate::made::{HEADS, Numbers, begin, corpus, go_on, points};
use crate::naive::Naive;

/// Scores of two engines are the same but for rounding, of an index in bytes that of a scale.
const NEAR: f32 = 3e-4;

/// Every point, with some choices of heads.
fn spaces() -> Vec<Space> {
    let (hidden, layers) = points();
    let all: Vec<Head> = Head::all(HEADS).collect();
    let choices = [all.clone(), vec![all[1]], vec![all[0], all[2]]];
    let contexts = layers.iter().flat_map(|layer| {
        choices
            .iter()
            .map(|heads| Space::Context(*layer, heads.clone()))
    });
    hidden
        .into_iter()
        .map(Space::Embedding)
        .chain(contexts)
        .collect()
}

/// The suite: an engine against the textbook, over the same vectors.
fn conforms(engine: &dyn VectorIndex, textbook: &Naive, groups: &[u32]) {
    let count = textbook.len();
    assert_eq!(engine.len(), count);
    let mut numbers = Numbers(99);
    let third = Bitmap::of(count, |vector| vector % 3 == 0);
    for space in spaces() {
        for centred in [false, true] {
            for (allowed, groups) in [
                (None, None),
                (None, Some(groups)),
                (Some(&third), None),
                (Some(&third), Some(groups)),
            ] {
                let vector: Vec<f32> = (0..60).map(|_| (numbers.next() % 999) as f32).collect();
                let query = VectorQuery {
                    space: &space,
                    vector: &vector,
                    centred,
                    k: 20,
                    allowed,
                    groups,
                };
                same(engine, textbook, &query);
            }
        }
        let (found, expected) = (
            engine.random_pairs(&space, false).unwrap(),
            textbook.random_pairs(&space, false).unwrap(),
        );
        assert!(
            (found - expected).abs() < 0.05,
            "{space:?}: {found} {expected}"
        );
        assert_eq!(
            found.to_bits(),
            engine.random_pairs(&space, false).unwrap().to_bits()
        );
    }
}

fn same(engine: &dyn VectorIndex, textbook: &Naive, query: &VectorQuery<'_>) {
    let found = engine.nearest(query).unwrap();
    let expected = textbook.nearest(query).unwrap();
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert!((found.score - expected.score).abs() < NEAR, "{query:?}");
    }
    let falls = |a: &headlight_core::Neighbour, b: &headlight_core::Neighbour| {
        a.score > b.score || (a.score.to_bits() == b.score.to_bits() && a.vector < b.vector)
    };
    assert!(found.windows(2).all(|pair| falls(&pair[0], &pair[1])));
    assert!(
        found
            .iter()
            .all(|f| query.allowed.is_none_or(|allowed| allowed.has(f.vector)))
    );
    if let Some(groups) = query.groups {
        let mut met: Vec<u32> = found.iter().map(|f| groups[f.vector]).collect();
        met.sort_unstable();
        met.dedup();
        assert_eq!(met.len(), found.len(), "a group was found twice");
    }
}

#[test]
fn every_engine_conforms() {
    let data = tempfile::tempdir().unwrap();
    let (_, corpus) = corpus(data.path(), 60);
    let folder = data.path().join("index");
    assert!(go_on(&mut begin(&corpus, &folder, "w"), usize::MAX));
    let flat = FlatIndex::open(&folder, &corpus).unwrap();
    let naive = Naive::of(&flat);
    let groups = flat.tokens().sentences().to_vec();
    conforms(&flat, &naive, &groups);
    conforms(&naive, &naive, &groups);
}

#[test]
fn shares_of_several_threads_are_one_answer() {
    let data = tempfile::tempdir().unwrap();
    let (_, corpus) = corpus(data.path(), 2000);
    let folder = data.path().join("index");
    assert!(go_on(&mut begin(&corpus, &folder, "w"), usize::MAX));
    let flat = FlatIndex::open(&folder, &corpus).unwrap();
    assert!(flat.len() > 20_000);
    let naive = Naive::of(&flat);
    for (at, space) in spaces().into_iter().enumerate() {
        let vector = vec![0.5 - at as f32 / 7.0; 60];
        let query = VectorQuery {
            space: &space,
            vector: &vector,
            centred: false,
            k: 200,
            allowed: None,
            groups: Some(flat.tokens().sentences()),
        };
        same(&flat, &naive, &query);
    }
}

#[test]
fn what_is_not_there_is_told() {
    let data = tempfile::tempdir().unwrap();
    let (_, corpus) = corpus(data.path(), 5);
    let folder = data.path().join("index");
    assert!(go_on(&mut begin(&corpus, &folder, "w"), usize::MAX));
    let flat = FlatIndex::open(&folder, &corpus).unwrap();
    let (_, layers) = points();
    let nothing = Space::Context(layers[0], Vec::new());
    let beyond = Space::Context(layers[0], Head::all(HEADS + 1).collect());
    for (space, size) in [(nothing, 60), (beyond, 60), (spaces().remove(0), 59)] {
        let vector = vec![1.0; size];
        let asked = flat.nearest(&VectorQuery {
            space: &space,
            vector: &vector,
            centred: false,
            k: 1,
            allowed: None,
            groups: None,
        });
        assert!(asked.is_err(), "{space:?}");
    }
}
