//! The state of a view, and the id that follows from it.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::error::{ApiError, Code};

/// How large a state may be.
const MAX_BYTES: usize = 32 * 1024;

/// Any JSON object, kept letter by letter.
#[derive(Debug)]
pub(crate) struct State {
    text: Box<RawValue>,
    /// The same object with its keys in order and no space: equal for equal states.
    canonical: String,
}

impl State {
    /// Takes an object that is not too large.
    pub(crate) fn parse(text: Box<RawValue>) -> Result<Self, ApiError> {
        let bytes = text.get().len();
        if bytes > MAX_BYTES {
            let detail = format!("The state has {bytes} bytes; the limit is {MAX_BYTES}.");
            return Err(ApiError::new(Code::BodyTooLarge, detail));
        }
        let value: Value = serde_json::from_str(text.get()).map_err(|error| {
            let detail = format!("The state is not JSON that can be read: {error}.");
            ApiError::new(Code::BadJson, detail)
        })?;
        if !value.is_object() {
            return Err(ApiError::new(
                Code::BadRequest,
                "`state` must be a JSON object.",
            ));
        }
        let canonical = canonical(&value);
        Ok(Self { text, canonical })
    }

    /// The object as it was sent.
    pub(crate) fn text(&self) -> &str {
        self.text.get()
    }

    /// Whether this text is the same object.
    pub(crate) fn is_same(&self, text: &str) -> bool {
        serde_json::from_str(text).is_ok_and(|value| canonical(&value) == self.canonical)
    }

    /// The id of this state; later attempts give others, for the case that an earlier one is taken
    /// by another state.
    pub(crate) fn id(&self, attempt: u32) -> ViewId {
        let mut hasher = Sha256::new_with_prefix(&self.canonical);
        if attempt > 0 {
            hasher.update(attempt.to_string());
        }
        let letters = bs58::encode(hasher.finalize()).into_string();
        ViewId(letters.chars().take(ViewId::LENGTH).collect())
    }
}

/// Writes a value with all keys in order, however `serde_json` keeps them.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let sorted: BTreeMap<_, _> = fields.iter().collect();
            let fields = sorted.iter().map(|(key, value)| {
                let key = Value::String((*key).clone());
                format!("{key}:{}", canonical(value))
            });
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        scalar => scalar.to_string(),
    }
}

/// The name of a saved view: ten base-58 characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct ViewId(String);

impl ViewId {
    const LENGTH: usize = 10;

    /// Reads an id.
    pub(crate) fn parse(id: &str) -> Option<Self> {
        let fits = id.len() == Self::LENGTH
            && id
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() && !b"0OIl".contains(&b));
        fits.then(|| Self(id.to_owned()))
    }

    /// The id as text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ViewId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> Result<State, ApiError> {
        State::parse(RawValue::from_string(json.to_owned()).unwrap())
    }

    #[test]
    fn the_order_of_keys_does_not_matter_and_all_else_does() {
        let id = |json| parse(json).unwrap().id(0);
        let one = id(r#"{"a": {"x": 1, "y": [1, 2]}, "b": "ü"}"#);
        assert_eq!(one, id(r#"{"b":"\u00fc","a":{"y":[1,2],"x":1}}"#));
        assert_ne!(one, id(r#"{"a": {"x": 1, "y": [2, 1]}, "b": "ü"}"#));
        assert!(ViewId::parse(one.as_str()).is_some(), "{one}");
    }

    #[test]
    fn only_objects_that_fit_are_states() {
        for (json, code) in [
            ("[]", Code::BadRequest),
            ("null", Code::BadRequest),
            (r#"{"a":"\ud800"}"#, Code::BadJson),
            (
                &format!(r#"{{"a":"{}"}}"#, "x".repeat(MAX_BYTES)),
                Code::BodyTooLarge,
            ),
        ] {
            assert_eq!(parse(json).unwrap_err().code(), code, "{json}");
        }
        let largest = format!(r#"{{"a":"{}"}}"#, "x".repeat(MAX_BYTES - 8));
        assert_eq!(largest.len(), MAX_BYTES);
        assert!(parse(&largest).is_ok());
    }
}
