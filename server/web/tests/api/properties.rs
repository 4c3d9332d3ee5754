//! Whatever is sent, it is never our fault.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

use crate::helpers::TestApp;

const ROUTES: [&str; 6] = [
    "/api/v1/analyze",
    "/api/v1/attention",
    "/api/v1/lens",
    "/api/v1/classify",
    "/api/v1/evaluate",
    "/api/v1/views",
];

const ACCEPTS: [&str; 2] = ["*/*", "application/vnd.safetensors"];

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => (-2i64..8).prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<u64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
    ]
}

fn words() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => "(the |dog |\\[MASK\\] |😀 |\\. |a ){0,8}".prop_map(Value::from),
        1 => "\\PC{0,20}".prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
    ]
}

fn models() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "sort", "moods", "sort", "moods", "mask", "broken", "no",
    ])
}

fn row() -> impl Strategy<Value = Value> {
    let label = prop_oneof!["pos|NEG|neutral|0|2|7| ", "\\PC{0,8}"];
    (words(), label).prop_map(|(text, label)| json!({"text": text, "label": label}))
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number(),
        words()
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let key = prop_oneof!["index|token|layer|head|x", "\\PC{0,5}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(key, inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// A field with what belongs there, or nearly.
fn field() -> impl Strategy<Value = (String, Value)> {
    let numbers = || prop::collection::vec(number(), 0..4).prop_map(Value::from);
    let replaced =
        (number(), words()).prop_map(|(index, token)| json!([{"index": index, "token": token}]));
    let ablated =
        (number(), number()).prop_map(|(layer, head)| json!([{"layer": layer, "head": head}]));
    let of = |name: &'static str, value: BoxedStrategy<Value>| {
        value
            .prop_map(move |value| (name.to_owned(), value))
            .boxed()
    };
    prop_oneof![
        of("text_pair", words().boxed()),
        of("masked", numbers().boxed()),
        of("replaced", replaced.boxed()),
        of("ablated", ablated.boxed()),
        of("layers", numbers().boxed()),
        of("heads", numbers().boxed()),
        of("token", number().boxed()),
        of(
            "pool",
            prop_oneof![number(), (8i64..65).prop_map(Value::from)].boxed()
        ),
        of("top_k", number().boxed()),
        of(
            "texts",
            prop::collection::vec(words(), 0..12)
                .prop_map(Value::from)
                .boxed()
        ),
        of(
            "models",
            prop::collection::vec(models(), 0..4)
                .prop_map(Value::from)
                .boxed()
        ),
        of(
            "rows",
            prop::collection::vec(row(), 0..4)
                .prop_map(Value::from)
                .boxed()
        ),
        of("state", anything().boxed()),
        ("\\PC{0,6}", anything()),
    ]
}

fn body() -> impl Strategy<Value = Value> {
    let model = prop::sample::select(vec![
        "mask", "next", "sort", "plain", "lost", "broken", "no",
    ]);
    let fields = prop::collection::vec(field(), 0..4);
    let near = (model, words(), fields).prop_map(|(model, text, fields)| {
        let mut body: Map<_, _> = fields.into_iter().collect();
        body.insert("model".into(), model.into());
        if !body.contains_key("texts") {
            body.insert("text".into(), text);
        }
        Value::Object(body)
    });
    let set = (
        prop::collection::vec(models(), 0..3),
        prop::collection::vec(row(), 0..6),
    );
    let set = set.prop_map(|(models, rows)| json!({"models": models, "rows": rows}));
    let state = anything().prop_map(|state| json!({"state": state}));
    prop_oneof![6 => near, 2 => set, 1 => state, 1 => anything()]
}

#[test]
fn no_body_is_answered_with_a_5xx() {
    let runtime = Runtime::new().unwrap();
    let app = runtime.block_on(async { TestApp::start() });
    proptest!(ProptestConfig::with_cases(2000), |(
        route in prop::sample::select(&ROUTES[..]),
        body in body(),
        accept in prop::sample::select(&ACCEPTS[..]),
    )| {
        let answer = runtime.block_on(app.post_with(route, &[("accept", accept)], &body));
        prop_assert!(!answer.status.is_server_error(), "{}", answer.text());
        if answer.status.is_client_error() {
            prop_assert_eq!(answer.header("content-type"), "application/problem+json");
            prop_assert!(answer.json()["detail"].as_str().is_some_and(|detail| detail.len() > 10));
        }
    });
}

#[test]
fn no_bytes_are_answered_with_a_5xx() {
    let runtime = Runtime::new().unwrap();
    let app = runtime.block_on(async { TestApp::start() });
    proptest!(ProptestConfig::with_cases(500), |(
        route in prop::sample::select(&ROUTES[..]),
        body in "[\\[\\]{}\",:0-9a-z\\\\ ]{0,40}",
    )| {
        let answer = runtime.block_on(app.post(route, &body));
        prop_assert!(answer.status.is_client_error(), "{}", answer.text());
    });
}
