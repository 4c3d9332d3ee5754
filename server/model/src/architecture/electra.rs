//! ELECTRA: BERT's blocks over embeddings of their own size.

use super::{
    ClassifierNames, EmbeddingNames, NormOrder, Plan, PoolerNames, PositionRule, ReadsToken,
    Squash, TransformNames, VocabularyNames, bert,
};
use crate::config::Activation;

pub(super) const PLAN: Plan = Plan {
    prefix: "electra",
    embeddings: EmbeddingNames {
        projection: Some("embeddings_project"),
        ..bert::EMBEDDINGS
    },
    layer: bert::LAYER,
    final_norm: None,
    order: NormOrder::Post,
    positions: PositionRule::FromZero,
    causal: false,
    vocabulary: VocabularyNames {
        transform: Some(TransformNames {
            dense: "generator_predictions.dense",
            norm: "generator_predictions.LayerNorm",
            activation: Some(Activation::Gelu),
        }),
        decoder: "generator_lm_head",
        bias: &["generator_lm_head.bias"],
    },
    classifier: ClassifierNames {
        pooler: Some(PoolerNames {
            dense: "classifier.dense",
            in_encoder: false,
            squash: Squash::Gelu,
        }),
        classifier: "classifier.out_proj",
        bias: true,
        reads: ReadsToken::First,
    },
};
