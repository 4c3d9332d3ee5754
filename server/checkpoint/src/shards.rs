//! Weights that are spread over several files, with an index: `{"weight_map": {TENSOR: FILE, …}}`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path};

use serde::Deserialize;

use crate::checkpoint::name_of;
use crate::{Checkpoint, CheckpointError, Defect};

const MAX_INDEX_BYTES: u64 = 16 * 1024 * 1024;
/// Every shard stays open; the largest published models have a few hundred.
const MAX_SHARDS: usize = 1024;

#[derive(Deserialize)]
struct Index {
    weight_map: BTreeMap<String, String>,
}

/// Opens all the files of an index and gives the tensors that it names.
pub(crate) fn open(index: &Path) -> Result<Checkpoint, CheckpointError> {
    let defect = |defect| CheckpointError::File {
        file: name_of(index),
        defect,
    };
    let Index { weight_map } = read(index).map_err(defect)?;
    let mut shards: BTreeMap<&str, Checkpoint> = BTreeMap::new();
    for shard in weight_map.values() {
        if shards.contains_key(shard.as_str()) {
            continue;
        }
        if shards.len() == MAX_SHARDS {
            return Err(defect(Defect::ShardCount));
        }
        let path = index.with_file_name(plain(shard).map_err(defect)?);
        shards.insert(shard, Checkpoint::open(&path)?);
    }
    let mut tensors = BTreeMap::new();
    for (name, shard) in &weight_map {
        let tensor = shards.get_mut(shard.as_str());
        let tensor = tensor.and_then(|shard| shard.tensors.remove(name));
        let lost = || Defect::ShardTensor {
            name: name.clone(),
            shard: shard.clone(),
        };
        tensors.insert(name.clone(), tensor.ok_or_else(lost).map_err(defect)?);
    }
    Ok(Checkpoint { tensors })
}

fn read(index: &Path) -> Result<Index, Defect> {
    let mut json = Vec::new();
    let mut file = File::open(index)?.take(MAX_INDEX_BYTES + 1);
    file.read_to_end(&mut json)?;
    if json.len() as u64 > MAX_INDEX_BYTES {
        return Err(Defect::IndexTooLarge);
    }
    serde_json::from_slice(&json).map_err(Defect::Index)
}

/// A shard lies beside its index: its name leads to no other folder, on no system.
fn plain(name: &str) -> Result<&str, Defect> {
    let mut components = Path::new(name).components();
    let one = matches!(
        (components.next(), components.next()),
        (Some(Component::Normal(part)), None) if part == name
    );
    if one && !name.contains(['\\', ':', '\0']) {
        Ok(name)
    } else {
        let shard = name.chars().take(100).collect();
        Err(Defect::ShardName { shard })
    }
}
