//! Building, running and stopping a server.

mod asking;
mod building;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::serve::ListenerExt;
use headlight_core::{Importer, ModelLoader};
use tokio::net::TcpListener;

use crate::app::{App, AppState};
use crate::inference::Workers;
use crate::{Catalog, Settings, router};

/// A server whose workers run already, but which does not listen yet.
pub struct Server {
    listen: SocketAddr,
    app: AppState,
    workers: Workers,
}

/// A server that listens.
pub struct Bound {
    server: Server,
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Starts the worker threads, the first thing they do being to load the default model. Without
    /// an importer no file is imported.
    pub fn build(
        settings: Settings,
        catalog: Catalog,
        loader: Arc<dyn ModelLoader>,
        importer: Option<Arc<dyn Importer>>,
    ) -> Self {
        let listen = settings.listen;
        let (app, workers) = App::start(settings, catalog, loader, importer);
        Self {
            listen,
            app: AppState(Arc::new(app)),
            workers,
        }
    }

    /// The address that will be taken.
    pub fn listen(&self) -> SocketAddr {
        self.listen
    }

    /// The routes with all that stands before them, to be asked without a network.
    pub fn router(&self) -> Router {
        router::build(self.app.clone())
    }

    /// Takes the address.
    ///
    /// # Errors
    /// When the address cannot be had.
    pub async fn bind(self) -> io::Result<Bound> {
        let listener = TcpListener::bind(self.listen).await?;
        let address = listener.local_addr()?;
        Ok(Bound {
            server: self,
            listener,
            address,
        })
    }
}

impl Bound {
    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `shutdown` is there; then accepts nothing new, answers what has come in, and
    /// waits for the workers to end.
    ///
    /// # Errors
    /// When the network fails.
    pub async fn run_until(
        self,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let router = self.server.router();
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let grace = self.server.app.deadline;
        let app = self.server.app.clone();
        let stopping = app.clone();
        let listener = self.listener.tap_io(|connection| {
            // Else the last bytes of an answer wait for the client to confirm the others.
            let _ = connection.set_nodelay(true);
        });
        let serving = axum::serve(listener, service)
            .with_graceful_shutdown(async move {
                shutdown.await;
                stopping.stop();
            })
            .into_future();
        // A client that never finishes its request must not keep the server alive.
        let patience = async {
            app.stopped().await;
            tokio::time::sleep(grace).await;
        };
        let outcome = tokio::select! {
            outcome = serving => outcome,
            () = patience => Ok(()),
        };
        let workers = self.server.workers;
        // Waits for threads, which is no work for this one.
        let _ = tokio::task::spawn_blocking(move || drop(workers)).await;
        outcome
    }
}
