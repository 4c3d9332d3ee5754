//! `headlight serve`.

use std::io::IsTerminal;
use std::sync::Arc;

use anyhow::Context;
use headlight_core::{Importer, ModelId};
use headlight_web::{Catalog, CatalogEntry, Server};
use tracing_subscriber::EnvFilter;

use crate::import::FolderImporter;
use crate::loader::SourceLoader;
use crate::models::Models;
use crate::options::{Resolved, ServeOptions};

/// The model that comes along with Headlight.
const OUR_MODEL: &str = "headlight-mini";

/// Runs the server until it is told to stop.
pub(crate) fn serve(options: ServeOptions) -> anyhow::Result<()> {
    let options = options.resolve()?;
    log_to_stderr("info");
    let server = prepare(options)?;
    runtime()?.block_on(async { run(server()).await })
}

/// Finds the models; what it gives makes the server, and wants to be called inside the runtime.
pub(crate) fn prepare(options: Resolved) -> anyhow::Result<impl FnOnce() -> Server> {
    headlight_model::set_threads(options.torch_threads.get());
    let models = Models::find(&options.folders)?;
    let loader = Arc::new(SourceLoader::new(models.sources(), options.precision));
    let entries = models.into_entries();
    let default = default_model(options.default_model.as_deref(), &entries)?;
    let catalog = Catalog::new(entries, default)?;
    // New models go into the first folder that was named.
    let importer =
        options.folders.first().cloned().map(|folder| {
            Arc::new(FolderImporter::new(folder, loader.clone())) as Arc<dyn Importer>
        });
    Ok(|| Server::build(options.settings, catalog, loader, importer))
}

/// Where handlers run.
pub(crate) fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
}

/// The default that was asked for, or ours where it is among the models.
fn default_model(asked: Option<&str>, entries: &[CatalogEntry]) -> anyhow::Result<Option<ModelId>> {
    if let Some(asked) = asked {
        return Ok(Some(ModelId::parse(asked)?));
    }
    let ours = entries
        .iter()
        .map(CatalogEntry::id)
        .find(|id| id.as_str() == OUR_MODEL);
    Ok(ours.cloned())
}

#[expect(
    clippy::print_stdout,
    reason = "whoever starts the server is told where it is"
)]
async fn run(server: Server) -> anyhow::Result<()> {
    let listen = server.listen();
    let bound = server.bind().await;
    let bound = bound.with_context(|| format!("Headlight cannot listen on {listen}"))?;
    println!("Headlight listens on http://{}", bound.address());
    bound
        .run_until(told_to_stop())
        .await
        .context("The network failed")
}

/// Logs go to standard error; `RUST_LOG` chooses which, or else `level`.
pub(crate) fn log_to_stderr(level: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_unset| EnvFilter::new(level));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}

async fn told_to_stop() {
    let interrupt = async {
        // Where the signal cannot be watched, only the other one stops the server.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => (),
        () = terminated() => (),
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
