//! Finding the encoder in a file of weights.

use headlight_core::Weights;
use serde_json::{Value, json};

use super::{Hints, Unrecognised};
use crate::architecture::{Architecture, PositionRule, Projections};
use crate::config::Config;

/// The encoder of a file.
pub(super) struct Encoder {
    pub(super) architecture: Architecture,
    /// What stands before its names in the file.
    pub(super) prefix: String,
    pub(super) hidden_size: usize,
    pub(super) config: Value,
    pub(super) names: Vec<(String, String)>,
    pub(super) assumptions: Vec<String>,
}

/// Finds the encoder by the names that only its architecture has.
pub(super) fn find(weights: &dyn Weights, hints: &Hints) -> Result<Encoder, Unrecognised> {
    let (architecture, prefix) = architecture(weights, hints)?;
    let sizes = Sizes::of(weights, architecture, &prefix)?;
    let mut assumptions = Vec::new();
    let config = match &hints.like {
        Some(like) => sizes.checked_against(architecture, like)?,
        None => sizes.config(architecture, hints.heads, &mut assumptions)?,
    };
    if !prefix.is_empty() && prefix != format!("{}.", architecture.plan().prefix) {
        let shown = prefix.trim_end_matches('.');
        assumptions.push(format!("The encoder is what the file calls “{shown}”."));
    }
    let names = weights.names().into_iter().filter_map(|name| {
        let rest = name.strip_prefix(&prefix)?;
        belongs(architecture, rest).then(|| {
            (
                format!("{}.{rest}", architecture.plan().prefix),
                name.to_owned(),
            )
        })
    });
    Ok(Encoder {
        architecture,
        hidden_size: sizes.hidden_size,
        config,
        names: names.collect(),
        assumptions,
        prefix,
    })
}

/// The architecture whose layer 0 is there, and what stands before its names.
fn architecture(
    weights: &dyn Weights,
    hints: &Hints,
) -> Result<(Architecture, String), Unrecognised> {
    let said = hints
        .like
        .as_ref()
        .and_then(|like| Architecture::of(like["model_type"].as_str()?));
    let names = weights.names();
    let found = Architecture::ALL.into_iter().filter_map(|architecture| {
        let anchor = anchor(architecture);
        let mut prefixes = names.iter().filter_map(|name| name.strip_suffix(&anchor));
        let whole = |prefix: &&str| prefix.is_empty() || prefix.ends_with('.');
        Some((architecture, prefixes.find(whole)?.to_owned()))
    });
    let found = found.max_by_key(|(architecture, prefix)| {
        (
            said == Some(*architecture),
            tells(weights, *architecture, prefix),
        )
    });
    found.ok_or_else(|| Unrecognised::NoEncoder(examples(&names)))
}

/// How much speaks for an architecture whose names are there. BERT, RoBERTa and ELECTRA share theirs:
/// a telling prefix or weight decides, and with neither it is a BERT.
fn tells(weights: &dyn Weights, architecture: Architecture, prefix: &str) -> u8 {
    let projection = format!("{prefix}embeddings_project.weight");
    match architecture {
        Architecture::Roberta if prefix.contains("roberta") => 2,
        Architecture::Electra if prefix.contains("electra") => 2,
        Architecture::Electra if weights.get(&projection).is_some() => 2,
        Architecture::Roberta | Architecture::Electra => 0,
        _ => 1,
    }
}

/// A name in layer 0 that no other architecture has, but for those that share all names.
fn anchor(architecture: Architecture) -> String {
    let layer = &architecture.plan().layer;
    let query = match &layer.projections {
        Projections::Separate([query, ..]) => query,
        Projections::Fused(name) => name,
    };
    format!("{}.{query}.weight", layer.at.replace("{}", "0"))
}

/// Whether a name below the encoder's prefix is one of the encoder's. With no prefix, what stands
/// beside the encoder would otherwise be taken for a part of it.
fn belongs(architecture: Architecture, rest: &str) -> bool {
    let plan = architecture.plan();
    let layers = plan.layer.at.split("{}").next().unwrap_or_default();
    let embeddings = &plan.embeddings;
    let single = [
        Some(embeddings.words),
        Some(embeddings.positions),
        embeddings.segments,
    ]
    .into_iter()
    .chain([embeddings.norm, embeddings.projection, plan.final_norm])
    .flatten();
    rest.starts_with(layers)
        || single.into_iter().any(|name| {
            rest.strip_prefix(name)
                .is_some_and(|end| end.starts_with('.'))
        })
}

pub(super) fn examples(names: &[&str]) -> String {
    let first: Vec<_> = names
        .iter()
        .take(4)
        .map(|name| format!("“{name}”"))
        .collect();
    if first.is_empty() {
        "none at all".to_owned()
    } else {
        first.join(", ")
    }
}

