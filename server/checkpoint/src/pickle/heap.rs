//! The values that a pickle describes, in one flat list: they name each other by number, so that
//! sharing and cycles cost nothing and nothing is ever dropped recursively.

use std::iter;

use crate::torch::Kind;

/// The number of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Id(u32);

/// A value that does nothing.
#[derive(Debug)]
pub(crate) enum Value<'a> {
    None,
    Bool(bool),
    Int(i64),
    /// An integer of more than eight bytes, as it is written.
    Long(&'a [u8]),
    Text(&'a str),
    Tuple(Vec<Id>),
    List(Vec<Id>),
    Dict(Vec<(Id, Id)>),
    /// The name of a class or function, behind that of its module.
    Global(&'a str, &'a str),
    /// An object of an unknown class: dicts with its attributes and entries.
    Object(Id, Vec<Id>),
    Storage(Storage<'a>),
    Tensor(StoredTensor),
    /// A value whose content nobody reads, such as a fraction or bytes.
    Opaque,
}

/// A run of numbers that tensors show parts of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Storage<'a> {
    pub(crate) kind: Kind,
    pub(crate) key: &'a str,
}

/// A tensor as it was stored; nothing of it is checked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StoredTensor {
    pub(crate) kind: Kind,
    pub(crate) storage: Id,
    /// In numbers, from the storage's first.
    pub(crate) offset: Id,
    pub(crate) shape: Id,
    pub(crate) strides: Id,
}

/// All values of a pickle.
#[derive(Debug, Default)]
pub(crate) struct Heap<'a>(Vec<Value<'a>>);

impl<'a> Heap<'a> {
    pub(crate) fn add(&mut self, value: Value<'a>) -> Id {
        self.0.push(value);
        Id(self.0.len() as u32 - 1)
    }

    pub(crate) fn get(&self, id: Id) -> &Value<'a> {
        &self.0[id.0 as usize]
    }

    pub(super) fn get_mut(&mut self, id: Id) -> &mut Value<'a> {
        &mut self.0[id.0 as usize]
    }

    /// Gives an object a dict of attributes or entries.
    pub(super) fn extend_object(&mut self, object: Id, part: Id) {
        if let Value::Object(_, parts) = self.get_mut(object) {
            parts.push(part);
        }
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &Value<'a>> {
        self.0.iter()
    }

    pub(crate) fn text(&self, id: Id) -> Option<&'a str> {
        match self.get(id) {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number that counts something, so never a negative one.
    pub(crate) fn count(&self, id: Id) -> Option<usize> {
        match self.get(id) {
            Value::Int(number) => usize::try_from(*number).ok(),
            _ => None,
        }
    }

    pub(crate) fn tuple(&self, id: Id) -> Option<&[Id]> {
        match self.get(id) {
            Value::Tuple(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn list(&self, id: Id) -> Option<&[Id]> {
        match self.get(id) {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// Module and name of a global.
    pub(crate) fn global(&self, id: Id) -> Option<(&'a str, &'a str)> {
        match self.get(id) {
            Value::Global(module, name) => Some((module, name)),
            _ => None,
        }
    }

    /// Entries of a dict under names, or attributes of an object.
    pub(crate) fn entries(&self, id: Id) -> impl Iterator<Item = (&'a str, Id)> {
        let parts = self.parts(id).iter().chain(self.is_dict(id).then_some(&id));
        let parts: Vec<Id> = parts.copied().collect();
        parts
            .into_iter()
            .flat_map(|part| self.pairs(part))
            .filter_map(|(key, value)| Some((self.text(key)?, value)))
    }

    /// The last entry of that name, which is the one that Python keeps.
    pub(crate) fn entry(&self, id: Id, name: &str) -> Option<Id> {
        let entries = self.entries(id).filter(|(key, _)| *key == name);
        entries.last().map(|(_, value)| value)
    }

    /// How many steps it takes to go through the entries.
    pub(crate) fn cost(&self, id: Id) -> usize {
        let of = |id| match self.get(id) {
            Value::Dict(entries) => entries.len(),
            Value::List(items) => items.len(),
            _ => 1,
        };
        of(id) + self.parts(id).iter().map(|part| of(*part)).sum::<usize>()
    }

    fn is_dict(&self, id: Id) -> bool {
        matches!(self.get(id), Value::Dict(_))
    }

    fn parts(&self, id: Id) -> &[Id] {
        match self.get(id) {
            Value::Object(_, parts) => parts,
            _ => &[],
        }
    }

    /// Keys and values of a dict, or of a list of pairs.
    fn pairs(&self, id: Id) -> Box<dyn Iterator<Item = (Id, Id)> + '_> {
        match self.get(id) {
            Value::Dict(entries) => Box::new(entries.iter().copied()),
            Value::List(items) => Box::new(items.iter().filter_map(|item| self.pair(*item))),
            _ => Box::new(iter::empty()),
        }
    }

    fn pair(&self, id: Id) -> Option<(Id, Id)> {
        match self.list(id).or_else(|| self.tuple(id)) {
            Some(&[key, value]) => Some((key, value)),
            _ => None,
        }
    }
}
