//! `GET /healthz`

/// Says that the process is alive.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "health",
    responses((status = OK, description = "Alive", body = String))
)]
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}
