//! GPT-2: pre-norm blocks that look back only, matrices stored the other way round.

use super::{
    ClassifierNames, EmbeddingNames, LayerNames, NormOrder, Plan, PositionRule, Projections,
    ReadsToken, VocabularyNames,
};

pub(super) const PLAN: Plan = Plan {
    prefix: "transformer",
    embeddings: EmbeddingNames {
        words: "wte",
        positions: "wpe",
        segments: None,
        norm: None,
        projection: None,
    },
    layer: LayerNames {
        at: "h.{}",
        projections: Projections::Fused("attn.c_attn"),
        attention_output: "attn.c_proj",
        attention_norm: "ln_1",
        widen: "mlp.c_fc",
        narrow: "mlp.c_proj",
        output_norm: "ln_2",
        transposed: true,
    },
    final_norm: Some("ln_f"),
    order: NormOrder::Pre,
    positions: PositionRule::FromZero,
    causal: true,
    vocabulary: VocabularyNames {
        transform: None,
        decoder: "lm_head",
        bias: &[],
    },
    classifier: ClassifierNames {
        pooler: None,
        classifier: "score",
        bias: false,
        reads: ReadsToken::Last,
    },
};
