//! The closed table of error codes.

use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

macro_rules! codes {
    ($($variant:ident = $code:literal, $status:ident, $title:literal;)*) => {
        /// What went wrong, for programs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The code as it is sent.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The status it is answered with.
            pub fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status),* }
            }

            /// What it means, in a few words that are the same each time.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),* }
            }
        }
    };
}

codes! {
    BadJson = "bad_json", BAD_REQUEST, "The body is not JSON";
    BadRequest = "bad_request", UNPROCESSABLE_ENTITY, "The body is not what this route takes";
    BodyTooLarge = "body_too_large", PAYLOAD_TOO_LARGE, "The body is too large";
    BadText = "bad_text", UNPROCESSABLE_ENTITY, "The text cannot be read";
    TextTooLong = "text_too_long", PAYLOAD_TOO_LARGE, "The text is too long";
    NoTokens = "no_tokens", UNPROCESSABLE_ENTITY, "The text has no token";
    UnknownModel = "unknown_model", NOT_FOUND, "No such model";
    UnknownView = "unknown_view", NOT_FOUND, "No such saved view";
    UnknownCorpus = "unknown_corpus", NOT_FOUND, "No such corpus";
    CorpusNotBuilt = "corpus_not_built", CONFLICT, "The corpus cannot be searched yet";
    CorpusMismatch = "corpus_mismatch", CONFLICT, "The corpus was built with something else";
    CorpusFailed = "corpus_failed", UNPROCESSABLE_ENTITY, "The corpus cannot be read";
    NoSpace = "no_space", INSUFFICIENT_STORAGE, "There is no room on the disk";
    ModelExists = "model_exists", CONFLICT, "A model of that name is there already";
    ImportFailed = "import_failed", UNPROCESSABLE_ENTITY, "The file cannot be imported";
    ModelFailed = "model_failed", UNPROCESSABLE_ENTITY, "The model cannot be loaded";
    NoSuchLayer = "no_such_layer", UNPROCESSABLE_ENTITY, "No such layer";
    NoSuchHead = "no_such_head", UNPROCESSABLE_ENTITY, "No such head";
    NoSuchToken = "no_such_token", UNPROCESSABLE_ENTITY, "No such token";
    SpecialToken = "special_token", UNPROCESSABLE_ENTITY, "An added token cannot be edited";
    NotOnePiece = "not_one_piece", UNPROCESSABLE_ENTITY, "Not one piece of the vocabulary";
    NotAMaskedModel = "not_a_masked_model", UNPROCESSABLE_ENTITY, "The model cannot mask";
    NotAClassifier = "not_a_classifier", UNPROCESSABLE_ENTITY, "The model does not classify";
    NoPairs = "no_pairs", UNPROCESSABLE_ENTITY, "The model takes no second text";
    NoVocabularyHead = "no_vocabulary_head", UNPROCESSABLE_ENTITY, "The model predicts no words";
    Unsupported = "unsupported", UNPROCESSABLE_ENTITY, "Not available here";
    NoWordnet = "no_wordnet", UNPROCESSABLE_ENTITY, "WordNet is not installed";
    AnswerTooLarge = "answer_too_large", PAYLOAD_TOO_LARGE, "The answer would be too large";
    Busy = "busy", TOO_MANY_REQUESTS, "Too many requests are waiting";
    NotReady = "not_ready", SERVICE_UNAVAILABLE, "Starting or stopping";
    Deadline = "deadline", GATEWAY_TIMEOUT, "It took too long";
    StorageFailed = "storage_failed", SERVICE_UNAVAILABLE, "The data folder cannot be reached";
    Forbidden = "forbidden", FORBIDDEN, "Only for this machine or with a token";
    NotFound = "not_found", NOT_FOUND, "Nothing is here";
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED, "Not with this method";
    Internal = "internal", INTERNAL_SERVER_ERROR, "An error of Headlight";
}

impl Code {
    /// After how many seconds the same request may work, where waiting helps.
    pub(crate) fn retry_after(self) -> Option<u8> {
        match self {
            Self::Busy | Self::NotReady => Some(1),
            Self::StorageFailed => Some(10),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_in_json_is_the_name_in_the_table() {
        for code in Code::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }
}
