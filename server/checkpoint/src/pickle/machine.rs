//! The stack machine of a pickle, over inert values.

use std::collections::HashMap;

use super::calls;
use super::cursor::Cursor;
use super::heap::{Heap, Id, Storage, Value};
use super::opcode::{self, Op};
use super::stack::Stack;
use crate::torch::{Kind, TorchDefect};

/// How many instructions are followed. A module of BERT-large takes 60 thousand; a pickle of this many
/// takes less than 256 MiB.
const MAX_STEPS: usize = 2_000_000;

/// What a pickle describes.
#[derive(Debug)]
pub(crate) struct Pickle<'a> {
    pub(crate) heap: Heap<'a>,
    pub(crate) root: Id,
}

/// Runs the pickle that begins at the cursor and leaves the cursor behind it.
pub(crate) fn run<'a>(cursor: &mut Cursor<'a>) -> Result<Pickle<'a>, TorchDefect> {
    let mut machine = Machine::default();
    for _ in 0..MAX_STEPS {
        let op = opcode::read(cursor)?;
        if matches!(op, Op::Stop) {
            let root = machine.stack.pop()?;
            let heap = machine.heap;
            return Ok(Pickle { heap, root });
        }
        machine.step(op)?;
    }
    Err(TorchDefect::TooLong { steps: MAX_STEPS })
}

#[derive(Default)]
struct Machine<'a> {
    heap: Heap<'a>,
    stack: Stack,
    memo: HashMap<u32, Id>,
}

impl<'a> Machine<'a> {
    fn step(&mut self, op: Op<'a>) -> Result<(), TorchDefect> {
        match op {
            Op::Nothing | Op::Stop => {}
            Op::Push(value) => self.push(value),
            Op::Mark => self.stack.mark(),
            Op::Pop => drop(self.stack.pop()?),
            Op::PopMark => drop(self.stack.pop_mark()?),
            Op::Duplicate => self.stack.push(self.stack.top()?),
            Op::Tuple(count) => {
                let items = self.stack.pop_many(count)?;
                self.push(Value::Tuple(items));
            }
            Op::TupleFromMark => {
                let items = self.stack.pop_mark()?;
                self.push(Value::Tuple(items));
            }
            Op::ListFromMark => {
                let items = self.stack.pop_mark()?;
                self.push(Value::List(items));
            }
            Op::DictFromMark => {
                let entries = pairs(&self.stack.pop_mark()?)?;
                self.push(Value::Dict(entries));
            }
            Op::Append => {
                let items = self.stack.pop_many(1)?;
                self.append(&items)?;
            }
            Op::AppendFromMark => {
                let items = self.stack.pop_mark()?;
                self.append(&items)?;
            }
            Op::Set => {
                let items = self.stack.pop_many(2)?;
                self.set(&items)?;
            }
            Op::SetFromMark => {
                let items = self.stack.pop_mark()?;
                self.set(&items)?;
            }
            Op::Get(index) => {
                let id = self.memo.get(&index).ok_or(TorchDefect::Malformed)?;
                self.stack.push(*id);
            }
            Op::Put(index) => drop(self.memo.insert(index, self.stack.top()?)),
            Op::PutNext => {
                let index = self.memo.len() as u32;
                self.memo.insert(index, self.stack.top()?);
            }
            Op::Global(module, name) => self.push(Value::Global(module, name)),
            Op::GlobalFromStack => self.global()?,
            Op::Call => self.call()?,
            Op::Object(arguments) => self.object(arguments)?,
            Op::Build => self.build()?,
            Op::Persistent => self.persistent()?,
        }
        Ok(())
    }

    fn push(&mut self, value: Value<'a>) {
        let id = self.heap.add(value);
        self.stack.push(id);
    }

    fn append(&mut self, items: &[Id]) -> Result<(), TorchDefect> {
        match self.heap.get_mut(self.stack.top()?) {
            Value::List(list) => list.extend(items),
            Value::Object(..) | Value::Opaque => {}
            _ => return Err(TorchDefect::Malformed),
        }
        Ok(())
    }

