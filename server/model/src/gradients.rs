//! Derivatives by backward passes. Weights ask for none, so that only what leads from the answer back
//! to the embeddings, or to the attention, is computed.

use headlight_core::{
    Baseline, EmbeddingGradient, Filler, Gradients, ModelError, Output, PathEnds, PathPoint,
    Sequence, Target,
};
use tch::{Kind, Tensor, no_grad, with_grad};

use crate::LoadedModel;
use crate::batch::Batch;
use crate::heads::classification::ClassificationHead;
use crate::kernel::{Kernel, append_f32, model_error};

impl Gradients for LoadedModel {
    fn path(
        &self,
        sequence: &Sequence,
        baseline: &Baseline,
        alphas: &[f64],
        target: Target,
    ) -> Result<Vec<PathPoint>, ModelError> {
        if alphas.is_empty() {
            return Ok(Vec::new());
        }
        check_baseline(baseline, sequence, self.config.vocab_size).map_err(ModelError::Sequence)?;
        let sequences = vec![sequence.clone(); alphas.len()];
        let pass = self.pass(&sequences, target)?;
        with_grad(|| pass.path(baseline, alphas)).map_err(|error| model_error(&error))
    }

    fn ends(
        &self,
        sequence: &Sequence,
        baseline: &Baseline,
        target: Target,
    ) -> Result<PathEnds, ModelError> {
        check_baseline(baseline, sequence, self.config.vocab_size).map_err(ModelError::Sequence)?;
        let sequences = [sequence.clone(), sequence.clone()];
        let pass = self.pass(&sequences, target)?;
        no_grad(|| pass.ends(baseline)).map_err(|error| model_error(&error))
    }

    fn embedding(
        &self,
        sequence: &Sequence,
        target: Target,
    ) -> Result<EmbeddingGradient, ModelError> {
        let sequences = [sequence.clone()];
        let pass = self.pass(&sequences, target)?;
        with_grad(|| pass.embedding()).map_err(|error| model_error(&error))
    }

    fn attention(&self, sequence: &Sequence, target: Target) -> Result<Vec<Vec<f32>>, ModelError> {
        let sequences = [sequence.clone()];
        let pass = self.pass(&sequences, target)?;
        with_grad(|| pass.attention()).map_err(|error| model_error(&error))
    }
}

impl LoadedModel {
    fn pass<'a>(
        &'a self,
        sequences: &'a [Sequence],
        target: Target,
    ) -> Result<Pass<'a>, ModelError> {
        let head = self.classification()?;
        if target.label >= head.labels() {
            let sentence = format!("label {} of {}", target.label, head.labels());
            return Err(ModelError::Sequence(sentence));
        }
        Ok(Pass {
            model: self,
            head,
            batch: Batch::new(sequences, &self.config)?,
            target,
        })
    }
}

fn check_baseline(
    baseline: &Baseline,
    sequence: &Sequence,
    vocabulary: usize,
) -> Result<(), String> {
    match baseline.filler {
        Filler::Token(id) if id.0 as usize >= vocabulary => {
            Err(format!("token id {} of {vocabulary}", id.0))
        }
        _ if baseline.kept.len() != sequence.len() => Err(format!(
            "a baseline of {} tokens for {}",
            baseline.kept.len(),
            sequence.len()
        )),
        _ => Ok(()),
    }
}

/// One forward pass over a batch, and the way back.
struct Pass<'a> {
    model: &'a LoadedModel,
    head: &'a ClassificationHead,
    batch: Batch<'a>,
    target: Target,
}

