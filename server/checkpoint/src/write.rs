//! Writes weights as a safetensors file that is there whole or not at all.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use headlight_core::{Dtype, WeightView};
use safetensors::tensor::TensorInfo;
use serde_json::{Map, Value, json};
use tempfile::NamedTempFile;

use crate::CheckpointError;
use crate::checkpoint::name_of;

/// Behind its length, the numbers begin at a multiple of this.
const ALIGNMENT: usize = 8;

/// Writes weights under these names, in the place of a file that is already there. Only weights are
/// written: what holds no floating-point numbers (f32, f16 or bf16) is left out.
///
/// The file appears when all of it is on the disk; a file of that name which is open meanwhile stays
/// what it was for its readers.
///
/// # Errors
/// When the system refuses. Nothing is left behind then.
pub fn write_safetensors<'a>(
    path: &Path,
    weights: impl IntoIterator<Item = (&'a str, WeightView<'a>)>,
) -> Result<(), CheckpointError> {
    write(path, weights).map_err(|source| CheckpointError::Unwritable {
        file: name_of(path),
        source,
    })
}

fn write<'a>(
    path: &Path,
    weights: impl IntoIterator<Item = (&'a str, WeightView<'a>)>,
) -> io::Result<()> {
    let weights: BTreeMap<_, _> = weights.into_iter().collect();
    let mut weights: Vec<_> = weights.into_iter().collect();
    // Wide numbers first, so that all of them are aligned.
    weights.sort_by_key(|(_, weight)| std::cmp::Reverse(weight.dtype.bytes()));
    let header = header(&weights)?;
    let parent = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = parent.unwrap_or_else(|| Path::new("."));
    let file = temporary(folder)?;
    let mut out = BufWriter::new(file.as_file());
    out.write_all(&(header.len() as u64).to_le_bytes())?;
    out.write_all(&header)?;
    for (_, weight) in &weights {
        if stored_dtype(weight.dtype).is_some() {
            out.write_all(weight.bytes)?;
        }
    }
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync(folder)
}

fn header(weights: &[(&str, WeightView<'_>)]) -> io::Result<Vec<u8>> {
    let mut entries = Map::new();
    // Without it, transformers refuses the file.
    entries.insert("__metadata__".to_owned(), json!({"format": "pt"}));
    let mut end = 0;
    for (name, weight) in weights {
        if let Some(dtype) = stored_dtype(weight.dtype) {
            let start = end;
            end += weight.bytes.len();
            let info = TensorInfo {
                dtype,
                shape: weight.shape.to_vec(),
                data_offsets: (start, end),
            };
            entries.insert((*name).to_owned(), serde_json::to_value(info)?);
        }
    }
    let mut header = serde_json::to_vec(&Value::Object(entries))?;
    header.resize(header.len().next_multiple_of(ALIGNMENT), b' ');
    Ok(header)
}

fn stored_dtype(dtype: Dtype) -> Option<safetensors::Dtype> {
    match dtype {
        Dtype::F32 => Some(safetensors::Dtype::F32),
        Dtype::F16 => Some(safetensors::Dtype::F16),
        Dtype::Bf16 => Some(safetensors::Dtype::BF16),
        Dtype::Other => None,
    }
}

/// A hidden file that vanishes unless it is renamed, readable by whom other files are.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.prefix(".headlight-").tempfile_in(folder)
}

/// Makes sure that the new name outlives a loss of power; only Unix opens folders.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
