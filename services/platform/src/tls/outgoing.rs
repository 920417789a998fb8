//! Connections that this process opens.

use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tonic::transport::{Channel, Endpoint, Uri};

use super::Tls;

/// A channel that connects when it is used. `https://` shows this process's certificate and demands one
/// of the name that is called.
///
/// # Errors
/// When the address is `https://` and there are no certificates.
pub fn channel(endpoint: &Endpoint, tls: Option<&Tls>) -> Result<Channel, String> {
    if endpoint.uri().scheme_str() != Some("https") {
        return Ok(endpoint.connect_lazy());
    }
    let Some(tls) = tls.cloned() else {
        return Err(format!("{}: certificates are missing", endpoint.uri()));
    };
    let connector = tower::service_fn(move |uri: Uri| {
        let tls = tls.clone();
        async move { connect(&uri, &tls).await.map(TokioIo::new) }
    });
    Ok(endpoint.connect_with_connector_lazy(connector))
}

async fn connect(uri: &Uri, tls: &Tls) -> std::io::Result<TlsStream<TcpStream>> {
    let wrong = |what: String| std::io::Error::new(std::io::ErrorKind::InvalidInput, what);
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    let name = ServerName::try_from(host.to_owned());
    let name = name.map_err(|error| wrong(format!("{host}: {error}")))?;
    let stream = TcpStream::connect((host, uri.port_u16().unwrap_or(443))).await?;
    stream.set_nodelay(true)?;
    TlsConnector::from(tls.now().client.clone()).connect(name, stream).await
}
