//! Stored numbers as f32.

use half::slice::HalfFloatSliceExt;
use half::{bf16, f16};
use headlight_core::{Dtype, WeightError, WeightView, Weights};

/// The numbers of a weight, row-major, where it has the shape that is asked for. f16 and bf16 are
/// widened, which is exact.
///
/// # Errors
/// When the weight is missing, has another shape or does not hold floating-point numbers.
pub fn read_f32(
    weights: &dyn Weights,
    name: &str,
    shape: &[usize],
) -> Result<Vec<f32>, WeightError> {
    let weight = weights.get(name).ok_or_else(|| WeightError::Missing {
        name: name.to_owned(),
    })?;
    if weight.shape != shape {
        return Err(WeightError::Shape {
            name: name.to_owned(),
            found: weight.shape.to_vec(),
            expected: shape.to_vec(),
        });
    }
    decode(weight).ok_or_else(|| WeightError::Dtype {
        name: name.to_owned(),
    })
}

fn decode(weight: WeightView<'_>) -> Option<Vec<f32>> {
    match weight.dtype {
        Dtype::F32 => Some(numbers(weight.bytes, f32::from_le_bytes).collect()),
        Dtype::F16 => Some(widen(weight.bytes, f16::from_le_bytes)),
        Dtype::Bf16 => Some(widen(weight.bytes, bf16::from_le_bytes)),
        Dtype::Other => None,
    }
}

fn numbers<const N: usize, T>(
    bytes: &[u8],
    read: impl Fn([u8; N]) -> T,
) -> impl Iterator<Item = T> {
    bytes
        .as_chunks::<N>()
        .0
        .iter()
        .map(move |number| read(*number))
}

/// Widens block by block: the bytes in a file may lie unaligned, and `half` is fast on slices only.
fn widen<T: Default + Copy>(bytes: &[u8], read: impl Fn([u8; 2]) -> T) -> Vec<f32>
where
    [T]: HalfFloatSliceExt,
{
    const BLOCK: usize = 4096;
    let mut wide = vec![0.0; bytes.len() / 2];
    let mut block = [T::default(); BLOCK];
    for (out, bytes) in wide.chunks_mut(BLOCK).zip(bytes.chunks(2 * BLOCK)) {
        let narrow = &mut block[..out.len()];
        for (to, from) in narrow.iter_mut().zip(bytes.as_chunks::<2>().0) {
            *to = read(*from);
        }
        narrow.convert_to_f32_slice(out);
    }
    wide
}
