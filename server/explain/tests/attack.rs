//! What holds for every attack, on classifiers that can be written down.

use std::collections::HashSet;
use std::sync::Arc;

use headlight_core::{Encoding, Side, TokenIndex, TokenSpan, Utf16Map, Word, WordKind};
use headlight_explain::attack::{
    Aim, Answer, Attack, Draft, Found, Goal, Guard, Lexicon, Options, Original, Outcome, Plan,
    Question, Ranking, Recipe, Search, Slope, Suggestion, Verdict,
};
use proptest::prelude::*;

/// Words that the classifiers know, with what each adds for the first and for the second.
const KNOWN: [(&str, f64, f64); 8] = [
    ("good", 1.2, 0.7),
    ("great", 1.6, 0.4),
    ("fun", 0.5, 0.9),
    ("film", 0.3, -0.2),
    ("bad", -1.3, -0.8),
    ("dull", -0.9, -1.4),
    ("slow", -0.4, -0.6),
    ("plot", -0.2, 0.3),
];

const RECIPES: [Recipe; 7] = [
    Recipe::DeepWordBug,
    Recipe::Typos,
    Recipe::Homoglyphs,
    Recipe::Bae,
    Recipe::BertAttack,
    Recipe::Pwws,
    Recipe::HotFlip,
];

fn verdict(text: &str) -> Verdict {
    let of = |weight: fn(&(&str, f64, f64)) -> f64, bias: f64| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let known = words.filter_map(|word| KNOWN.iter().find(|known| known.0 == word));
        let score = bias + known.map(weight).sum::<f64>();
        let positive = 1.0 / (1.0 + (-score).exp());
        vec![1.0 - positive, positive]
    };
    vec![of(|known| known.1, 0.1), of(|known| known.2, -0.1)]
}

/// Every known word is another's synonym; two are opposites.
struct Words;

impl Lexicon for Words {
    fn knows(&self, word: &str) -> bool {
        KNOWN.iter().any(|known| known.0 == word) || ["the", "was", "and"].contains(&word)
    }

    fn synonyms(&self, _: &str) -> Vec<String> {
        KNOWN.iter().map(|known| known.0.to_owned()).collect()
    }

    fn opposites(&self, one: &str, other: &str) -> bool {
        [(one, other), (other, one)].contains(&("good", "bad"))
    }
}

fn original(text: &str) -> Arc<Original> {
    let map = Utf16Map::new(text);
    let mut at = 0;
    let word = |word: &str| {
        at += text
            .get(at..)
            .and_then(|rest| rest.find(word))
            .unwrap_or_default();
        let span = map.span_of_bytes(at, at + word.len());
        at += word.len();
        Word {
            text: word.to_owned(),
            span: TokenSpan {
                side: Side::A,
                at: span,
            },
            tokens: (TokenIndex(0), TokenIndex(0)),
            kind: WordKind::Word,
        }
    };
    let encoding = Encoding {
        tokens: vec![],
        segments: vec![],
        words: text.split_whitespace().map(word).collect(),
        truncated: None,
    };
    Original::new(text, &encoding)
}

fn plan(text: &str, recipe: Recipe, goal: Goal, seed: u32) -> Plan {
    Plan {
        original: original(text),
        recipe,
        goal,
        locked: Vec::new(),
        seed,
        unknown: "[UNK]".to_owned(),
        lexicon: Arc::new(Words),
        options: Options::default(),
    }
}

fn suggestions(count: usize) -> Vec<Suggestion> {
    let known = KNOWN.iter().take(count);
    let suggest = |known: &(&str, f64, f64)| Suggestion {
        text: known.0.to_owned(),
        weight: 0.1,
    };
    known.map(suggest).collect()
}

/// One word is expected nowhere, and with another a text is about something else.
fn drop(draft: &Draft, word: usize) -> Option<f64> {
    (draft.word(word) == "dull").then_some(9.0)
}

fn cosine(draft: &Draft) -> f64 {
    let drifts = draft.edits().any(|edit| edit.replacement == "slow");
    if drifts { 0.5 } else { 0.99 }
}

