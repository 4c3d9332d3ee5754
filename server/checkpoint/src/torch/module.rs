//! A pickled `torch.nn.Module`, read as what it is in the file: dicts of parameters, of buffers and of
//! further modules. Its class is never looked up.

use std::collections::HashSet;

use super::TorchDefect;
use super::search::{MAX_NAME, MAX_TENSORS, Named, Search};
use crate::pickle::{Heap, Id, Value};

const MAX_DEPTH: usize = 64;

pub(super) fn is_module(heap: &Heap<'_>, id: Id) -> bool {
    matches!(heap.get(id), Value::Object(..)) && heap.entry(id, "_modules").is_some()
}

/// What `state_dict()` of the module would give.
pub(super) fn weights(search: &mut Search<'_, '_>, root: Id) -> Result<Named, TorchDefect> {
    let mut named = Named::new();
    let mut open = vec![(root, String::new(), 0)];
    while let Some((module, prefix, depth)) = open.pop() {
        if depth > MAX_DEPTH {
            return Err(TorchDefect::TooMany);
        }
        own_weights(search, module, &prefix, &mut named)?;
        let Some(children) = search.heap.entry(module, "_modules") else {
            continue;
        };
        search.look(children)?;
        for (name, child) in search.heap.entries(children) {
            let prefix = format!("{prefix}{name}.");
            if prefix.len() > MAX_NAME || open.len() > MAX_TENSORS {
                return Err(TorchDefect::TooMany);
            }
            open.push((child, prefix, depth + 1));
        }
    }
    Ok(named)
}

fn own_weights(
    search: &mut Search<'_, '_>,
    module: Id,
    prefix: &str,
    named: &mut Named,
) -> Result<(), TorchDefect> {
    search.look(module)?;
    let heap = search.heap;
    let passing = passing_buffers(heap, module);
    for part in ["_parameters", "_buffers"] {
        if let Some(part) = heap.entry(module, part) {
            search.look(part)?;
            let kept = heap
                .entries(part)
                .filter(|(name, _)| !passing.contains(*name));
            search.collect(named, prefix, kept)?;
        }
    }
    Ok(())
}

/// Buffers that a module makes itself and never saves.
fn passing_buffers<'a>(heap: &Heap<'a>, module: Id) -> HashSet<&'a str> {
    let names = heap.entry(module, "_non_persistent_buffers_set");
    let names = names.and_then(|names| heap.list(names)).unwrap_or_default();
    names.iter().filter_map(|name| heap.text(*name)).collect()
}
