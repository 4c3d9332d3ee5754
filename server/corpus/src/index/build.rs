//! Building an index, a batch at a time.

use std::collections::VecDeque;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use headlight_core::{Sequence, Trace};

use super::write::{Chunk, Files};
use super::{Identity, IndexManifest, Plan, Shape, VERSION};

/// Work for one second or so of a processor, in multiplications.
const BATCH_WORK: u64 = 1 << 34;

/// A build that is ready to begin.
pub struct Prepared {
    plan: Arc<Plan>,
    manifest: IndexManifest,
}

/// A build that goes on: it says what the model shall read next, and takes what came of it.
pub struct Builder {
    plan: Arc<Plan>,
    shape: Shape,
    batch_tokens: usize,
    files: Option<Files>,
    /// The sentences of the chunk at hand.
    sentences: Range<usize>,
    waiting: VecDeque<Vec<usize>>,
    chunk: Option<Chunk>,
    /// Tokens of the chunk at hand that have been taken.
    taken: usize,
}

impl Prepared {
    /// A build of what `plan` says, by a model of so many parameters.
    pub fn new(plan: Plan, identity: Identity, shape: Shape, parameters: u64) -> Self {
        // The same for every build with this model, else a build that was stopped could not go on.
        let batch = BATCH_WORK / parameters.max(1);
        let manifest = IndexManifest {
            version: VERSION,
            identity,
            shape,
            quantisation: "i8 directions, u16 scale to length one".to_owned(),
            batch_tokens: batch.clamp(64, 2048) as usize,
        };
        Self {
            plan: Arc::new(plan),
            manifest,
        }
    }

    /// Bytes that the files will have.
    pub fn bytes(&self) -> u64 {
        self.manifest.shape.bytes()
    }

    /// Begins in a folder, or goes on there.
    ///
    /// # Errors
    /// When the disk does not take it, or somebody else builds there.
    pub fn begin(&self, folder: &Path) -> io::Result<Builder> {
        let tokens = self.plan.tokens();
        let (files, whole) = Files::open(folder, &self.manifest, tokens)?;
        let mut builder = Builder {
            plan: self.plan.clone(),
            shape: self.manifest.shape,
            batch_tokens: self.manifest.batch_tokens,
            files: Some(files),
            sentences: whole..whole,
            waiting: VecDeque::new(),
            chunk: None,
            taken: 0,
        };
        builder.next_chunk()?;
        Ok(builder)
    }
}

impl Builder {
    /// What the model shall read next; none when all is done.
    pub fn next(&self) -> Option<Vec<Sequence>> {
        let batch = self.waiting.front()?;
        Some(batch.iter().map(|at| self.plan.sequence(*at)).collect())
    }

    /// Takes what the model made of the last batch: hidden states and contexts.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn take(&mut self, traces: &[Trace]) -> io::Result<()> {
        let batch = self.waiting.pop_front().unwrap_or_default();
        let chunk = self.chunk.as_mut();
        let chunk = chunk.ok_or_else(|| io::Error::other("the build has ended"))?;
        if traces.len() != batch.len() {
            return Err(io::Error::other("the model left sentences out"));
        }
        for (sentence, trace) in batch.iter().zip(traces) {
            let tokens = self.plan.tokens();
            for token in tokens.of_sentences(*sentence..*sentence + 1) {
                self.taken += 1;
                chunk.take(&self.shape, token, tokens.place(token).offset(), trace);
            }
        }
        if self.waiting.is_empty() {
            self.next_chunk()?;
        }
        Ok(())
    }

    /// Writes the chunk at hand and begins the next one that has a token.
    fn next_chunk(&mut self) -> io::Result<()> {
        loop {
            if let (Some(files), Some(chunk)) = (&mut self.files, self.chunk.take()) {
                files.write(&chunk, self.sentences.end)?;
            }
            if self.sentences.end == self.plan.sentences() {
                self.taken = 0;
                return self.files.take().map_or(Ok(()), Files::finish);
            }
            self.sentences = self.plan.chunk(self.sentences.end);
            self.taken = 0;
            let sentences = self.sentences.clone();
            let tokens = self.plan.tokens().of_sentences(sentences.clone());
            self.chunk = Some(Chunk::new(&self.shape, tokens));
            self.waiting = self.plan.batches(sentences, self.batch_tokens).into();
            if !self.waiting.is_empty() {
                return Ok(());
            }
        }
    }

    /// Tokens that are done and safe on disk.
    pub fn done(&self) -> usize {
        let tokens = self.plan.tokens();
        match self.chunk {
            Some(_) => tokens.of_sentences(0..self.sentences.start).end,
            None => tokens.len(),
        }
    }

    /// Tokens that the model has read.
    pub fn read(&self) -> usize {
        self.done() + self.taken
    }

    /// Tokens in all.
    pub fn total(&self) -> usize {
        self.plan.tokens().len()
    }
}
