//! Vectors as directions in a byte for each number.

/// What 1 / length is a fraction of, beside 127.
const SCALE: f32 = 65_535.0;

/// Brings a vector's largest number to ±127 and rounds. What comes back times the numbers is a vector
/// of length one: round(65,535 · 127 / ‖numbers‖), so that 1 / ‖numbers‖ is it / (65,535 · 127). Zeros
/// stay zeros and have the scale 0.
pub(super) fn quantise(vector: &[f32], numbers: &mut [u8]) -> u16 {
    let largest = vector.iter().fold(0f32, |most, x| most.max(x.abs()));
    let factor = 127.0 / largest;
    if !factor.is_normal() {
        numbers.fill(0);
        return 0;
    }
    let mut squares = 0i32;
    for (number, x) in numbers.iter_mut().zip(vector) {
        let rounded = (x * factor).round() as i8;
        squares += i32::from(rounded) * i32::from(rounded);
        *number = rounded.cast_unsigned();
    }
    (SCALE * 127.0 / (squares as f32).sqrt()).round() as u16
}

/// What numbers are multiplied with to be of length one.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "a part of the kernels' innermost loop"
)]
pub(super) fn scale(bytes: [u8; 2]) -> f32 {
    f32::from(u16::from_le_bytes(bytes)) * (1.0 / (SCALE * 127.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn directions_are_kept(vector in prop::collection::vec(-3f32..3.0, 2..400)) {
            let mut numbers = vec![0; vector.len()];
            let scale = scale(quantise(&vector, &mut numbers).to_le_bytes());
            let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
            prop_assume!(length > 1e-3);
            let kept = numbers.iter().map(|n| f32::from(n.cast_signed()) * scale);
            let cosine: f32 = kept.zip(&vector).map(|(n, x)| n * x / length).sum();
            prop_assert!((0.999..1.0005).contains(&cosine), "{cosine}");
        }
    }

    #[test]
    fn nothing_has_no_direction() {
        let mut numbers = [7; 3];
        assert_eq!(quantise(&[0.0; 3], &mut numbers), 0);
        assert_eq!(numbers, [0; 3]);
        assert_eq!(quantise(&[f32::NAN; 3], &mut numbers), 0);
        assert_eq!(quantise(&[f32::INFINITY, 1.0, 0.0], &mut numbers), 0);
    }
}
