//! The documented routes.

use axum::extract::DefaultBodyLimit;
use utoipa::OpenApi;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

use crate::app::AppState;
use crate::error::Problem;
use crate::routes::{
    analyze, attack, attention, checklist, classify, corpora, evaluate, explain, health, lens,
    models, page, views,
};

/// What is said of the API as a whole.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Headlight",
        description = "What every attention head of a transformer looks at, and what the model \
                       would predict at every layer.\n\nLayers and heads are counted from 1 (layer \
                       0 is the embedding output), tokens and words from 0 with added specials \
                       included; spans are UTF-16 code units. Errors are `application/problem+json` \
                       with a `code` of one closed list."
    ),
    tags(
        (name = "models", description = "What can be asked"),
        (name = "text", description = "What a model makes of a text"),
        (name = "corpora", description = "What else looks like it to the model"),
        (name = "views", description = "Saved views, opened by `/v/{id}`"),
        (name = "pages", description = "For people"),
        (name = "health", description = "For those who run the server")
    ),
    components(schemas(Problem))
)]
struct Document;

/// All documented routes with their documents; `import_bytes` is the most that an import may send.
pub(crate) fn routes(import_bytes: usize) -> OpenApiRouter<AppState> {
    let evaluate_bytes = DefaultBodyLimit::max(evaluate::MAX_BODY_BYTES);
    let import = routes!(models::import::import).layer(DefaultBodyLimit::max(import_bytes));
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(models::list::list))
        .routes(import)
        .routes(routes!(analyze::analyze))
        .routes(routes!(attention::attention))
        .routes(routes!(lens::lens))
        .routes(routes!(classify::classify))
        .routes(routes!(explain::explain))
        .routes(routes!(attack::attack))
        .routes(routes!(attack::candidates::candidates))
        .routes(routes!(attack::defend::defend))
        .routes(routes!(checklist::checklist))
        .routes(routes!(evaluate::evaluate).layer(evaluate_bytes))
        .routes(routes!(corpora::list::list))
        .routes(routes!(corpora::get::begin, corpora::get::stop))
        .routes(routes!(corpora::get::hear))
        .routes(routes!(corpora::build::begin, corpora::build::stop))
        .routes(routes!(corpora::build::hear))
        .routes(routes!(
            corpora::heads::list,
            corpora::heads::begin,
            corpora::heads::stop
        ))
        .routes(routes!(corpora::heads::hear))
        .routes(routes!(corpora::heads::examples::examples))
        .routes(routes!(
            corpora::probes::list,
            corpora::probes::begin,
            corpora::probes::stop
        ))
        .routes(routes!(corpora::probes::hear))
        .routes(routes!(corpora::tags::tags))
        .routes(routes!(corpora::search::search))
        .routes(routes!(corpora::by_layer::by_layer))
        .routes(routes!(views::save::save))
        .routes(routes!(views::read::read))
        .routes(routes!(page::index))
        .routes(routes!(views::open::open))
        .routes(routes!(health::healthz::healthz))
        .routes(routes!(health::readyz::readyz))
        .routes(routes!(health::metrics::metrics))
}
