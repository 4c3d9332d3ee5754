//! Where in a pickle the weights are.

use headlight_core::Dtype;

use super::{TorchDefect, module};
use crate::pickle::{Heap, Id, Pickle, Value};

/// Under what training scripts keep the weights, beside optimizers and counters.
const USUAL: [&str; 7] = [
    "state_dict",
    "model_state_dict",
    "model",
    "net",
    "network",
    "module",
    "weights",
];

/// What wrappers put before every name: `DataParallel`, `torch.compile`, Lightning.
const WRAPPERS: [&str; 3] = ["module.", "_orig_mod.", "model."];

const MAX_DEPTH: usize = 4;
pub(super) const MAX_TENSORS: usize = 100_000;
pub(super) const MAX_NAME: usize = 512;
/// How many entries are looked at: less than a second's work, more than any checkpoint has.
const MAX_LOOKS: usize = 4_000_000;

/// The tensors of a model by name.
pub(super) type Named = Vec<(String, Id)>;

/// Finds the tensors by name: in a dict, in one below it, or in a pickled module.
pub(super) fn weights(pickle: &Pickle<'_>) -> Result<Named, TorchDefect> {
    let Pickle { heap, root } = pickle;
    let mut search = Search {
        heap,
        looks: MAX_LOOKS,
    };
    let weights = search.at(*root, 0)?;
    match heap.get(*root) {
        _ if !weights.is_empty() => Ok(weights),
        Value::Object(class, _) => Err(TorchDefect::Module {
            class: class_name(heap, *class),
        }),
        _ => Err(TorchDefect::NoTensors),
    }
}

/// Takes away what a wrapper put before every name.
pub(super) fn without_wrapper(mut named: Named) -> Named {
    while let Some(prefix) = WRAPPERS
        .iter()
        .find(|prefix| named.iter().all(|(name, _)| name.starts_with(*prefix)))
    {
        for (name, _) in &mut named {
            name.drain(..prefix.len());
        }
    }
    named
}

/// A search with an end: shared and cyclic values could be gone through for ever.
pub(super) struct Search<'h, 'a> {
    pub(super) heap: &'h Heap<'a>,
    looks: usize,
}

impl<'a> Search<'_, 'a> {
    /// Notes that the entries of a value are gone through.
    pub(super) fn look(&mut self, id: Id) -> Result<(), TorchDefect> {
        let looks = self.looks.checked_sub(self.heap.cost(id));
        self.looks = looks.ok_or(TorchDefect::TooMany)?;
        Ok(())
    }

    fn at(&mut self, id: Id, depth: usize) -> Result<Named, TorchDefect> {
        let container = matches!(self.heap.get(id), Value::Dict(_) | Value::Object(..));
        if depth > MAX_DEPTH || !container {
            return Ok(Named::new());
        }
        if module::is_module(self.heap, id) {
            return module::weights(self, id);
        }
        for key in USUAL {
            let found = self.below(id, key, depth)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        self.look(id)?;
        let mut own = Named::new();
        self.collect(&mut own, "", self.heap.entries(id))?;
        if own.iter().any(|(_, id)| self.is_weight(*id)) {
            return Ok(own);
        }
        self.only_child(id, depth)
    }

    /// Whether a tensor holds fractions; a counter or a random state does not.
    fn is_weight(&self, id: Id) -> bool {
        matches!(self.heap.get(id), Value::Tensor(tensor) if tensor.kind.dtype != Dtype::Other)
    }

    fn below(&mut self, id: Id, key: &str, depth: usize) -> Result<Named, TorchDefect> {
        self.look(id)?;
        match self.heap.entry(id, key) {
            Some(child) => self.at(child, depth + 1),
            None => Ok(Named::new()),
        }
    }

    /// The weights below an unusual name, where there is only one such.
    fn only_child(&mut self, id: Id, depth: usize) -> Result<Named, TorchDefect> {
        let mut found: Vec<(&str, Named)> = Vec::new();
        for (key, child) in self.heap.entries(id) {
            let weights = self.at(child, depth + 1)?;
            if !weights.is_empty() {
                found.push((key, weights));
            }
        }
        if found.len() > 1 {
            let names: Vec<_> = found.iter().map(|(key, _)| *key).collect();
            let names = names.join(", ").chars().take(200).collect();
            return Err(TorchDefect::Several { names });
        }
        Ok(found.pop().map(|(_, weights)| weights).unwrap_or_default())
    }

    /// Adds those entries that are tensors.
    pub(super) fn collect(
        &self,
        named: &mut Named,
        prefix: &str,
        entries: impl Iterator<Item = (&'a str, Id)>,
    ) -> Result<(), TorchDefect> {
        for (name, id) in entries {
            if !matches!(self.heap.get(id), Value::Tensor(_)) {
                continue;
            }
            if named.len() == MAX_TENSORS || prefix.len() + name.len() > MAX_NAME {
                return Err(TorchDefect::TooMany);
            }
            named.push((format!("{prefix}{name}"), id));
        }
        Ok(())
    }
}

fn class_name(heap: &Heap<'_>, class: Id) -> String {
    let (_, name) = heap.global(class).unwrap_or_default();
    name.chars().take(100).collect()
}
