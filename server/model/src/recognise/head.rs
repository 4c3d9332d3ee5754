//! Finding what stands on the encoder in a file of weights.

use headlight_core::Weights;
use serde_json::{Value, json};

use super::encoder::Encoder;
use super::{Hints, Unrecognised};
use crate::architecture::{Architecture, ClassifierNames};

/// The head of a file.
pub(super) struct Found {
    /// Keys to be set in the configuration.
    pub(super) config: Vec<(&'static str, Value)>,
    pub(super) names: Vec<(String, String)>,
    pub(super) assumptions: Vec<String>,
}

/// A matrix beside the encoder that could be a classifier.
struct Candidate {
    /// Its name without `.weight`.
    stem: String,
    outputs: usize,
}

/// Finds the classifier, or else the vocabulary head.
pub(super) fn find(
    weights: &dyn Weights,
    hints: &Hints,
    encoder: &Encoder,
) -> Result<Found, Unrecognised> {
    let candidates = candidates(weights, encoder);
    if hints.head.is_none()
        && candidates.is_empty()
        && let Some(found) = vocabulary(weights, encoder)
    {
        return Ok(found);
    }
    let chosen = choose(candidates, hints, encoder, weights)?;
    classifier(weights, hints, encoder, chosen)
}

/// Matrices `[labels, hidden]` outside the encoder; a square one is a dense map before the head.
fn candidates(weights: &dyn Weights, encoder: &Encoder) -> Vec<Candidate> {
    let vocab_size = encoder.config["vocab_size"].as_u64().unwrap_or_default() as usize;
    let candidate = |name: &str| {
        let stem = name.strip_suffix(".weight")?;
        let view = weights.get(name)?;
        match view.shape {
            [outputs, inputs] if *inputs == encoder.hidden_size => {
                let fits = *outputs != *inputs && *outputs != vocab_size && *outputs < 1000;
                fits.then(|| Candidate {
                    stem: stem.to_owned(),
                    outputs: *outputs,
                })
            }
            _ => None,
        }
    };
    beside(weights, encoder)
        .into_iter()
        .filter_map(candidate)
        .collect()
}

/// The names that are not the encoder's.
fn beside<'a>(weights: &'a dyn Weights, encoder: &Encoder) -> Vec<&'a str> {
    let taken = |name: &&str| encoder.names.iter().any(|(_, old)| old == name);
    weights
        .names()
        .into_iter()
        .filter(|name| !taken(name))
        .collect()
}

fn choose(
    candidates: Vec<Candidate>,
    hints: &Hints,
    encoder: &Encoder,
    weights: &dyn Weights,
) -> Result<Candidate, Unrecognised> {
    let names = || {
        candidates
            .iter()
            .map(|c| format!("“{}”", c.stem))
            .collect::<Vec<_>>()
            .join(", ")
    };
    if let Some(name) = &hints.head {
        let stem = name.strip_suffix(".weight").unwrap_or(name);
        let (hidden, others) = (encoder.hidden_size, names());
        let found = candidates
            .into_iter()
            .find(|candidate| candidate.stem == stem);
        return found.ok_or_else(|| Unrecognised::NoSuchHead {
            name: name.clone(),
            hidden,
            others,
        });
    }
    match candidates.len() {
        0 => Err(Unrecognised::NoHead(super::encoder::examples(&beside(
            weights, encoder,
        )))),
        1 => Ok(candidates
            .into_iter()
            .next()
            .unwrap_or_else(|| unreachable!("there is one"))),
        _ => Err(Unrecognised::SeveralHeads(names())),
    }
}

fn vocabulary(weights: &dyn Weights, encoder: &Encoder) -> Option<Found> {
    let plan = encoder.architecture.plan();
    let class = match encoder.architecture {
        Architecture::Bert => "BertForMaskedLM",
        Architecture::DistilBert => "DistilBertForMaskedLM",
        Architecture::Roberta => "RobertaForMaskedLM",
        Architecture::Electra => "ElectraForMaskedLM",
        Architecture::Albert => "AlbertForMaskedLM",
        Architecture::Gpt2 => "GPT2LMHeadModel",
    };
    let anchor = plan
        .vocabulary
        .transform
        .as_ref()
        .map_or(plan.vocabulary.decoder, |names| names.dense);
    let anchor = format!("{anchor}.weight");
    let beside = beside(weights, encoder);
    let root = beside.iter().find_map(|name| name.strip_suffix(&anchor));
    // GPT-2's decoder may be tied to its embeddings and then is not in the file.
    let root = root.or_else(|| plan.vocabulary.transform.is_none().then_some(""))?;
    let names = beside
        .iter()
        .filter_map(|name| Some((name.strip_prefix(root)?.to_owned(), (*name).to_owned())));
    Some(Found {
        config: vec![("architectures", json!([class]))],
        names: names.collect(),
        assumptions: vec![
            "It is a language model: a vocabulary head stands on the encoder.".to_owned(),
        ],
    })
}

