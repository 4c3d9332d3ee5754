//! A base model with an adapter merged into it.

use std::collections::{BTreeMap, BTreeSet};

use headlight_core::{WeightView, Weights};

use super::adapter::Change;
use super::factors::Factors;
use super::names::Shift;
use super::{AdapterDefect, LoraAdapter};
use crate::tensor::Tensor;
use crate::{CheckpointError, read_f32};

/// Weights of a base model, some of them replaced or added by an adapter.
pub struct Merged<'a> {
    base: &'a dyn Weights,
    tensors: BTreeMap<String, Tensor>,
}

impl Weights for Merged<'_> {
    fn names(&self) -> Vec<&str> {
        let own = self.tensors.keys().map(String::as_str);
        let names: BTreeSet<&str> = self.base.names().into_iter().chain(own).collect();
        names.into_iter().collect()
    }

    fn get(&self, name: &str) -> Option<WeightView<'_>> {
        match self.tensors.get(name) {
            Some(tensor) => tensor.view(),
            None => self.base.get(name),
        }
    }
}

impl LoraAdapter {
    /// Merges the adapter into its base: the weights that it changes are computed in f32, all others
    /// stay where they are.
    ///
    /// # Errors
    /// When the base lacks a weight that the adapter changes, or has it in another shape.
    pub fn merge<'a>(&self, base: &'a dyn Weights) -> Result<Merged<'a>, CheckpointError> {
        let tensors = self.tensors(base);
        let tensors = tensors.map_err(|defect| CheckpointError::Adapter {
            folder: self.folder.clone(),
            defect,
        })?;
        Ok(Merged { base, tensors })
    }

    fn tensors(&self, base: &dyn Weights) -> Result<BTreeMap<String, Tensor>, AdapterDefect> {
        let weight = |module: &String| format!("{module}.weight");
        let targets: Vec<_> = self.changes.keys().map(weight).collect();
        let shift = Shift::find(&targets, base);
        let mut tensors = BTreeMap::new();
        for (module, change) in &self.changes {
            let name = shift.apply(&weight(module));
            let tensor = self.changed(base, &name, module, change)?;
            tensors.insert(name, tensor);
        }
        for (name, stored) in &self.whole {
            let name = self.place(base, &shift, name)?;
            let tensor = self.weights.tensors.get(stored).cloned();
            tensors.extend(tensor.map(|tensor| (name, tensor)));
        }
        Ok(tensors)
    }

    /// The weight of a module with its change added.
    fn changed(
        &self,
        base: &dyn Weights,
        name: &str,
        module: &str,
        change: &Change,
    ) -> Result<Tensor, AdapterDefect> {
        let missing = || AdapterDefect::Target {
            name: name.to_owned(),
        };
        let shape = base.get(name).ok_or_else(missing)?.shape.to_vec();
        let rank = self.config.rank(module)?;
        let factors = self.factors(module, change, rank)?;
        let flipped = change.embedding || self.config.fan_in_fan_out;
        let expected = factors.shape(flipped);
        if shape != expected {
            return Err(AdapterDefect::Shape {
                name: name.to_owned(),
                change: expected.to_vec(),
                base: shape,
            });
        }
        let mut numbers = read(base, name, &shape)?;
        let scale = self.config.scale(module)?;
        factors.add_to(&mut numbers, rank, scale, flipped);
        Ok(Tensor::from_f32(shape, &numbers))
    }

    fn factors(
        &self,
        module: &str,
        change: &Change,
        rank: usize,
    ) -> Result<Factors, AdapterDefect> {
        let shape = |name| {
            self.weights
                .get(name)
                .map_or(&[][..], |weight| weight.shape)
        };
        let (shape_a, shape_b) = (shape(&change.a), shape(&change.b));
        match (shape_a, shape_b) {
            (&[rank_a, inputs], &[outputs, rank_b]) if rank_a == rank && rank_b == rank => {
                Ok(Factors {
                    a: read(&self.weights, &change.a, shape_a)?,
                    b: read(&self.weights, &change.b, shape_b)?,
                    inputs,
                    outputs,
                })
            }
            _ => Err(AdapterDefect::Rank {
                module: module.to_owned(),
                rank,
                a: shape_a.to_vec(),
                b: shape_b.to_vec(),
            }),
        }
    }

    /// Where a weight that is kept whole belongs: in the place of the base's, or beside the others.
    fn place(
        &self,
        base: &dyn Weights,
        shift: &Shift,
        name: &str,
    ) -> Result<String, AdapterDefect> {
        let shifted = shift.apply(name);
        if base.get(&shifted).is_some() {
            return Ok(shifted);
        }
        let saved = self.config.modules_to_save.iter().flatten();
        let mut parts = saved.filter_map(|module| module.rsplit('.').next());
        if !parts.any(|saved| name.split('.').any(|part| part == saved)) {
            let name = name.to_owned();
            return Err(AdapterDefect::Tensor { name });
        }
        Ok(match shift {
            Shift::Add(_) => name.to_owned(),
            Shift::None | Shift::Drop(_) => shifted,
        })
    }
}

fn read(weights: &dyn Weights, name: &str, shape: &[usize]) -> Result<Vec<f32>, AdapterDefect> {
    let numbers = read_f32(weights, name, shape).ok();
    numbers.ok_or_else(|| AdapterDefect::Dtype {
        name: name.to_owned(),
    })
}
