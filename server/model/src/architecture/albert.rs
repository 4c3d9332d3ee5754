//! ALBERT: one block shared by all layers, embeddings of their own size.

use super::{
    ClassifierNames, EmbeddingNames, LayerNames, NormOrder, Plan, PoolerNames, PositionRule,
    Projections, ReadsToken, Squash, TransformNames, VocabularyNames, bert,
};

pub(super) const PLAN: Plan = Plan {
    prefix: "albert",
    embeddings: EmbeddingNames {
        projection: Some("encoder.embedding_hidden_mapping_in"),
        ..bert::EMBEDDINGS
    },
    layer: LayerNames {
        at: "encoder.albert_layer_groups.{}.albert_layers.0",
        projections: Projections::Separate(["attention.query", "attention.key", "attention.value"]),
        attention_output: "attention.dense",
        attention_norm: "attention.LayerNorm",
        widen: "ffn",
        narrow: "ffn_output",
        output_norm: "full_layer_layer_norm",
        transposed: false,
    },
    final_norm: None,
    order: NormOrder::Post,
    positions: PositionRule::FromZero,
    causal: false,
    vocabulary: VocabularyNames {
        transform: Some(TransformNames {
            dense: "predictions.dense",
            norm: "predictions.LayerNorm",
            activation: None,
        }),
        decoder: "predictions.decoder",
        bias: &["predictions.bias", "predictions.decoder.bias"],
    },
    classifier: ClassifierNames {
        pooler: Some(PoolerNames {
            dense: "pooler",
            in_encoder: true,
            squash: Squash::Tanh,
        }),
        classifier: "classifier",
        bias: true,
        reads: ReadsToken::First,
    },
};