fn classifier(
    weights: &dyn Weights,
    hints: &Hints,
    encoder: &Encoder,
    chosen: Candidate,
) -> Result<Found, Unrecognised> {
    let names = &encoder.architecture.plan().classifier;
    let Candidate { stem, outputs } = chosen;
    let mut assumptions = vec![format!(
        "The classifier is “{stem}”, with {}.",
        plural(outputs, "output")
    )];
    let mut renamed = vec![(
        format!("{}.weight", names.classifier),
        format!("{stem}.weight"),
    )];
    if names.bias {
        renamed.push((format!("{}.bias", names.classifier), format!("{stem}.bias")));
    }
    let dense = pooler(weights, encoder, names, &stem);
    let pooled = dense.is_some();
    if let Some((new, old)) = dense {
        assumptions.push(format!("The classifier reads the pooled state of the first token: “{old}” and tanh stand before it."));
        for part in ["weight", "bias"] {
            renamed.push((format!("{new}.{part}"), format!("{old}.{part}")));
        }
    } else {
        assumptions.push("The classifier reads the first token's last hidden state as it is: there is no pooler in the file.".to_owned());
    }
    let labels = labels(hints, outputs, &mut assumptions)?;
    let ids: Value = labels
        .iter()
        .enumerate()
        .map(|(id, label)| (id.to_string(), json!(label)))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let config = vec![
        ("architectures", json!(["ForSequenceClassification"])),
        ("id2label", ids),
        ("headlight", json!({ "pooled": pooled })),
    ];
    Ok(Found {
        config,
        names: renamed,
        assumptions,
    })
}

/// The dense map before the classifier: its new name and its name in the file.
fn pooler(
    weights: &dyn Weights,
    encoder: &Encoder,
    names: &ClassifierNames,
    classifier: &str,
) -> Option<(String, String)> {
    let plan = encoder.architecture.plan();
    let pooler = names.pooler.as_ref()?;
    let new = if pooler.in_encoder {
        format!("{}.{}", plan.prefix, pooler.dense)
    } else {
        pooler.dense.to_owned()
    };
    let standard = if pooler.in_encoder {
        format!("{}{}", encoder.prefix, pooler.dense)
    } else {
        // Beside the classifier, as transformers names both.
        let root = classifier.strip_suffix(names.classifier)?;
        format!("{root}{}", pooler.dense)
    };
    weights
        .get(&format!("{standard}.weight"))
        .map(|_| (new, standard))
}

fn labels(
    hints: &Hints,
    outputs: usize,
    assumptions: &mut Vec<String>,
) -> Result<Vec<String>, Unrecognised> {
    // One output is the logit of the second of two labels.
    let count = outputs.max(2);
    if outputs == 1 {
        assumptions.push(
            "The single output is a logit: its sigmoid is the probability of the second label."
                .to_owned(),
        );
    }
    match hints.labels.len() {
        0 => Ok(known_labels(hints, count).unwrap_or_else(|| {
            let labels: Vec<_> = (0..count).map(|label| format!("LABEL_{label}")).collect();
            let shown = labels.join(", ");
            assumptions.push(format!(
                "The labels are {shown}: a file of weights does not name them."
            ));
            labels
        })),
        given if given == count => Ok(hints.labels.clone()),
        given => Err(Unrecognised::Labels {
            outputs,
            labels: given,
        }),
    }
}

/// The labels of the model that the file is said to be like, if it has as many.
fn known_labels(hints: &Hints, count: usize) -> Option<Vec<String>> {
    let known = hints.like.as_ref()?.get("id2label")?.as_object()?;
    let label = |id: usize| Some(known.get(&id.to_string())?.as_str()?.to_owned());
    (known.len() == count).then(|| (0..count).map(label).collect())?
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}
