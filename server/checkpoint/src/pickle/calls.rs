//! The calls that a pickle may ask for. This table is closed: what is not here is refused, and what is
//! here only makes another inert value.

use super::heap::{Heap, Id, StoredTensor, Value};
use crate::torch::{Kind, TorchDefect};

/// What a known function does.
#[derive(Clone, Copy)]
enum Function {
    Dict,
    /// A collection out of its only argument.
    Same,
    Tensor,
    TensorWithKind,
    /// The tensor that is the first argument.
    Parameter,
    /// A call in a call: function, class, arguments, state.
    TensorOfClass,
    /// A value that training leaves beside the weights.
    Opaque,
}

fn known(module: &str, name: &str) -> Option<Function> {
    Some(match (module, name) {
        ("collections", "OrderedDict" | "defaultdict" | "Counter") => Function::Dict,
        ("builtins" | "__builtin__", "set" | "frozenset" | "list" | "tuple")
        | ("torch", "Size") => Function::Same,
        ("torch._utils", "_rebuild_tensor" | "_rebuild_tensor_v2") => Function::Tensor,
        ("torch._utils", "_rebuild_tensor_v3") => Function::TensorWithKind,
        ("torch._utils", "_rebuild_parameter" | "_rebuild_parameter_with_state") => {
            Function::Parameter
        }
        ("torch._tensor", "_rebuild_from_type_v2") => Function::TensorOfClass,
        ("torch", "device")
        | ("numpy", "dtype")
        | ("numpy.core.multiarray" | "numpy._core.multiarray", "scalar" | "_reconstruct")
        | ("_codecs", "encode")
        | ("pathlib" | "pathlib._local", "PosixPath" | "WindowsPath")
        | ("datetime", "datetime" | "timedelta") => Function::Opaque,
        _ => return None,
    })
}

/// The value of a call.
pub(super) fn call(heap: &mut Heap<'_>, function: Id, arguments: Id) -> Result<Id, TorchDefect> {
    let (module, name) = heap.global(function).ok_or(TorchDefect::Malformed)?;
    let known = known(module, name).ok_or_else(|| TorchDefect::Call {
        name: full_name(module, name),
    })?;
    let parts = heap.tuple(arguments).ok_or(TorchDefect::Malformed)?;
    let value = match known {
        Function::Dict => dict(function, parts),
        Function::Opaque => Value::Opaque,
        Function::Tensor => tensor(heap, parts, None)?,
        Function::TensorWithKind => tensor(heap, parts, Some(kind(heap, parts)?))?,
        Function::TensorOfClass => tensor_of_class(heap, parts)?,
        Function::Same => match parts {
            [] => Value::List(Vec::new()),
            [same] => return Ok(*same),
            _ => return Err(TorchDefect::Malformed),
        },
        Function::Parameter => return parts.first().copied().ok_or(TorchDefect::Malformed),
    };
    Ok(heap.add(value))
}

/// How a call is named to the user: as Python writes it, and not without end.
pub(super) fn full_name(module: &str, name: &str) -> String {
    format!("{module}.{name}").chars().take(200).collect()
}

/// An empty dict; or, as Python 2 wrote it, one with a list of pairs, which is not copied.
fn dict<'a>(function: Id, arguments: &[Id]) -> Value<'a> {
    match arguments {
        [] => Value::Dict(Vec::new()),
        [.., last] => Value::Object(function, vec![*last]),
    }
}

/// `storage, offset, shape, strides, …`
fn tensor<'a>(
    heap: &Heap<'a>,
    arguments: &[Id],
    kind: Option<Kind>,
) -> Result<Value<'a>, TorchDefect> {
    let [storage, offset, shape, strides, ..] = arguments else {
        return Err(TorchDefect::Malformed);
    };
    let Value::Storage(stored) = heap.get(*storage) else {
        return Err(TorchDefect::Malformed);
    };
    Ok(Value::Tensor(StoredTensor {
        kind: kind.unwrap_or(stored.kind),
        storage: *storage,
        offset: *offset,
        shape: *shape,
        strides: *strides,
    }))
}

/// The number type that newer tensors name: `…, requires_grad, hooks, dtype`.
fn kind(heap: &Heap<'_>, arguments: &[Id]) -> Result<Kind, TorchDefect> {
    let dtype = arguments.get(6).and_then(|dtype| heap.global(*dtype));
    let Some(("torch", name)) = dtype else {
        return Err(TorchDefect::Malformed);
    };
    Kind::of_dtype(name).ok_or_else(|| TorchDefect::Storage {
        name: full_name("torch", name),
    })
}

fn tensor_of_class<'a>(heap: &Heap<'a>, arguments: &[Id]) -> Result<Value<'a>, TorchDefect> {
    let [function, _, inner, ..] = arguments else {
        return Err(TorchDefect::Malformed);
    };
    let (module, name) = heap.global(*function).ok_or(TorchDefect::Malformed)?;
    let inner = heap.tuple(*inner).ok_or(TorchDefect::Malformed)?;
    match known(module, name) {
        Some(Function::Tensor) => tensor(heap, inner, None),
        _ => Err(TorchDefect::Call {
            name: full_name(module, name),
        }),
    }
}
