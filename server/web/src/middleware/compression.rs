//! What is compressed.

use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{
    And, DefaultPredicate, NotForContentType, Predicate as _,
};

use crate::routes::attention::SAFETENSORS;

/// Text is; what is dense already, or streamed, is not.
type Predicate = And<And<DefaultPredicate, NotForContentType>, NotForContentType>;

/// Brotli or gzip, as the client likes.
pub(super) fn layer() -> CompressionLayer<Predicate> {
    let predicate = DefaultPredicate::new()
        .and(NotForContentType::const_new(SAFETENSORS))
        .and(NotForContentType::const_new("font/"));
    CompressionLayer::new().compress_when(predicate)
}
