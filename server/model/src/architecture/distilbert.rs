//! DistilBERT: BERT's blocks under other names, without segments.

use super::{
    ClassifierNames, EmbeddingNames, LayerNames, NormOrder, Plan, PoolerNames, PositionRule,
    Projections, ReadsToken, Squash, TransformNames, VocabularyNames,
};

pub(super) const PLAN: Plan = Plan {
    prefix: "distilbert",
    embeddings: EmbeddingNames {
        words: "embeddings.word_embeddings",
        positions: "embeddings.position_embeddings",
        segments: None,
        norm: Some("embeddings.LayerNorm"),
        projection: None,
    },
    layer: LayerNames {
        at: "transformer.layer.{}",
        projections: Projections::Separate([
            "attention.q_lin",
            "attention.k_lin",
            "attention.v_lin",
        ]),
        attention_output: "attention.out_lin",
        attention_norm: "sa_layer_norm",
        widen: "ffn.lin1",
        narrow: "ffn.lin2",
        output_norm: "output_layer_norm",
        transposed: false,
    },
    final_norm: None,
    order: NormOrder::Post,
    positions: PositionRule::FromZero,
    causal: false,
    vocabulary: VocabularyNames {
        transform: Some(TransformNames {
            dense: "vocab_transform",
            norm: "vocab_layer_norm",
            activation: None,
        }),
        decoder: "vocab_projector",
        bias: &["vocab_projector.bias"],
    },
    classifier: ClassifierNames {
        pooler: Some(PoolerNames {
            dense: "pre_classifier",
            in_encoder: false,
            squash: Squash::Relu,
        }),
        classifier: "classifier",
        bias: true,
        reads: ReadsToken::First,
    },
};