/// Runs an attack; with it, every text that it asked about.
fn attack(plan: Plan) -> (Found, Vec<Arc<str>>) {
    let mut attack = Attack::new(plan);
    let mut asked = Vec::new();
    while let Some(question) = attack.wanted() {
        let answer = match question {
            Question::Scores(texts) => {
                asked.extend(texts.iter().cloned());
                Answer::Scores(texts.iter().map(|text| verdict(text)).collect())
            }
            Question::Fill { words, count, .. } => {
                Answer::Fill(words.iter().map(|_| suggestions(count)).collect())
            }
            Question::Slopes { draft, count } => {
                let slope = |at: usize| Slope {
                    importance: 1.0 / (at + 1) as f64,
                    swaps: suggestions(count),
                };
                Answer::Slopes((0..draft.original().words().len()).map(slope).collect())
            }
            Question::Drops(edits) => {
                let drops = edits.iter().map(|(draft, word)| drop(draft, *word));
                Answer::Drops(drops.collect())
            }
            Question::Cosines(drafts) => {
                let cosines = drafts.iter().map(|draft| Some(cosine(draft)));
                Answer::Cosines(cosines.collect())
            }
        };
        attack.take(answer);
    }
    let found = attack.found().cloned();
    (found.unwrap_or_else(|| panic!("it did not end")), asked)
}

fn texts() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "good", "great", "fun", "film", "bad", "dull", "slow", "plot", "the", "was", "not",
    ]);
    prop::collection::vec(words, 0..9).prop_map(|words| words.join(" "))
}

fn goals() -> impl Strategy<Value = Goal> {
    prop::sample::select(vec![
        Goal::Left,
        Goal::Right,
        Goal::Both,
        Goal::LeftOnly,
        Goal::RightOnly,
        Goal::Disagree,
    ])
}

fn rankings() -> impl Strategy<Value = Option<Ranking>> {
    prop::sample::select(vec![
        None,
        Some(Ranking::Unknown),
        Some(Ranking::Delete),
        Some(Ranking::Gradient),
        Some(Ranking::Weighted),
    ])
}