    fn set(&mut self, items: &[Id]) -> Result<(), TorchDefect> {
        let entries = pairs(items)?;
        let dict = self.stack.top()?;
        match self.heap.get_mut(dict) {
            Value::Dict(dict) => dict.extend(entries),
            Value::Object(..) => {
                let part = self.heap.add(Value::Dict(entries));
                self.heap.extend_object(dict, part);
            }
            Value::Opaque => {}
            _ => return Err(TorchDefect::Malformed),
        }
        Ok(())
    }

    fn global(&mut self) -> Result<(), TorchDefect> {
        let (name, module) = (self.stack.pop()?, self.stack.pop()?);
        let name = self.heap.text(name).ok_or(TorchDefect::Malformed)?;
        let module = self.heap.text(module).ok_or(TorchDefect::Malformed)?;
        self.push(Value::Global(module, name));
        Ok(())
    }

    fn call(&mut self) -> Result<(), TorchDefect> {
        let (arguments, function) = (self.stack.pop()?, self.stack.pop()?);
        let result = calls::call(&mut self.heap, function, arguments);
        let id = result.map_err(|defect| match defect {
            TorchDefect::Call { name } if self.is_module() => TorchDefect::CallInModule { name },
            other => other,
        })?;
        self.stack.push(id);
        Ok(())
    }

    /// Whether the pickle is of an object as a whole, rather than of a dict.
    fn is_module(&self) -> bool {
        let bottom = self.stack.bottom().map(|id| self.heap.get(id));
        matches!(bottom, Some(Value::Object(..)))
    }

    fn object(&mut self, arguments: usize) -> Result<(), TorchDefect> {
        self.stack.pop_many(arguments)?;
        let class = self.stack.pop()?;
        self.heap.global(class).ok_or(TorchDefect::Malformed)?;
        self.push(Value::Object(class, Vec::new()));
        Ok(())
    }

    /// Gives an object its attributes: a dict, or two of them where the class has slots.
    fn build(&mut self) -> Result<(), TorchDefect> {
        let (state, object) = (self.stack.pop()?, self.stack.top()?);
        match (self.heap.get(object), self.heap.tuple(state)) {
            (Value::Object(..), Some(&[attributes, slots])) => {
                self.heap.extend_object(object, attributes);
                self.heap.extend_object(object, slots);
            }
            (Value::Object(..), _) => self.heap.extend_object(object, state),
            // What torch hangs onto an OrderedDict or a tensor is of no use to us.
            (Value::Dict(_) | Value::List(_) | Value::Tensor(_) | Value::Opaque, _) => {}
            _ => return Err(TorchDefect::Malformed),
        }
        Ok(())
    }

    /// What torch keeps beside the pickle: the numbers of a storage, or the source of a class.
    fn persistent(&mut self) -> Result<(), TorchDefect> {
        let id = self.stack.pop()?;
        let Some(&[tag, class, key, ..]) = self.heap.tuple(id) else {
            return Err(TorchDefect::Malformed);
        };
        match self.heap.text(tag) {
            Some("storage") => {
                let (module, name) = self.heap.global(class).ok_or(TorchDefect::Malformed)?;
                let kind = Kind::of_storage(module, name);
                let kind = kind.ok_or_else(|| TorchDefect::Storage {
                    name: calls::full_name(module, name),
                })?;
                let key = self.heap.text(key).ok_or(TorchDefect::Malformed)?;
                self.push(Value::Storage(Storage { kind, key }));
            }
            Some("module") => self.stack.push(class),
            _ => return Err(TorchDefect::Malformed),
        }
        Ok(())
    }
}

fn pairs(items: &[Id]) -> Result<Vec<(Id, Id)>, TorchDefect> {
    let (pairs, []) = items.as_chunks::<2>() else {
        return Err(TorchDefect::Malformed);
    };
    Ok(pairs.iter().map(|[key, value]| (*key, *value)).collect())
}
