//! `headlight serve`.

use std::io::IsTerminal;
use std::sync::Arc;

use anyhow::Context;
use headlight_web::{Catalog, Server, Settings};
use tracing_subscriber::EnvFilter;

use crate::loader::SourceLoader;
use crate::models::Models;
use crate::options::{Resolved, ServeOptions};

/// Runs the server until it is told to stop.
pub(crate) fn serve(options: ServeOptions) -> anyhow::Result<()> {
    let options = options.resolve()?;
    log_to_stderr();
    headlight_model::set_threads(options.torch_threads.get());
    let models = Models::find(&options.folders)?;
    let default = options
        .default_model
        .as_deref()
        .map(headlight_core::ModelId::parse);
    let loader = SourceLoader::new(models.sources());
    let catalog = Catalog::new(models.into_entries(), default.transpose()?)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run(settings(options), catalog, Arc::new(loader)))
}

fn settings(options: Resolved) -> Settings {
    let mut settings = Settings::new(options.listen, options.data);
    settings.workers = options.workers;
    settings.assets = options.assets;
    settings.cache_bytes = options.cache_bytes.unwrap_or(settings.cache_bytes);
    settings
}

#[expect(
    clippy::print_stdout,
    reason = "whoever starts the server is told where it is"
)]
async fn run(
    settings: Settings,
    catalog: Catalog,
    loader: Arc<SourceLoader>,
) -> anyhow::Result<()> {
    let listen = settings.listen;
    let bound = Server::build(settings, catalog, loader, None)
        .bind()
        .await
        .with_context(|| format!("Headlight cannot listen on {listen}"))?;
    println!("Headlight listens on http://{}", bound.address());
    bound
        .run_until(told_to_stop())
        .await
        .context("The network failed")
}

/// Logs go to standard error; `RUST_LOG` chooses which.
fn log_to_stderr() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_unset| EnvFilter::new("info"));
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
