//! Measuring a model's heads on a corpus.

use std::collections::VecDeque;
use std::sync::Arc;

use headlight_core::{Layer, Sequence, Trace};
use headlight_corpus::heads::{HeadTable, Sentence, Subject, Survey};
use headlight_corpus::{CorpusId, index};

use super::make::blocking;
use super::opened::{Opened, sequence};
use super::work::{Kind, Phase, Reporter};
use super::{Corpora, damaged};
use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};

/// Sentences that are cut into batches together: enough that batches need little padding.
const CHUNK: usize = 256;

/// Padded tokens of one batch. Attention is the square of a sentence, and all of it is kept for a moment.
const BATCH_TOKENS: usize = 1024;

impl Corpora {
    /// Begins to measure a model's heads on a corpus that is built for it, unless that goes on already.
    pub(crate) fn survey(
        &self,
        app: &Arc<App>,
        id: &CorpusId,
        model: ReadyModel,
    ) -> Result<(), ApiError> {
        let opened = self.open(id, &model)?;
        let key = (id.clone(), Kind::Heads(model.info.id.clone()));
        let id = id.clone();
        self.works
            .begin(app, key, Phase::Measure, |app, reporter| async move {
                survey(app, id, model, opened, reporter).await
            });
        Ok(())
    }

    /// What was measured of a model's heads on a corpus. Reads files: not for a thread that may not wait.
    pub(crate) fn head_table(
        &self,
        id: &CorpusId,
        model: &ReadyModel,
    ) -> Result<Arc<HeadTable>, ApiError> {
        let opened = self.open(id, model)?;
        let folder = index::folder_of(&self.folder(id)?, &model.info.id);
        let key = (id.clone(), model.info.id.clone());
        let written = HeadTable::written(&folder);
        let table = self
            .head_tables
            .get(key, written, || HeadTable::read(&folder))
            .map_err(|error| damaged(id, &error))?;
        // A table of other weights is none.
        let same = |table: &Arc<HeadTable>| {
            opened
                .index
                .manifest()
                .identity
                .objection(&table.identity)
                .is_none()
        };
        table.filter(same).ok_or_else(|| {
            let name = &model.info.name;
            let detail = format!("The heads of {name} have not been measured on “{id}” yet.");
            ApiError::new(Code::CorpusNotBuilt, detail)
        })
    }
}

async fn survey(
    app: Arc<App>,
    id: CorpusId,
    model: ReadyModel,
    opened: Arc<Opened>,
    mut reporter: Reporter,
) -> Result<(), ApiError> {
    let folder = index::folder_of(&app.corpora.folder(&id)?, &model.info.id);
    let (heads, layers) = (model.info.heads, model.info.layers);
    let begin = {
        let opened = opened.clone();
        move || Ok(Walk::new(opened, usize::from(layers) * usize::from(heads)))
    };
    let walk = blocking(begin).await?;
    let heard = move |done, total| {
        reporter.tell(Phase::Measure, done, total);
    };
    let walk = app.inference.survey(&model.info, walk, heard).await?;
    let write = move || {
        let identity = opened.index.manifest().identity.clone();
        let relations = walk.subject.relations(&opened.corpus);
        let table = HeadTable::new(identity, &walk.survey, &relations, heads);
        let written = table.write(&folder);
        written.map_err(|error| {
            let detail = "The table cannot be written: the server's disk does not take it.";
            ApiError::storage(detail, &error)
        })
    };
    blocking(write).await
}

/// A walk over all sentences of a corpus: it says what the model shall read next, and takes what came of it.
pub(crate) struct Walk {
    opened: Arc<Opened>,
    subject: Subject,
    survey: Survey,
    next: usize,
    waiting: VecDeque<Vec<(Sequence, Sentence)>>,
}

impl Walk {
    fn new(opened: Arc<Opened>, heads: usize) -> Self {
        let subject = Subject::new(&opened.corpus);
        let relations = subject.relations(&opened.corpus).len();
        Self {
            subject,
            survey: Survey::new(heads, relations),
            next: 0,
            waiting: VecDeque::new(),
            opened,
        }
    }

    /// What comes next; none at the end.
    pub(crate) fn next(&mut self) -> Option<Vec<(Sequence, Sentence)>> {
        while self.waiting.is_empty() && self.next < self.opened.corpus.sentences() {
            self.fill();
        }
        self.waiting.pop_front()
    }

    fn fill(&mut self) {
        let end = self.opened.corpus.sentences().min(self.next + CHUNK);
        let read = |at: usize| {
            let encoding = self.opened.encoding(at);
            let sentence = self.subject.sentence(&self.opened.corpus, at, &encoding);
            (sequence(encoding), sentence)
        };
        let mut chunk: Vec<_> = (self.next..end).map(read).collect();
        chunk.sort_by_key(|(sequence, _)| sequence.len());
        let mut batch: Vec<(Sequence, Sentence)> = Vec::new();
        for item in chunk {
            if !batch.is_empty() && (batch.len() + 1) * item.0.len() > BATCH_TOKENS {
                self.waiting.push_back(std::mem::take(&mut batch));
            }
            batch.push(item);
        }
        self.waiting.push_back(batch);
        self.next = end;
    }

    /// Takes the traces of the sentences that came last.
    pub(crate) fn take(&mut self, sentences: &[Sentence], traces: &[Trace]) {
        for (sentence, trace) in sentences.iter().zip(traces) {
            let layers = Layer::all(trace.shape().layers);
            let layers: Vec<_> = layers.filter_map(|layer| trace.attention(layer)).collect();
            self.survey.add(&sentence.surveyed(), &layers);
        }
    }

    /// Sentences that were measured, and all of them.
    pub(crate) fn progress(&self) -> (u64, u64) {
        let all = self.opened.corpus.sentences();
        (self.survey.sentences() as u64, all as u64)
    }
}