fn searches() -> impl Strategy<Value = Option<Search>> {
    prop::sample::select(vec![
        None,
        Some(Search::Ranked),
        Some(Search::Greedy),
        Some(Search::Beam(3)),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A success is one when its text is typed afresh, and every edit of it is needed.
    #[test]
    fn a_success_holds_and_is_minimal(
        text in texts(),
        recipe in prop::sample::select(RECIPES.to_vec()),
        goal in goals(),
        search in searches(),
        ranking in rankings(),
        guarded in any::<bool>(),
        seed in 0u32..9,
    ) {
        let mut plan = plan(&text, recipe, goal, seed);
        plan.options.search = search;
        plan.options.ranking = ranking;
        plan.options.guard = guarded.then(Guard::default);
        let (found, asked) = attack(plan);
        let afresh = verdict(&found.draft.text());
        prop_assert_eq!(&afresh, &found.verdict);
        prop_assert_eq!(found.meanings.len(), found.draft.edits().len());
        let aim = Aim::new(goal, &verdict(&text));
        if found.outcome == Outcome::Reached {
            prop_assert!(aim.reached(&afresh));
            prop_assert!(found.draft.edits().len() > 0);
            for (edit, known) in found.draft.edits().zip(&found.without) {
                let without = verdict(&found.draft.without(edit.word).text());
                prop_assert_eq!(known, &without);
                // What a guard has something against is not done.
                prop_assert!(!guarded || !["dull", "slow"].contains(&edit.replacement.as_str()));
                let less = goal == Goal::Disagree && aim.progress(&without) < aim.progress(&afresh);
                let last = goal == Goal::Disagree && found.draft.edits().len() == 1;
                prop_assert!(!aim.reached(&without) || less || last);
            }
        }
        // Each text is asked about once, and counted.
        let distinct: HashSet<&Arc<str>> = asked.iter().collect();
        prop_assert_eq!(distinct.len(), asked.len());
        prop_assert_eq!(asked.len(), found.queries);
        prop_assert!(found.searched <= found.queries);
    }

    /// The same seed gives the same edits.
    #[test]
    fn the_same_seed_gives_the_same(text in texts(), at in 0..RECIPES.len(), seed in 0u32..99) {
        let plan = || plan(&text, RECIPES[at], Goal::Left, seed);
        prop_assert_eq!(attack(plan()), attack(plan()));
    }

    /// What is locked stays, and small words do.
    #[test]
    fn locked_words_stay(text in texts(), at in 0..RECIPES.len(), locked in prop::collection::vec(0usize..9, 0..6)) {
        let mut plan = plan(&text, RECIPES[at], Goal::Left, 0);
        plan.locked.clone_from(&locked);
        let (found, _) = attack(plan);
        for edit in found.unpruned.edits() {
            prop_assert!(!locked.contains(&edit.word));
            let old = &found.draft.original().words()[edit.word].text;
            prop_assert!(!["the", "was", "not"].contains(&old.as_str()));
        }
    }

    /// A budget is kept to while searching; only undoing goes beyond it.
    #[test]
    fn a_budget_is_kept(text in texts(), at in 0..RECIPES.len(), budget in 1usize..40) {
        let mut plan = plan(&text, RECIPES[at], Goal::Left, 0);
        plan.options.budget = budget;
        let (found, _) = attack(plan);
        let edits = found.unpruned.edits().len();
        prop_assert!(found.queries <= budget + edits * (edits + 1) / 2);
    }

    /// What is left has the same label, and is no longer.
    #[test]
    fn reduction_keeps_the_label(text in texts()) {
        let (found, _) = attack(plan(&text, Recipe::InputReduction, Goal::Left, 0));
        let aim = Aim::new(Goal::Keep, &verdict(&text));
        let left = found.draft.text();
        prop_assert!(left.len() <= text.len());
        if found.outcome == Outcome::Reached {
            prop_assert!(aim.reached(&verdict(&left)));
            prop_assert!(!left.trim().is_empty());
        }
    }
}

/// What is said of successes is said of some: every goal is reached by every search, with some recipe.
#[test]
fn every_search_reaches_every_goal() {
    let goals = [
        Goal::Left,
        Goal::Right,
        Goal::Both,
        Goal::LeftOnly,
        Goal::RightOnly,
        Goal::Disagree,
    ];
    let reached = |goal, search, recipe| {
        let texts = ["good fun plot", "bad dull", "great film", "slow plot fun"];
        texts.iter().any(|text| {
            let mut plan = plan(text, recipe, goal, 0);
            plan.options.search = Some(search);
            attack(plan).0.outcome == Outcome::Reached
        })
    };
    for search in [Search::Ranked, Search::Greedy, Search::Beam(3)] {
        for goal in goals {
            let recipes = RECIPES.iter();
            let successful = recipes.filter(|recipe| reached(goal, search, **recipe));
            assert!(successful.count() >= 2, "{search:?} {goal:?}");
        }
        for recipe in RECIPES {
            // Words of three and four letters have few inner typos.
            let some = recipe == Recipe::Typos || reached(Goal::Left, search, recipe);
            assert!(some, "{search:?} {recipe:?}");
        }
    }
}

/// By the derivative words are put in order without a query for each.
#[test]
fn a_ranking_can_be_chosen() {
    let queries = |ranking| {
        let mut plan = plan("bad dull slow", Recipe::DeepWordBug, Goal::Left, 0);
        plan.options.ranking = ranking;
        let (found, _) = attack(plan);
        assert_eq!(found.outcome, Outcome::Reached);
        found.searched
    };
    assert_eq!(queries(Some(Ranking::Gradient)) + 3, queries(None));
}

#[test]
fn the_guard_keeps_the_meaning() {
    let text = "the was good";
    let replacement = |guard: Option<Guard>| {
        let mut plan = plan(text, Recipe::Bae, Goal::Left, 0);
        plan.options.guard = guard;
        let (found, _) = attack(plan);
        found
            .draft
            .edits()
            .map(|edit| edit.replacement.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(replacement(None), ["bad"]);
    // The others turn praise into blame.
    assert_eq!(replacement(Some(Guard::default())), ["plot"]);
}

#[test]
fn steps_tell_what_was_tried() {
    let (found, _) = attack(plan("good fun film", Recipe::Pwws, Goal::Left, 0));
    assert_eq!(found.outcome, Outcome::Reached);
    let first = &found.steps[0];
    assert_eq!(first.edit.word, 0);
    assert!(first.tried.iter().any(|tried| tried.edit == first.edit));
    assert!(first.candidates >= first.tried.len());
    assert_eq!(found.importance.len(), 3);
    assert!(
        found
            .importance
            .windows(2)
            .all(|pair| pair[0].1 >= pair[1].1)
    );
}

#[test]
fn nothing_to_edit_is_said() {
    for text in ["", "the was not"] {
        let (found, _) = attack(plan(text, Recipe::DeepWordBug, Goal::Left, 0));
        assert_eq!(
            (found.outcome, found.draft.text()),
            (Outcome::NothingToEdit, text.to_owned())
        );
    }
}
