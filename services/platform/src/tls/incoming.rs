//! Connections that others open.

use std::time::Duration;

use futures::{Stream, StreamExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::Tls;

/// How long who opens a connection may take to show a certificate.
const PATIENCE: Duration = Duration::from_secs(5);
/// Connections whose certificates are looked at, at once.
const AT_ONCE: usize = 256;

/// Connections of those who showed a certificate that is trusted. Others are closed.
pub(crate) fn incoming(
    accepted: impl Stream<Item = std::io::Result<TcpStream>>,
    tls: Tls,
) -> impl Stream<Item = std::io::Result<TlsStream<TcpStream>>> {
    let shown = accepted.map(move |accepted| {
        let tls = tls.clone();
        async move {
            let stream = match accepted {
                Ok(stream) => stream,
                Err(error) => return Some(Err(error)),
            };
            let address = stream.peer_addr().ok();
            let shaken = shake(stream, &tls).await;
            if let Err(what) = &shaken {
                tracing::info!(?address, what, "a connection was refused");
            }
            shaken.ok().map(Ok)
        }
    });
    shown.buffer_unordered(AT_ONCE).filter_map(std::future::ready)
}

async fn shake(stream: TcpStream, tls: &Tls) -> Result<TlsStream<TcpStream>, String> {
    let acceptor = TlsAcceptor::from(tls.now().server.clone());
    match timeout(PATIENCE, acceptor.accept(stream)).await {
        Ok(shaken) => shaken.map_err(|error| error.to_string()),
        Err(_) => Err("it took too long".to_owned()),
    }
}
