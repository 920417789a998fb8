//! Connections that others open.

use std::time::Duration;

use futures::{Stream, StreamExt as _};
use tokio::net::{TcpListener, TcpStream};
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
    listener: TcpListener,
    tls: Tls,
) -> impl Stream<Item = std::io::Result<TlsStream<TcpStream>>> {
    let accepted = futures::stream::unfold(listener, async |listener| {
        Some((listener.accept().await, listener))
    });
    let shown = accepted.map(move |accepted| {
        let tls = tls.clone();
        async move {
            let (stream, address) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => return Some(Err(error)),
            };
            let shaken = shake(stream, &tls).await;
            if let Err(what) = &shaken {
                tracing::info!(%address, what, "a connection was refused");
            }
            shaken.ok().map(Ok)
        }
    });
    shown.buffer_unordered(AT_ONCE).filter_map(std::future::ready)
}

async fn shake(stream: TcpStream, tls: &Tls) -> Result<TlsStream<TcpStream>, String> {
    stream.set_nodelay(true).map_err(|error| error.to_string())?;
    let acceptor = TlsAcceptor::from(tls.now().server.clone());
    match timeout(PATIENCE, acceptor.accept(stream)).await {
        Ok(shaken) => shaken.map_err(|error| error.to_string()),
        Err(_) => Err("it took too long".to_owned()),
    }
}
