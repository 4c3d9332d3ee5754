//! Many sequences, a batch at a time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use headlight_core::{ModelError, ModelId, Sequence};

use super::cost::{Costs, Work};
use super::jobs::Step;

/// Many sequences, cut into batches by what they cost.
pub(super) struct Batches<T> {
    sequences: Vec<Sequence>,
    /// Places in `sequences`, the shortest first: a batch of equals needs no padding.
    order: Vec<usize>,
    done: usize,
    answers: Vec<Option<T>>,
    model: ModelId,
    work: Work,
    costs: Arc<Costs>,
}

impl<T> Batches<T> {
    /// Nothing done yet.
    pub(super) fn new(
        sequences: Vec<Sequence>,
        model: ModelId,
        work: Work,
        costs: Arc<Costs>,
    ) -> Self {
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        order.sort_by_key(|place| sequences[*place].len());
        let answers = sequences.iter().map(|_| None).collect();
        Self {
            sequences,
            order,
            done: 0,
            answers,
            model,
            work,
            costs,
        }
    }

    /// Runs the next batch, given as places among the sequences and these themselves; in the end, all
    /// answers in the order of the sequences.
    pub(super) fn step(
        &mut self,
        run: impl FnOnce(&[usize], &[Sequence]) -> Result<Vec<T>, ModelError>,
    ) -> Result<Step<Vec<T>>, ModelError> {
        let places = self.next();
        let batch: Vec<_> = places.iter().map(|p| self.sequences[*p].clone()).collect();
        let started = Instant::now();
        for (place, answer) in places.iter().zip(run(&places, &batch)?) {
            self.answers[*place] = Some(answer);
        }
        self.learn(&batch, started.elapsed());
        self.done += places.len();
        if self.done < self.order.len() {
            return Ok(Step::More);
        }
        let answers: Option<Vec<T>> = self.answers.drain(..).collect();
        let missing = || ModelError::Kernel("the model left sequences out".to_owned());
        answers.map(Step::Done).ok_or_else(missing)
    }

    /// The places of the next batch: at least one.
    fn next(&self) -> Vec<usize> {
        let tokens = self.costs.tokens(&self.model, self.work);
        let rest = &self.order[self.done..];
        let fits = |(taken, place): &(usize, &usize)| {
            *taken == 0 || (taken + 1) * self.sequences[**place].len() <= tokens
        };
        let batch = rest.iter().enumerate().take_while(fits);
        batch.map(|(_, place)| *place).collect()
    }

    /// What this batch took tells how large the next one may be.
    fn learn(&self, batch: &[Sequence], took: Duration) {
        let longest = batch.iter().map(Sequence::len).max().unwrap_or_default();
        let padded = longest * batch.len();
        self.costs.learn(&self.model, self.work, padded, took);
    }
}

#[cfg(test)]
mod tests {
    use headlight_core::{TokenId, TokensPerSecond};

    use super::*;
    use crate::metrics::Metrics;

    fn sequence(len: usize) -> Sequence {
        Sequence::new(vec![TokenId(len as u32); len], vec![0; len], vec![])
    }

    fn batches<T>(sequences: Vec<Sequence>) -> Batches<T> {
        let costs = Arc::new(Costs::new(Arc::new(Metrics::new())));
        let model = ModelId::parse("a").unwrap();
        costs.calibrate(&model, TokensPerSecond(2560.0));
        Batches::new(sequences, model, Work::Score, costs)
    }

    #[test]
    fn answers_come_in_the_order_of_the_questions() {
        let lengths: Vec<usize> = (0..200).map(|n| (n * 37) % 100 + 1).collect();
        let mut batches = batches(lengths.iter().copied().map(sequence).collect());
        let mut runs = 0;
        let answers = loop {
            runs += 1;
            let step = batches.step(|_, batch| Ok(batch.iter().map(Sequence::len).collect()));
            if let Step::Done(answers) = step.unwrap() {
                break answers;
            }
        };
        assert_eq!(answers, lengths);
        assert!(runs > 4, "{runs}");
    }

    #[test]
    fn slow_batches_make_smaller_ones() {
        let batches = batches::<()>((0..100).map(|_| sequence(64)).collect());
        assert_eq!(batches.next().len(), 4);
        batches.learn(&[sequence(64)], Duration::from_secs(1));
        assert_eq!(batches.next().len(), 2);
        for _ in 0..20 {
            batches.learn(&[sequence(64)], Duration::from_millis(10));
        }
        assert_eq!(batches.next().len(), 9);
        batches.learn(&[sequence(64)], Duration::ZERO);
        assert_eq!(batches.next().len(), 32);
    }
}
