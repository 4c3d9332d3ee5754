//! Many sequences, a batch at a time.

use std::time::{Duration, Instant};

use headlight_core::{ModelError, Sequence};

use super::jobs::Step;

/// How long one step of a long job should take.
const SLICE: Duration = Duration::from_millis(100);

/// Padded tokens of the first batch, and the least and the most of a later one.
const FIRST_BATCH: usize = 256;
const SMALLEST_BATCH: usize = 64;
const LARGEST_BATCH: usize = 2048;

/// Many sequences, cut into batches that take about [`SLICE`] each.
pub(super) struct Batches<T> {
    sequences: Vec<Sequence>,
    /// Places in `sequences`, the shortest first: a batch of equals needs no padding.
    order: Vec<usize>,
    done: usize,
    padded_tokens: usize,
    answers: Vec<Option<T>>,
}

impl<T> Batches<T> {
    /// Nothing done yet.
    pub(super) fn new(sequences: Vec<Sequence>) -> Self {
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        order.sort_by_key(|place| sequences[*place].len());
        let answers = sequences.iter().map(|_| None).collect();
        Self {
            sequences,
            order,
            done: 0,
            padded_tokens: FIRST_BATCH,
            answers,
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
        self.pace(&batch, started.elapsed());
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
        let rest = &self.order[self.done..];
        let fits = |(taken, place): &(usize, &usize)| {
            *taken == 0 || (taken + 1) * self.sequences[**place].len() <= self.padded_tokens
        };
        let batch = rest.iter().enumerate().take_while(fits);
        batch.map(|(_, place)| *place).collect()
    }

    /// Sizes the next batch by how long this one took.
    fn pace(&mut self, batch: &[Sequence], took: Duration) {
        let longest = batch.iter().map(Sequence::len).max().unwrap_or_default();
        let per_second = (longest * batch.len()) as f64 / took.as_secs_f64().max(1e-6);
        let tokens = (per_second * SLICE.as_secs_f64()) as usize;
        self.padded_tokens = tokens.clamp(SMALLEST_BATCH, LARGEST_BATCH);
    }
}

#[cfg(test)]
mod tests {
    use headlight_core::TokenId;

    use super::*;

    fn sequence(len: usize) -> Sequence {
        Sequence::new(vec![TokenId(len as u32); len], vec![0; len], vec![])
    }

    #[test]
    fn answers_come_in_the_order_of_the_questions() {
        let lengths: Vec<usize> = (0..200).map(|n| (n * 37) % 100 + 1).collect();
        let mut batches = Batches::new(lengths.iter().copied().map(sequence).collect());
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
        let mut batches = Batches::<()>::new((0..100).map(|_| sequence(64)).collect());
        assert_eq!(batches.next().len(), FIRST_BATCH / 64);
        batches.pace(&[sequence(64)], Duration::from_secs(1));
        assert_eq!(batches.next().len(), 1);
        batches.pace(&[sequence(64)], Duration::from_millis(10));
        assert_eq!(batches.next().len(), 10);
        batches.pace(&[sequence(64)], Duration::ZERO);
        assert_eq!(batches.next().len(), LARGEST_BATCH / 64);
    }
}
