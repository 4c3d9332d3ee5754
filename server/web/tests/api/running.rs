//! A server on a real port.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use headlight_web::Server;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::fake::{Controls, FakeImporter, FakeLoader, Pass, catalog};
use crate::form::Form;
use crate::helpers::{eventually, settings};

struct Running {
    address: SocketAddr,
    controls: Arc<Controls>,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<std::io::Result<()>>,
    _folder: TempDir,
}

async fn run() -> Running {
    let folder = tempfile::tempdir().unwrap();
    let controls = Arc::new(Controls::default());
    let loader = Arc::new(FakeLoader(controls.clone()));
    let importer = Arc::new(FakeImporter::default());
    let settings = settings(folder.path().into());
    let server = Server::build(settings, catalog(), loader, Some(importer));
    let bound = server.bind().await.unwrap();
    let address = bound.address();
    let (stop, stopped) = oneshot::channel();
    let shutdown = async {
        let _ = stopped.await;
    };
    Running {
        address,
        controls,
        stop,
        ended: tokio::spawn(bound.run_until(shutdown)),
        _folder: folder,
    }
}

/// Sends a request for the attention of a text.
fn ask(address: SocketAddr, text: &str) -> TcpStream {
    let body = format!(r#"{{"model": "mask", "text": "{text}"}}"#);
    let head = "POST /api/v1/attention HTTP/1.1\r\nhost: x\r\nconnection: close";
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "{head}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    stream
}

/// The whole answer.
async fn answer(mut stream: TcpStream) -> String {
    let read = move || {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map(|_| answer)
    };
    tokio::task::spawn_blocking(read)
        .await
        .unwrap()
        .unwrap_or_default()
}

async fn held(controls: &Controls) {
    eventually(async || controls.gate.arrived.load(Ordering::SeqCst) > 0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopping_answers_what_has_come_and_takes_nothing_more() {
    let server = run().await;
    server.controls.gate.close();
    let held_one = ask(server.address, "wait");
    held(&server.controls).await;
    let waiting = ask(server.address, "the dog");
    tokio::time::sleep(Duration::from_millis(50)).await;
    server.stop.send(()).unwrap();
    eventually(async || TcpStream::connect(server.address).is_err()).await;
    server.controls.gate.open();
    for stream in [held_one, waiting] {
        let answer = answer(stream).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    }
    server.ended.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_connects_from_this_machine_may_import() {
    let server = run().await;
    let form = Form::new("mine").file("a.pt", "weights");
    let host = server.address.to_string();
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream
        .write_all(&form.header("host", &host).http())
        .unwrap();
    let answer = answer(stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    server.stop.send(()).unwrap();
    server.ended.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_leaves_takes_its_job_with_it() {
    let server = run().await;
    server.controls.gate.close();
    let held_one = ask(server.address, "wait");
    held(&server.controls).await;
    let leaves = ask(server.address, "the dog");
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(leaves);
    tokio::time::sleep(Duration::from_millis(50)).await;
    server.controls.gate.open();
    assert!(answer(held_one).await.starts_with("HTTP/1.1 200 OK"));
    let last = answer(ask(server.address, "the cat")).await;
    assert!(last.starts_with("HTTP/1.1 200 OK"), "{last}");
    assert_eq!(server.controls.passes(), [Pass::Traced(1), Pass::Traced(1)]);
    server.stop.send(()).unwrap();
    server.ended.await.unwrap().unwrap();
}
