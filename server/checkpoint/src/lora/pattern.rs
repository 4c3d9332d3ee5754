//! Values for those modules whose names match, as PEFT writes `rank_pattern` and `alpha_pattern`.

use std::fmt;
use std::marker::PhantomData;

use regex::Regex;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::AdapterDefect;

/// Pairs in the order of the file, because the first that matches wins.
#[derive(Debug)]
pub(super) struct Pattern<T>(Vec<(String, T)>);

impl<T> Default for Pattern<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> Pattern<T> {
    /// The value for a module: its whole name matches, or what follows some dot in it.
    pub(super) fn get(&self, module: &str) -> Result<Option<T>, AdapterDefect> {
        for (pattern, value) in &self.0 {
            let regex = Regex::new(&format!(r"^(?:.*\.)?(?:{pattern})$"));
            let invalid = || AdapterDefect::Pattern {
                pattern: pattern.chars().take(100).collect(),
            };
            if regex.ok().ok_or_else(invalid)?.is_match(module) {
                return Ok(Some(*value));
            }
        }
        Ok(None)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pattern<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

struct InOrder<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
    type Value = Pattern<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("values by pattern")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pattern(pairs))
    }
}