impl Pass<'_> {
    fn path(&self, baseline: &Baseline, alphas: &[f64]) -> Kernel<Vec<PathPoint>> {
        let text = self.first_words()?;
        let start = self.start(baseline, &text)?;
        let way = text.f_sub(&start)?;
        let alphas = Tensor::f_from_slice(alphas)?.f_to_kind(Kind::Float)?;
        let alphas = alphas.f_view(&[-1, 1, 1][..])?;
        let words = way
            .f_mul(&alphas)?
            .f_add(&start)?
            .f_set_requires_grad(true)?;
        let values = self.values(&words)?;
        let [gradient] = backward(&values, [&words])?;
        let slopes = gradient
            .f_mul(&way)?
            .f_sum_dim_intlist(&[-1i64][..], false, Kind::Float)?;
        let slopes = floats(&slopes)?;
        let rows = slopes.chunks(slopes.len() / alphas.numel());
        let point = |(value, slopes): (f32, &[f32])| PathPoint {
            value: f64::from(value),
            slopes: slopes.iter().copied().map(f64::from).collect(),
        };
        Ok(floats(&values)?.into_iter().zip(rows).map(point).collect())
    }

    fn ends(&self, baseline: &Baseline) -> Kernel<PathEnds> {
        let text = self.first_words()?;
        let words = Tensor::f_cat(&[&self.start(baseline, &text)?, &text], 0)?;
        let values = floats(&self.values(&words)?)?;
        Ok(PathEnds {
            baseline: f64::from(values[0]),
            text: f64::from(values[1]),
        })
    }

    fn embedding(&self) -> Kernel<EmbeddingGradient> {
        let words = self.first_words()?.f_set_requires_grad(true)?;
        let values = self.values(&words)?;
        let [gradient] = backward(&values, [&words])?;
        Ok(EmbeddingGradient {
            value: f64::from(floats(&values)?[0]),
            embeddings: floats(&words.f_detach()?)?,
            gradient: floats(&gradient)?,
            size: self.model.config.embedding_size,
        })
    }

    fn attention(&self) -> Kernel<Vec<Vec<f32>>> {
        let words = self.first_words()?.f_set_requires_grad(true)?;
        let model = self.model;
        let (states, weights) = model
            .encoder
            .attended_with(&words, &self.batch, &model.config)?;
        let values = valued(&self.head.forward(&states)?, self.target)?;
        let gradients =
            Tensor::f_run_backward(&[values.f_sum(Kind::Float)?], &weights, false, false)?;
        let relevance = |(weights, gradient): (&Tensor, &Tensor)| {
            let products = weights.f_detach()?.f_mul(gradient)?.f_clamp_min(0.0)?;
            floats(&products.f_mean_dim(&[1i64][..], false, Kind::Float)?)
        };
        weights.iter().zip(&gradients).map(relevance).collect()
    }

    /// The word embeddings of the first sequence, `[1, width, embedding]`.
    fn first_words(&self) -> Kernel<Tensor> {
        let words = &self.model.encoder.embeddings;
        words.of_words(&self.batch.ids.f_narrow(0, 0, 1)?)
    }

    /// Where the path starts, `[1, width, embedding]`.
    fn start(&self, baseline: &Baseline, text: &Tensor) -> Kernel<Tensor> {
        let words = &self.model.encoder.embeddings;
        let filler = match baseline.filler {
            Filler::Zero => text.f_zeros_like()?,
            Filler::Token(id) => words.of_words(&Tensor::f_from_slice(&[i64::from(id.0)])?)?,
            Filler::Mean => words.words().f_mean_dim(&[0i64][..], false, Kind::Float)?,
        };
        let kept = Tensor::f_from_slice(&baseline.kept)?.f_view(&[1, -1, 1][..])?;
        text.f_where_self(&kept, &filler)
    }

    /// The target's value for each sequence of the batch, `[batch]`.
    fn values(&self, words: &Tensor) -> Kernel<Tensor> {
        let model = self.model;
        let states = model
            .encoder
            .classified_with(words, &self.batch, &model.config)?;
        valued(&self.head.forward(&states)?, self.target)
    }
}

/// The derivatives of Σ values. Sequences do not know of each other, so each gets its own.
fn backward<const N: usize>(values: &Tensor, by: [&Tensor; N]) -> Kernel<[Tensor; N]> {
    let gradients = Tensor::f_run_backward(&[values.f_sum(Kind::Float)?], &by, false, false)?;
    // There is one for each that was asked for.
    gradients
        .try_into()
        .map_err(|_other| tch::TchError::Shape("a backward pass".to_owned()))
}

/// The target of logits `[batch, labels]`, `[batch]`.
fn valued(logits: &Tensor, target: Target) -> Kernel<Tensor> {
    let label = target.label as i64;
    match target.output {
        Output::Logit => logits.f_select(1, label),
        Output::Probability => logits.f_softmax(-1, None)?.f_select(1, label),
        Output::LogOdds => {
            let others: Vec<i64> = (0..logits.size()[1]).filter(|at| *at != label).collect();
            let others = logits.f_index_select(1, &Tensor::f_from_slice(&others)?)?;
            let others = others.f_logsumexp(&[1i64][..], false)?;
            logits.f_select(1, label)?.f_sub(&others)
        }
    }
}

fn floats(tensor: &Tensor) -> Kernel<Vec<f32>> {
    let mut floats = Vec::with_capacity(tensor.numel());
    append_f32(&tensor.f_detach()?, &mut floats)?;
    Ok(floats)
}