/// More than any model has.
const MOST_LAYERS: usize = 1000;

/// What the shapes say.
struct Sizes {
    vocab_size: usize,
    embedding_size: usize,
    hidden_size: usize,
    intermediate_size: usize,
    positions: usize,
    segments: usize,
    layers: usize,
}

impl Sizes {
    fn of(
        weights: &dyn Weights,
        architecture: Architecture,
        prefix: &str,
    ) -> Result<Self, Unrecognised> {
        let plan = architecture.plan();
        let shape = |name: &str| {
            let name = format!("{prefix}{name}.weight");
            let shape = weights.get(&name).map(|view| view.shape.to_vec());
            shape.filter(|shape| shape.len() == 2).ok_or_else(|| {
                Unrecognised::NoEncoder(format!(
                    "“{}”, but “{name}” is missing or no matrix",
                    anchor(architecture)
                ))
            })
        };
        let layer = plan.layer.at.replace("{}", "0");
        let words = shape(plan.embeddings.words)?;
        let widen = shape(&format!("{layer}.{}", plan.layer.widen))?;
        let (inner, hidden) = if plan.layer.transposed {
            (1, 0)
        } else {
            (0, 1)
        };
        let has_layer = |number: &usize| {
            let start = format!(
                "{prefix}{}.",
                plan.layer.at.replace("{}", &number.to_string())
            );
            weights.names().iter().any(|name| name.starts_with(&start))
        };
        Ok(Self {
            vocab_size: words[0],
            embedding_size: words[1],
            hidden_size: widen[hidden],
            intermediate_size: widen[inner],
            positions: shape(plan.embeddings.positions)?[0],
            segments: plan
                .embeddings
                .segments
                .map_or(Ok(0), |name| Ok(shape(name)?[0]))?,
            layers: (0..MOST_LAYERS).take_while(has_layer).count(),
        })
    }

    /// The configuration of a known model, if these are its sizes.
    fn checked_against(
        &self,
        architecture: Architecture,
        like: &Value,
    ) -> Result<Value, Unrecognised> {
        let known = Config::parse(&like.to_string());
        let known = known.map_err(|error| Unrecognised::NotLike(error.to_string()))?;
        if known.architecture != architecture {
            return Err(Unrecognised::NotLike(format!(
                "The file holds a {architecture}, the other model is a {}.",
                known.architecture
            )));
        }
        let pairs = [
            ("hidden size", self.hidden_size, known.hidden_size),
            ("vocabulary size", self.vocab_size, known.vocab_size),
            ("number of positions", self.positions, known.position_rows),
            // Shared layers are counted once, in the file and here.
            (
                "number of layers",
                self.layers,
                usize::from(known.layer_groups),
            ),
        ];
        match pairs.into_iter().find(|(_, ours, theirs)| ours != theirs) {
            Some((what, ours, theirs)) => Err(Unrecognised::NotLike(format!(
                "The file's {what} is {ours}, the other model's {theirs}."
            ))),
            None => Ok(like.clone()),
        }
    }

    fn config(
        &self,
        architecture: Architecture,
        heads: Option<u16>,
        assumptions: &mut Vec<String>,
    ) -> Result<Value, Unrecognised> {
        assumptions.push(format!(
            "The architecture is {architecture}, by the names of the weights."
        ));
        let heads = match heads {
            Some(heads) => usize::from(heads),
            None if self.hidden_size.is_multiple_of(64) => {
                let heads = self.hidden_size / 64;
                assumptions.push(format!("A layer has {heads} heads: the hidden size is {} and heads usually have 64 numbers each.", self.hidden_size));
                heads
            }
            None => return Err(Unrecognised::Heads(self.hidden_size)),
        };
        let padding = usize::from(architecture.plan().positions == PositionRule::AfterPadding);
        let layer_norm_eps = if architecture == Architecture::Gpt2 || padding == 1 {
            1e-5
        } else {
            1e-12
        };
        let layers = if architecture == Architecture::Albert {
            assumptions.push("The number of layers is 12: ALBERT's layers share their weights, so that a file does not say it.".to_owned());
            12
        } else {
            self.layers
        };
        Ok(json!({
            "model_type": architecture.name(),
            "vocab_size": self.vocab_size,
            "embedding_size": self.embedding_size,
            "hidden_size": self.hidden_size,
            "intermediate_size": self.intermediate_size,
            "num_hidden_layers": layers,
            "num_attention_heads": heads,
            "max_position_embeddings": self.positions,
            "type_vocab_size": self.segments.max(1),
            "layer_norm_eps": layer_norm_eps,
            "pad_token_id": padding,
        }))
    }
}
