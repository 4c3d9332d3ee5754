//! BERT, and the names that RoBERTa and ELECTRA took over from it.

use super::{
    ClassifierNames, EmbeddingNames, LayerNames, NormOrder, Plan, PoolerNames, PositionRule,
    Projections, ReadsToken, Squash, TransformNames, VocabularyNames,
};

pub(super) const EMBEDDINGS: EmbeddingNames = EmbeddingNames {
    words: "embeddings.word_embeddings",
    positions: "embeddings.position_embeddings",
    segments: Some("embeddings.token_type_embeddings"),
    norm: Some("embeddings.LayerNorm"),
    projection: None,
};

pub(super) const LAYER: LayerNames = LayerNames {
    at: "encoder.layer.{}",
    projections: Projections::Separate([
        "attention.self.query",
        "attention.self.key",
        "attention.self.value",
    ]),
    attention_output: "attention.output.dense",
    attention_norm: "attention.output.LayerNorm",
    widen: "intermediate.dense",
    narrow: "output.dense",
    output_norm: "output.LayerNorm",
    transposed: false,
};

pub(super) const PLAN: Plan = Plan {
    prefix: "bert",
    embeddings: EMBEDDINGS,
    layer: LAYER,
    final_norm: None,
    order: NormOrder::Post,
    positions: PositionRule::FromZero,
    causal: false,
    vocabulary: VocabularyNames {
        transform: Some(TransformNames {
            dense: "cls.predictions.transform.dense",
            norm: "cls.predictions.transform.LayerNorm",
            activation: None,
        }),
        decoder: "cls.predictions.decoder",
        bias: &["cls.predictions.bias", "cls.predictions.decoder.bias"],
    },
    classifier: ClassifierNames {
        pooler: Some(PoolerNames {
            dense: "pooler.dense",
            in_encoder: true,
            squash: Squash::Tanh,
        }),
        classifier: "classifier",
        bias: true,
        reads: ReadsToken::First,
    },
};
