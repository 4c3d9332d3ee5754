//! What is stored is what is read.

use std::time::Instant;

use half::{bf16, f16};
use headlight_checkpoint::{Checkpoint, ModelFolder, read_f32};
use headlight_core::{WeightError, Weights};
use proptest::prelude::*;
use safetensors::tensor::Dtype;

use crate::support::{Tensor, open, root, serialise};

fn tensor(name: &str, dtype: Dtype, shape: &[usize], bytes: Vec<u8>) -> Tensor {
    Tensor {
        name: name.to_owned(),
        dtype,
        shape: shape.to_vec(),
        bytes,
    }
}

fn weights() -> Checkpoint {
    let single = [1.5f32, -2.0, f32::MIN_POSITIVE, 3e38].map(f32::to_le_bytes);
    let half = [1.5, -2.0, 6e-8, 65504.0].map(|x| f16::from_f32(x).to_le_bytes());
    let brain = [1.5, -2.0, 3e38].map(|x| bf16::from_f32(x).to_le_bytes());
    let tensors = [
        tensor("single", Dtype::F32, &[2, 2], single.concat()),
        // One byte moves what comes after it off its alignment.
        tensor("odd", Dtype::U8, &[1], vec![7]),
        tensor("half", Dtype::F16, &[4], half.concat()),
        tensor("brain", Dtype::BF16, &[3, 1], brain.concat()),
        tensor("none", Dtype::F32, &[0, 3], Vec::new()),
        tensor("scalar", Dtype::F32, &[], 4f32.to_le_bytes().to_vec()),
    ];
    open(&serialise(&tensors)).expect("the file is valid")
}

#[test]
fn every_kind_of_number_becomes_f32() {
    let weights = weights();
    let names = ["brain", "half", "none", "odd", "scalar", "single"];
    assert_eq!(weights.names(), names);
    let read = |name, shape: &[usize]| read_f32(&weights, name, shape).expect("it is there");
    assert_eq!(
        read("single", &[2, 2]),
        [1.5, -2.0, f32::MIN_POSITIVE, 3e38]
    );
    assert_eq!(
        read("half", &[4]),
        [1.5, -2.0, f16::from_f32(6e-8).to_f32(), 65504.0]
    );
    assert_eq!(read("brain", &[3, 1])[..2], [1.5, -2.0]);
    assert!(read("none", &[0, 3]).is_empty());
    assert_eq!(read("scalar", &[]), [4.0]);
}

#[test]
fn what_does_not_fit_is_said() {
    let weights = weights();
    let refusal = |name, shape: &[usize]| read_f32(&weights, name, shape).expect_err("no fit");
    assert_eq!(
        refusal("lost", &[1]),
        WeightError::Missing {
            name: "lost".into()
        }
    );
    assert_eq!(
        refusal("half", &[2, 2]).to_string(),
        "The tensor “half” has shape [4] instead of [2, 2]."
    );
    assert_eq!(
        refusal("odd", &[1]),
        WeightError::Dtype { name: "odd".into() }
    );
}

#[test]
fn the_default_model_is_quick_to_read() {
    let start = Instant::now();
    let folder = ModelFolder::open(&root().join("models/headlight-mini")).expect("it is there");
    let weights = folder.checkpoint().expect("it opens");
    println!("opened in {:?}", start.elapsed());
    let start = Instant::now();
    let read = |name| {
        let shape = weights.get(name).expect("it is listed").shape;
        read_f32(&weights, name, shape).expect("all are floating-point")
    };
    let all: Vec<Vec<f32>> = weights.names().into_iter().map(read).collect();
    println!("read in {:?}", start.elapsed());
    assert!(all.iter().flatten().all(|number| number.is_finite()));
    let numbers = all.iter().map(Vec::len).sum::<usize>();
    // 22.9 M as the model's card says.
    assert!((22_000_000..24_000_000).contains(&numbers));
}

fn any_tensor() -> impl Strategy<Value = Tensor> {
    let dtype = prop::sample::select(vec![Dtype::F32, Dtype::F16, Dtype::BF16, Dtype::I64]);
    let shape = prop::collection::vec(0usize..5, 0..4);
    ("\\PC{1,12}", dtype, shape).prop_flat_map(|(name, dtype, shape)| {
        let len = shape.iter().product::<usize>() * dtype.bitsize() / 8;
        prop::collection::vec(any::<u8>(), len).prop_map(move |bytes| Tensor {
            name: name.clone(),
            dtype,
            shape: shape.clone(),
            bytes,
        })
    })
}

/// One number of a kind, decoded on its own.
fn decode(dtype: Dtype, bytes: &[u8]) -> Option<f32> {
    match dtype {
        Dtype::F32 => Some(f32::from_le_bytes(bytes.try_into().expect("four bytes"))),
        Dtype::F16 => Some(f16::from_le_bytes(bytes.try_into().expect("two bytes")).to_f32()),
        Dtype::BF16 => Some(bf16::from_le_bytes(bytes.try_into().expect("two bytes")).to_f32()),
        _ => None,
    }
}

proptest! {
    #[test]
    fn what_safetensors_writes_is_read(tensors in prop::collection::vec(any_tensor(), 0..6)) {
        let mut names: Vec<_> = tensors.iter().map(|tensor| &tensor.name).collect();
        names.sort();
        names.dedup();
        prop_assume!(names.len() == tensors.len());
        let weights = open(&serialise(&tensors)).expect("the file is valid");
        prop_assert_eq!(weights.names(), names);
        for tensor in &tensors {
            let view = weights.get(&tensor.name).expect("it is listed");
            prop_assert_eq!(view.bytes, &tensor.bytes);
            prop_assert_eq!(view.shape, &tensor.shape);
            let read = read_f32(&weights, &tensor.name, &tensor.shape).ok();
            let size = tensor.dtype.bitsize() / 8;
            let alone: Option<Vec<_>> =
                tensor.bytes.chunks(size).map(|bytes| decode(tensor.dtype, bytes)).collect();
            if tensor.dtype == Dtype::I64 {
                prop_assert_eq!(read, None);
            } else {
                let bits = |numbers: Vec<f32>| numbers.into_iter().map(f32::to_bits).collect();
                let (read, alone): (Option<Vec<_>>, Option<Vec<_>>) = (read.map(bits), alone.map(bits));
                prop_assert_eq!(read, alone);
            }
        }
    }
}
