//! The models that live on one worker thread.

use std::sync::Arc;
use std::time::{Duration, Instant};

use headlight_core::{Model, ModelId, ModelInfo};

use super::Failure;
use super::cost::Costs;
use super::shelf::Shelf;
use crate::metrics::Metrics;

/// As many models as there is room for; the least recently used one makes place for another.
pub(super) struct Rack {
    shelf: Arc<Shelf>,
    /// The default model: there from the start, and not dropped for being idle.
    first: Option<Arc<ModelInfo>>,
    idle: Duration,
    costs: Arc<Costs>,
    metrics: Arc<Metrics>,
    /// The least recently used one first.
    held: Vec<Held>,
}

struct Held {
    id: ModelId,
    model: Box<dyn Model>,
    used: Instant,
    weights: Counted,
}

/// Bytes that the metrics tell of for as long as they are held.
struct Counted {
    bytes: u64,
    metrics: Arc<Metrics>,
}

impl Rack {
    /// Nothing held yet; [`Rack::begin`] brings in `first`.
    pub(super) fn new(
        shelf: Arc<Shelf>,
        first: Option<Arc<ModelInfo>>,
        idle: Duration,
        costs: Arc<Costs>,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self {
            shelf,
            first,
            idle,
            costs,
            metrics,
            held: Vec::new(),
        }
    }

    /// The model, loaded if need be.
    pub(super) fn model(&mut self, info: &ModelInfo) -> Result<&dyn Model, Failure> {
        let place = self.held.iter().position(|held| held.id == info.id);
        let mut held = match place {
            Some(place) => self.held.remove(place),
            None => self.load(info)?,
        };
        held.used = Instant::now();
        Ok(&*self.held.push_mut(held).model)
    }

    /// Brings in the default model.
    pub(super) fn begin(&mut self) {
        if let Some(first) = self.first.clone() {
            // What came of it is remembered by the shelf.
            let _ = self.model(&first);
        }
    }

    /// Drops what nobody has asked for in a while, and tries the default model again where it did
    /// not load: a server that waits to be ready may wait for its first request as well.
    pub(super) fn tidy(&mut self) {
        let due = |at: Option<Instant>| at.is_some_and(|at| at <= Instant::now());
        while let Some(place) = (0..self.held.len()).find(|place| due(self.leaves(*place))) {
            self.held.remove(place);
        }
        if due(self.first_again()) {
            self.begin();
        }
    }

    /// When there will be something to tidy.
    pub(super) fn wakes(&self) -> Option<Instant> {
        let leaves = (0..self.held.len()).filter_map(|place| self.leaves(place));
        leaves.chain(self.first_again()).min()
    }

    /// When a model leaves unless it is asked for; the default model never does.
    fn leaves(&self, place: usize) -> Option<Instant> {
        let held = &self.held[place];
        let stays = self.first.as_ref().is_some_and(|first| first.id == held.id);
        (!stays).then(|| held.used.checked_add(self.idle)).flatten()
    }

    /// When the default model is tried again, where it did not load.
    fn first_again(&self) -> Option<Instant> {
        let first = self.first.as_ref()?;
        let missing = self.held.iter().all(|held| held.id != first.id);
        missing.then(|| self.shelf.retry_at(&first.id)).flatten()
    }

    fn load(&mut self, info: &ModelInfo) -> Result<Held, Failure> {
        self.shelf.admit(info)?;
        self.make_room_for(info.weight_bytes());
        let (model, speed) = self.shelf.load(info)?;
        if let Some(speed) = speed {
            self.costs.calibrate(&info.id, speed);
        }
        Ok(Held {
            id: info.id.clone(),
            model,
            used: Instant::now(),
            weights: Counted::new(info.weight_bytes(), self.metrics.clone()),
        })
    }

    fn make_room_for(&mut self, bytes: u64) {
        let taken = |held: &[Held]| held.iter().map(|held| held.weights.bytes).sum::<u64>();
        while !self.held.is_empty() && taken(&self.held) + bytes > self.shelf.room() {
            self.held.remove(0);
        }
    }
}

impl Counted {
    fn new(bytes: u64, metrics: Arc<Metrics>) -> Self {
        metrics.models_loaded.inc();
        metrics.model_bytes.inc_by(bytes as i64);
        Self { bytes, metrics }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.metrics.models_loaded.dec();
        self.metrics.model_bytes.dec_by(self.bytes as i64);
    }
}
