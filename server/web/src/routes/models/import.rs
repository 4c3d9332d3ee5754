//! `POST /api/v1/models/import`

mod form;
mod samples;
mod upload;

use std::sync::Arc;

use axum::Json;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use headlight_core::{Imported, Importer};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ReadyModel;
use crate::app::{App, AppState};
use crate::error::{ApiError, Code, ImportErrors};
use crate::guard::Trusted;
use crate::panics;
use crate::wire::Model;
use form::{Form, ImportForm};
use samples::{Sample, samples};

/// Where files are sent.
pub(crate) const PATH: &str = "/api/v1/models/import";

/// A model of the list, and how it came to be.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportedModel {
    #[serde(flatten)]
    model: Model,
    /// What had to be assumed, a sentence each.
    assumptions: Vec<String>,
    /// Of a classifier: what it makes of two sentences, so that swapped labels are seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    samples: Option<Vec<Sample>>,
}

/// Makes a model of the list out of a file of weights.
///
/// Only from the server's own machine, or with its token (`Authorization: Bearer`).
#[utoipa::path(
    post,
    path = "/api/v1/models/import",
    tag = "models",
    request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses((status = OK, description = "The model", body = ImportedModel), ImportErrors)
)]
pub(crate) async fn import(
    _: Trusted,
    app: AppState,
    headers: HeaderMap,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Json<ImportedModel>, ApiError> {
    let importer = app.importer.clone().ok_or_else(|| {
        let detail = "This server imports no files.";
        ApiError::new(Code::Unsupported, detail)
    })?;
    let multipart = multipart.map_err(|_rejection| {
        let detail = "The body is no form (`multipart/form-data`).";
        ApiError::new(Code::BadRequest, detail)
    })?;
    refuse_large(&app, &headers)?;
    let form = form::read(&app, multipart).await?;
    // Once begun it is brought to its end, whether or not the client waits for it: what lies on disk
    // and what is listed must be the same models.
    let done = tokio::spawn(async move { add(&app, importer, form).await });
    let answer = done.await.map_err(|error| ApiError::internal(&error))?;
    answer.map(Json)
}

/// A client that says how much it will send learns at once that this is too much.
fn refuse_large(app: &App, headers: &HeaderMap) -> Result<(), ApiError> {
    let length = headers.get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    match length {
        Some(length) if length > app.import_bytes => Err(form::too_large(app)),
        _ => Ok(()),
    }
}

async fn add(
    app: &App,
    importer: Arc<dyn Importer>,
    form: Form,
) -> Result<ImportedModel, ApiError> {
    let turn = app.importing.lock().await;
    // Another import may have been quicker than this upload.
    form::refuse_known(app, &form.options.id)?;
    let imported = run(importer, form).await?;
    let model = ReadyModel {
        info: Arc::new(imported.info),
        tokenizer: imported.tokenizer,
    };
    app.add(model.clone());
    drop(turn);
    let samples = samples(app, &model).await;
    Ok(ImportedModel {
        model: app.shown(&model),
        assumptions: imported.assumptions,
        samples,
    })
}

/// Imports where it may take its time; the file is gone afterwards.
async fn run(importer: Arc<dyn Importer>, form: Form) -> Result<Imported, ApiError> {
    let work = move || importer.import(form.upload.path(), form.upload.name(), &form.options);
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(imported)) => Ok(imported),
        Ok(Err(error)) => Err(ApiError::new(Code::ImportFailed, error.0)),
        Err(error) => {
            let cause = error.try_into_panic().map(|panic| panics::message(&*panic));
            tracing::error!(?cause, "An import broke off");
            let detail = "The file could not be imported: it breaks the importer.";
            Err(ApiError::new(Code::ImportFailed, detail))
        }
    }
}
