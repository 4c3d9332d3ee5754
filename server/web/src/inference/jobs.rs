//! What a worker can be given to do.

use headlight_core::{Model, ModelError, Sequence, Trace, TraceShape, Wants};
use tokio::sync::oneshot;

use super::Failure;

/// Where an answer goes. When the one who asked has gone, it is closed.
pub(super) type Reply<T> = oneshot::Sender<Result<T, Failure>>;

/// One sequence to be traced; several that wait for the same model are run together.
pub(super) struct TraceJob {
    /// What the model reads.
    pub sequence: Sequence,
    /// What the trace shall hold.
    pub wants: Wants,
    /// How large it will be.
    pub shape: TraceShape,
    /// Where it goes.
    pub reply: Reply<Trace>,
}

impl TraceJob {
    /// Bytes of the answer.
    pub(super) fn bytes(&self) -> usize {
        if self.wants.attention {
            self.shape.bytes()
        } else {
            self.shape.hidden_len() * size_of::<f32>()
        }
    }
}

/// What one step of a job came to.
pub(super) enum Step<T> {
    /// There is more to do.
    More,
    /// This is the answer.
    Done(T),
}

/// A job that is done step by step, so that others get their turn in between.
pub(super) trait Stepwise: Send {
    /// Whether nobody waits for the answer any more.
    fn abandoned(&self) -> bool;

    /// Does one step; true when there is more to do.
    fn step(&mut self, model: &dyn Model) -> bool;

    /// Answers that there will be no answer.
    fn fail(&mut self, failure: Failure);
}

/// A closure that is called until it is done.
pub(super) struct Steps<T, F> {
    step: F,
    reply: Option<Reply<T>>,
}

impl<T, F> Steps<T, F> {
    /// A job of which `step` does one step.
    pub(super) fn new(step: F, reply: Reply<T>) -> Self {
        Self {
            step,
            reply: Some(reply),
        }
    }

    fn answer(&mut self, answer: Result<T, Failure>) {
        if let Some(reply) = self.reply.take() {
            // Nobody may be waiting any more.
            let _ = reply.send(answer);
        }
    }
}

impl<T, F> Stepwise for Steps<T, F>
where
    T: Send,
    F: FnMut(&dyn Model) -> Result<Step<T>, ModelError> + Send,
{
    fn abandoned(&self) -> bool {
        self.reply.as_ref().is_none_or(oneshot::Sender::is_closed)
    }

    fn step(&mut self, model: &dyn Model) -> bool {
        match (self.step)(model) {
            Ok(Step::More) => return true,
            Ok(Step::Done(answer)) => self.answer(Ok(answer)),
            Err(error) => self.fail(error.into()),
        }
        false
    }

    fn fail(&mut self, failure: Failure) {
        self.answer(Err(failure));
    }
}
