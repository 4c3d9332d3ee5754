//! The one page.

use askama::Template;
use axum::http::header::CACHE_CONTROL;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use crate::app::App;
use crate::error::ApiError;
use crate::routes::views::read::View;
use crate::wire::Model;

/// The page's frame; scripts fill it.
#[derive(Template)]
#[template(path = "index.html")]
struct Page<'a> {
    /// The part of every asset's address that changes with the contents.
    hash: &'a str,
    /// The paths of all modules, so that the browser need not find them one by one.
    modules: Vec<String>,
    /// What the scripts begin with, as JSON that cannot end its element.
    boot: String,
}

/// What the scripts begin with.
#[derive(Serialize)]
struct Boot {
    models: Vec<Model>,
    view: Option<View>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<String>,
    version: &'static str,
}

/// The page as its address describes it.
pub(crate) fn plain(app: &App) -> Response {
    render(app, None, None)
}

/// The page with a saved view.
pub(crate) fn with_view(app: &App, view: View) -> Response {
    render(app, Some(view), None)
}

/// The page with a sentence about what went wrong.
pub(crate) fn with_notice(app: &App, notice: &str) -> Response {
    render(app, None, Some(notice.to_owned()))
}

fn render(app: &App, view: Option<View>, notice: Option<String>) -> Response {
    let boot = Boot {
        models: app.models(),
        view,
        notice,
        version: env!("CARGO_PKG_VERSION"),
    };
    match html(app, &boot) {
        Ok(html) => ([(CACHE_CONTROL, "no-cache")], Html(html)).into_response(),
        Err(error) => error.into_response(),
    }
}

fn html(app: &App, boot: &Boot) -> Result<String, ApiError> {
    let boot = serde_json::to_string(boot).map_err(|error| ApiError::internal(&error))?;
    let page = Page {
        hash: app.assets.hash(),
        modules: app.assets.modules(),
        // `</script>` and `<!--` would end or change the element that it stands in.
        boot: boot.replace('<', "\\u003c"),
    };
    page.render().map_err(|error| ApiError::internal(&error))
}
