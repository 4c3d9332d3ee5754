//! The header of a safetensors file: names, shapes and places of its tensors.
//!
//! Layout: the header's length (u64, little-endian), the header (JSON), the numbers
//! (<https://huggingface.co/docs/safetensors>). The crate `safetensors` defines the entries; the
//! checks are ours, because it adds up offsets without a guard against overflow and lets the last of
//! two tensors of one name win.

use std::collections::BTreeMap;
use std::fmt;

use headlight_core::Dtype;
use safetensors::tensor::TensorInfo;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::Defect;
use crate::tensor::{Data, Source, Tensor};

/// The largest header that is read. The largest published models stay below 1 MiB per file.
pub(crate) const MAX_HEADER_BYTES: u64 = 16 * 1024 * 1024;

const LENGTH_BYTES: usize = size_of::<u64>();

/// Whether a file begins as one of safetensors: behind its length, the header is a JSON object.
pub(crate) fn is_safetensors(file: &[u8]) -> bool {
    file.get(LENGTH_BYTES) == Some(&b'{')
}

/// Reads and checks the header of a whole file.
pub(crate) fn read(source: &Source) -> Result<BTreeMap<String, Tensor>, Defect> {
    let file = source.bytes();
    let (header, data) = split(file)?;
    let mut entries = parse(header)?;
    entries.sort_by_key(|(_, info)| info.data_offsets);
    check(&entries, data.len())?;
    let data_start = file.len() - data.len();
    let mut tensors = BTreeMap::new();
    for (name, info) in entries {
        if tensors.contains_key(&name) {
            return Err(Defect::Duplicate { name });
        }
        tensors.insert(name, place(source, info, data_start));
    }
    Ok(tensors)
}

fn split(file: &[u8]) -> Result<(&[u8], &[u8]), Defect> {
    let (length, rest) = file
        .split_first_chunk::<LENGTH_BYTES>()
        .ok_or(Defect::HeaderCut)?;
    let bytes = u64::from_le_bytes(*length);
    if bytes > MAX_HEADER_BYTES {
        return Err(Defect::HeaderTooLarge { bytes });
    }
    rest.split_at_checked(bytes as usize)
        .ok_or(Defect::HeaderCut)
}

fn parse(header: &[u8]) -> Result<Vec<(String, TensorInfo)>, Defect> {
    let mut json = serde_json::Deserializer::from_slice(header);
    let entries = json.deserialize_map(Entries)?;
    json.end()?;
    Ok(entries)
}

/// Reads all entries, those of one name too, which a map would silently merge.
struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Vec<(String, TensorInfo)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tensors by name")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut entries = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            if name == "__metadata__" {
                map.next_value::<IgnoredAny>()?;
            } else {
                entries.push((name, map.next_value()?));
            }
        }
        Ok(entries)
    }
}

/// Every tensor fits its shape, follows the one before it, and together they fill the data.
fn check(entries: &[(String, TensorInfo)], found: usize) -> Result<(), Defect> {
    let mut expected = 0;
    for (name, info) in entries {
        let (start, end) = info.data_offsets;
        if start != expected {
            return Err(Defect::Offsets { name: name.clone() });
        }
        if byte_len(info).is_none_or(|bytes| start.checked_add(bytes) != Some(end)) {
            return Err(Defect::Shape { name: name.clone() });
        }
        expected = end;
    }
    if expected == found {
        Ok(())
    } else {
        Err(Defect::DataSize { expected, found })
    }
}

/// Bytes of a tensor by its shape; none where that is no whole or no possible number.
fn byte_len(info: &TensorInfo) -> Option<usize> {
    let bits = info
        .shape
        .iter()
        .try_fold(info.dtype.bitsize(), |bits, size| bits.checked_mul(*size))?;
    bits.is_multiple_of(8).then_some(bits / 8)
}

fn place(source: &Source, info: TensorInfo, data_start: usize) -> Tensor {
    let (start, end) = info.data_offsets;
    Tensor {
        dtype: match info.dtype {
            safetensors::Dtype::F32 => Dtype::F32,
            safetensors::Dtype::F16 => Dtype::F16,
            safetensors::Dtype::BF16 => Dtype::Bf16,
            _ => Dtype::Other,
        },
        shape: info.shape,
        data: Data::Stored(source.clone(), data_start + start..data_start + end),
    }
}
