//! The machine's stack, with the marks that instructions leave on it.

use super::heap::Id;
use crate::torch::TorchDefect;

#[derive(Default)]
pub(super) struct Stack {
    ids: Vec<Id>,
    /// How high the stack was at each open mark.
    marks: Vec<usize>,
}

impl Stack {
    pub(super) fn push(&mut self, id: Id) {
        self.ids.push(id);
    }

    pub(super) fn mark(&mut self) {
        self.marks.push(self.ids.len());
    }

    /// The value that everything else is put into.
    pub(super) fn bottom(&self) -> Option<Id> {
        self.ids.first().copied()
    }

    /// The topmost value above the last mark.
    pub(super) fn top(&self) -> Result<Id, TorchDefect> {
        let floor = self.marks.last().copied().unwrap_or_default();
        let above = self.ids.get(floor..).unwrap_or_default();
        above.last().copied().ok_or(TorchDefect::Malformed)
    }

    pub(super) fn pop(&mut self) -> Result<Id, TorchDefect> {
        let top = self.top()?;
        self.ids.pop();
        Ok(top)
    }

    /// The topmost values, in the order in which they came.
    pub(super) fn pop_many(&mut self, count: usize) -> Result<Vec<Id>, TorchDefect> {
        let mut ids = Vec::with_capacity(count);
        for _ in 0..count {
            ids.push(self.pop()?);
        }
        ids.reverse();
        Ok(ids)
    }

    /// Everything above the last mark, and the mark.
    pub(super) fn pop_mark(&mut self) -> Result<Vec<Id>, TorchDefect> {
        let mark = self.marks.pop().ok_or(TorchDefect::Malformed)?;
        Ok(self.ids.split_off(mark))
    }
}
