//! What the names of an adapter's tensors say, and how they become those of the base.

use std::iter;

use headlight_core::Weights;

/// What a tensor of an adapter is for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The first factor of the change to a module, `[rank, in]`.
    A { module: String, embedding: bool },
    /// The second, `[out, rank]`.
    B { module: String, embedding: bool },
    /// A weight as a whole.
    Whole { name: String },
    /// The base's own weight, kept beside the one that replaces it.
    Original,
}

/// Reads a name such as `base_model.model.bert.pooler.dense.lora_A.weight`; the name of the adapter
/// may stand before `weight`.
pub(super) fn role(stored: &str) -> Option<Role> {
    let name = stored.strip_prefix("base_model.model.")?;
    if let Some((module, factor)) = name.split_once(".lora_") {
        let module = module.to_owned();
        let (factor, rest) = factor.split_once('.').unwrap_or((factor, ""));
        let is_weight = rest == "weight" || rest.strip_suffix(".weight").is_some_and(is_plain);
        return match factor {
            "A" if is_weight => Some(Role::A {
                module,
                embedding: false,
            }),
            "B" if is_weight => Some(Role::B {
                module,
                embedding: false,
            }),
            "embedding_A" if is_plain(rest) => Some(Role::A {
                module,
                embedding: true,
            }),
            "embedding_B" if is_plain(rest) => Some(Role::B {
                module,
                embedding: true,
            }),
            _ => None,
        };
    }
    if name.contains(".original_module.") {
        return Some(Role::Original);
    }
    let name = name
        .replace(".modules_to_save.default.", ".")
        .replace(".modules_to_save.", ".")
        .replace(".base_layer.", ".");
    Some(Role::Whole { name })
}

fn is_plain(name: &str) -> bool {
    !name.contains('.')
}

/// How the adapter's names become the base's: the same encoder may stand under `bert.` in one of
/// them and bare in the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    None,
    Drop(String),
    Add(String),
}

impl Shift {
    /// The one under which the base has most of these weights.
    pub(super) fn find(names: &[String], base: &dyn Weights) -> Self {
        let first = |name: &str| Some(format!("{}.", name.split_once('.')?.0));
        let drop = names.first().and_then(|name| first(name)).map(Self::Drop);
        let mut prefixes: Vec<_> = base.names().into_iter().filter_map(first).collect();
        prefixes.dedup();
        let shifts = drop.into_iter().chain(prefixes.into_iter().map(Self::Add));
        let missing = |shift: &Self| {
            let found = |name: &&String| base.get(&shift.apply(name)).is_some();
            names.len() - names.iter().filter(found).count()
        };
        let best = iter::once(Self::None).chain(shifts).min_by_key(missing);
        best.unwrap_or(Self::None)
    }

    pub(super) fn apply(&self, name: &str) -> String {
        match self {
            Self::None => name.to_owned(),
            Self::Drop(prefix) => name
                .strip_prefix(prefix.as_str())
                .unwrap_or(name)
                .to_owned(),
            Self::Add(prefix) => format!("{prefix}{name}"),
        }
    }
}
