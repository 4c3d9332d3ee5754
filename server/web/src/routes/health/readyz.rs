//! `GET /readyz`

use crate::app::AppState;
use crate::error::{ApiError, Code, ReadyErrors};

/// Says whether the default model is loaded.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "health",
    responses((status = OK, description = "Ready", body = String), ReadyErrors)
)]
pub(crate) async fn readyz(app: AppState) -> Result<&'static str, ApiError> {
    let detail = match app.default_model() {
        None => "No model can be used; the list of models says why.".to_owned(),
        Some(model) if app.inference.is_loaded(&model.info.id) => return Ok("ready\n"),
        Some(model) => app
            .inference
            .load_error(&model.info.id)
            .unwrap_or_else(|| format!("{} is being loaded.", model.info.name)),
    };
    Err(ApiError::new(Code::NotReady, detail))
}
