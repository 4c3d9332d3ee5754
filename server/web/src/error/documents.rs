//! Which errors which routes can give, for the API's description.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

use super::Code;
use super::problem::CONTENT;

/// The errors of a route about texts.
pub(crate) struct TextErrors;

/// The errors of the routes about saved views.
pub(crate) struct ViewErrors;

/// The errors of an import.
pub(crate) struct ImportErrors;

/// The errors of the routes that list and make corpora.
pub(crate) struct CorpusErrors;

/// The errors of the routes that search corpora.
pub(crate) struct SearchErrors;

/// The errors of a route that waits for the default model.
pub(crate) struct ReadyErrors;

/// The codes of corpora.
const CORPUS: [Code; 5] = [
    Code::UnknownCorpus,
    Code::CorpusNotBuilt,
    Code::CorpusMismatch,
    Code::CorpusFailed,
    Code::NoSpace,
];

/// What no route about a text answers.
const NOT_ABOUT_TEXTS: [Code; 7] = [
    Code::UnknownView,
    Code::ModelExists,
    Code::ImportFailed,
    Code::StorageFailed,
    Code::Forbidden,
    Code::NotFound,
    Code::MethodNotAllowed,
];

impl IntoResponses for TextErrors {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let about_texts = |code: &&Code| !NOT_ABOUT_TEXTS.contains(code) && !CORPUS.contains(code);
        document(Code::ALL.iter().filter(about_texts))
    }
}

impl IntoResponses for SearchErrors {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let of_search = |code: &&Code| !NOT_ABOUT_TEXTS.contains(code) && **code != Code::NoSpace;
        document(Code::ALL.iter().filter(of_search))
    }
}

impl IntoResponses for CorpusErrors {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let codes = [
            Code::BadJson,
            Code::BadRequest,
            Code::BodyTooLarge,
            Code::UnknownModel,
            Code::ModelFailed,
            Code::StorageFailed,
            Code::Forbidden,
            Code::Deadline,
            Code::Internal,
        ];
        document(codes.iter().chain(&CORPUS))
    }
}

impl IntoResponses for ViewErrors {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let codes = [
            Code::BadJson,
            Code::BadRequest,
            Code::BodyTooLarge,
            Code::UnknownView,
            Code::StorageFailed,
            Code::Deadline,
            Code::Internal,
        ];
        document(&codes)
    }
}

impl IntoResponses for ImportErrors {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let codes = [
            Code::BadRequest,
            Code::BodyTooLarge,
            Code::UnknownModel,
            Code::ModelFailed,
            Code::ModelExists,
            Code::ImportFailed,
            Code::Unsupported,
            Code::StorageFailed,
            Code::Forbidden,
            Code::Deadline,
            Code::Internal,
        ];
        document(&codes)
    }
}

impl IntoResponses for ReadyErrors {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        document(&[Code::NotReady])
    }
}

/// A response for each status, which names its codes.
fn document<'a>(codes: impl IntoIterator<Item = &'a Code>) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for code in codes {
        let status = code.status().as_str().to_owned();
        by_status.entry(status).or_default().push(code.as_str());
    }
    let response = |codes: Vec<&str>| {
        let problem = Some(Ref::from_schema_name("Problem"));
        ResponseBuilder::new()
            .description(format!("`{}`", codes.join("`, `")))
            .content(CONTENT, ContentBuilder::new().schema(problem).build())
            .build()
    };
    let statuses = by_status.into_iter();
    statuses
        .map(|(status, codes)| (status, RefOr::T(response(codes))))
        .collect()
}
