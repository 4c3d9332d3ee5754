//! Which other tokens a derivative points to.

use headlight_core::{EmbeddingGradient, HotFlip, ModelError, Sequence, Swap, TokenId};
use tch::Tensor;

use crate::LoadedModel;
use crate::kernel::{Kernel, append_f32, model_error, tensor_f32};

/// Tokens that are multiplied with the vocabulary at once: 4 MB for 30,000 entries.
const ROWS: usize = 32;

impl HotFlip for LoadedModel {
    fn best_swaps(
        &self,
        sequence: &Sequence,
        gradient: &EmbeddingGradient,
        allowed: &[bool],
        k: usize,
    ) -> Result<Vec<Vec<Swap>>, ModelError> {
        let (size, entries) = (self.config.embedding_size, self.config.vocab_size);
        let numbers = sequence.len() * size;
        if gradient.size != size || gradient.gradient.len() != numbers || allowed.len() != entries {
            let sentence = "the gradient or the vocabulary is another model's";
            return Err(ModelError::Sequence(sentence.to_owned()));
        }
        let _no_grad = tch::no_grad_guard();
        let rows = gradient.gradient.chunks(ROWS * size);
        let mut products = Vec::new();
        let mut swaps = Vec::with_capacity(sequence.len());
        for (rows, ids) in rows.zip(sequence.ids().chunks(ROWS)) {
            products.clear();
            self.products(rows, size, &mut products)
                .map_err(|error| model_error(&error))?;
            let of_token = products.chunks(entries).zip(ids);
            swaps.extend(of_token.map(|(products, id)| lowest(products, *id, allowed, k)));
        }
        Ok(swaps)
    }
}

impl LoadedModel {
    /// The product of each gradient with each word embedding, `[rows, vocabulary]`.
    fn products(&self, gradients: &[f32], size: usize, to: &mut Vec<f32>) -> Kernel<()> {
        let gradients = tensor_f32(gradients, &[-1, size as i64])?;
        let words: &Tensor = self.encoder.embeddings.words();
        append_f32(&gradients.f_matmul(&words.f_tr()?)?, to)
    }
}

/// The entries with the smallest products; a swap's fall is what the token's own product is above it.
fn lowest(products: &[f32], own: TokenId, allowed: &[bool], k: usize) -> Vec<Swap> {
    let own = own.0 as usize;
    let places = (0..products.len()).filter(|place| allowed[*place] && *place != own);
    let mut places: Vec<usize> = places.collect();
    let by = |a: &usize, b: &usize| products[*a].total_cmp(&products[*b]).then(a.cmp(b));
    if k < places.len() {
        places.select_nth_unstable_by(k, by);
        places.truncate(k);
    }
    places.sort_unstable_by(by);
    let swap = |place: usize| Swap {
        id: TokenId(place as u32),
        fall: products[own] - products[place],
    };
    places.into_iter().map(swap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_products_come_first() {
        let products = [0.5, -1.0, 2.0, -1.0, 0.0];
        let allowed = [true, true, true, true, false];
        let found = lowest(&products, TokenId(2), &allowed, 2);
        let ids: Vec<u32> = found.iter().map(|swap| swap.id.0).collect();
        assert_eq!((ids, found[0].fall), (vec![1, 3], 3.0));
        assert_eq!(lowest(&products, TokenId(1), &allowed, 9).len(), 3);
        assert!(lowest(&products, TokenId(0), &[false; 5], 3).is_empty());
    }
}
