//! A server that stops.

use std::net::SocketAddr;

use platform::config::Limits;
use platform::grpc::{LIVE, Routes, Server};
use platform::lifecycle::Tasks;
use tokio::sync::watch;
use tonic::transport::Endpoint;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

#[tokio::test]
async fn who_was_let_in_by_the_system_is_answered_though_the_server_stops() {
    let server = Server::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
    let endpoint = Endpoint::from_shared(format!("http://{}", server.address())).unwrap();
    // Connected, and accepted by nobody: as when the server is busy.
    let mut health = HealthClient::new(endpoint.connect().await.unwrap());
    let (ready, stop) = (watch::channel(true).1, Tasks::new().stop());
    stop.cancel();
    let asked = HealthCheckRequest { service: LIVE.to_owned() };
    let (answered, served) = tokio::join!(
        health.check(asked),
        server.serve(Routes::default(), Limits::default(), ready, stop)
    );
    answered.unwrap();
    served.unwrap();
    // Nobody is let in any more.
    assert!(endpoint.connect().await.is_err());
}
