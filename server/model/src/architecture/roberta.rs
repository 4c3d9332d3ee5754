//! RoBERTa: BERT's blocks, positions after the padding token's.

use super::{
    ClassifierNames, NormOrder, Plan, PoolerNames, PositionRule, ReadsToken, Squash,
    TransformNames, VocabularyNames, bert,
};
use crate::config::Activation;

pub(super) const PLAN: Plan = Plan {
    prefix: "roberta",
    embeddings: bert::EMBEDDINGS,
    layer: bert::LAYER,
    final_norm: None,
    order: NormOrder::Post,
    positions: PositionRule::AfterPadding,
    causal: false,
    vocabulary: VocabularyNames {
        transform: Some(TransformNames {
            dense: "lm_head.dense",
            norm: "lm_head.layer_norm",
            activation: Some(Activation::Gelu),
        }),
        decoder: "lm_head.decoder",
        bias: &["lm_head.bias", "lm_head.decoder.bias"],
    },
    classifier: ClassifierNames {
        pooler: Some(PoolerNames {
            dense: "classifier.dense",
            in_encoder: false,
            squash: Squash::Tanh,
        }),
        classifier: "classifier.out_proj",
        bias: true,
        reads: ReadsToken::First,
    },
};
