//! The border to libtorch: its errors become ours, its threads are set once.

use headlight_core::ModelError;
use tch::{Kind, TchError, Tensor};

/// Sets how many threads one operation may use. Call it once, before the first operation.
pub fn set_threads(threads: usize) {
    tch::set_num_threads(i32::try_from(threads).unwrap_or(i32::MAX));
}

/// What every tensor operation gives.
pub(crate) type Kernel<T> = Result<T, TchError>;

/// libtorch's message goes to the log only, without the C++ frames below its first line.
pub(crate) fn model_error(error: &TchError) -> ModelError {
    let message = error.to_string();
    ModelError::Kernel(message.lines().next().unwrap_or_default().to_owned())
}

/// Copies an f32 tensor of any shape out, row-major, to the end of `to`.
pub(crate) fn append_f32(tensor: &Tensor, to: &mut Vec<f32>) -> Kernel<()> {
    let tensor = tensor.f_contiguous()?;
    let count = tensor.numel();
    let start = to.len();
    to.resize(start + count, 0.0);
    tensor.f_copy_data(&mut to[start..], count)
}

/// An f32 tensor of this shape with a copy of these numbers.
pub(crate) fn tensor_f32(values: &[f32], shape: &[i64]) -> Kernel<Tensor> {
    Tensor::f_from_slice(values)?.f_view(shape)
}

/// Zeros of this shape.
pub(crate) fn zeros(shape: &[i64]) -> Kernel<Tensor> {
    Tensor::f_zeros(shape, (Kind::Float, tch::Device::Cpu))
}
