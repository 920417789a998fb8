//! Mutual TLS of gRPC: who shows no certificate that is trusted gets no answer, and renewed files count
//! without a restart.

use std::net::SocketAddr;
use std::time::Duration;

use platform::config::{Limits, TlsConfig};
use platform::grpc::{LIVE, Routes, Server};
use platform::lifecycle::Tasks;
use platform::tls::{Tls, channel};
use tokio::sync::watch;
use tonic::Code;
use tonic::transport::Endpoint;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use crate::certificates::Authority;

/// A server that only those reach who show a certificate, and its probe.
struct World {
    tasks: Tasks,
    ready: watch::Sender<bool>,
    address: SocketAddr,
    probe: SocketAddr,
    server: Tls,
}

const LOCAL: [u8; 4] = [127, 0, 0, 1];

impl World {
    async fn start(config: &TlsConfig) -> Self {
        let (tasks, tls) = (Tasks::new(), Tls::load(config).unwrap());
        let server = Server::bind(SocketAddr::from((LOCAL, 0))).await.unwrap();
        let server = server.secured(Some(tls.clone()));
        let server = server.probed(SocketAddr::from((LOCAL, 0))).await.unwrap();
        let (address, probe) = (server.address(), server.probe_address().unwrap());
        let (tell, ready) = watch::channel(true);
        let (routes, stop) = (Routes::default(), tasks.stop());
        let limits = Limits::default();
        tasks.spawn(async move { server.serve(routes, limits, ready, stop).await.unwrap() });
        Self { tasks, ready: tell, address, probe, server: tls }
    }

    /// What a new connection to `localhost` gets, with these certificates.
    async fn ask(&self, with: Option<&Tls>) -> Result<(), tonic::Status> {
        let scheme = if with.is_some() { "https" } else { "http" };
        let address = format!("{scheme}://localhost:{}", self.address.port());
        let endpoint = Endpoint::from_shared(address).unwrap();
        health(channel(&endpoint, with).unwrap(), "").await.map(drop)
    }

    async fn stop(self) {
        assert!(self.tasks.shut_down(Duration::from_secs(10)).await);
    }
}

/// The connection ended before an answer came.
fn refused(answer: Result<(), tonic::Status>) {
    let code = answer.unwrap_err().code();
    let transport = [Code::Unavailable, Code::Unknown, Code::Cancelled, Code::Internal];
    assert!(transport.contains(&code), "{code:?}");
}

async fn health(
    channel: tonic::transport::Channel,
    service: &str,
) -> Result<ServingStatus, tonic::Status> {
    let request = HealthCheckRequest { service: service.to_owned() };
    let answer = HealthClient::new(channel).check(request).await?;
    Ok(answer.into_inner().status())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_who_shows_a_certificate_that_is_trusted_gets_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (own, strange) = (Authority::new(), Authority::new());
    let world = World::start(&own.write(&folder.path().join("server"), &["localhost"])).await;
    let friend = own.write(&folder.path().join("friend"), &["friend"]);
    world.ask(Some(&Tls::load(&friend).unwrap())).await.unwrap();

    // In the clear; signed by somebody else, who trusts the server; trusting somebody else.
    let stranger = strange.write(&folder.path().join("stranger"), &["friend"]);
    let stranger = TlsConfig { ca_file: friend.ca_file.clone(), ..stranger };
    let wary = folder.path().join("wary");
    let wary = TlsConfig { ca_file: strange.write(&wary, &["x"]).ca_file, ..friend };
    for with in [None, Some(stranger), Some(wary)] {
        let tls = with.map(|config| Tls::load(&config).unwrap());
        refused(world.ask(tls.as_ref()).await);
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_bears_another_name_is_not_called() {
    let folder = tempfile::tempdir().unwrap();
    let own = Authority::new();
    let world = World::start(&own.write(&folder.path().join("server"), &["elsewhere"])).await;
    let friend = Tls::load(&own.write(&folder.path().join("friend"), &["friend"])).unwrap();
    refused(world.ask(Some(&friend)).await);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn renewed_certificates_count_without_a_restart_and_broken_files_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (Authority::new(), Authority::new());
    let place = folder.path().join("server");
    let world = World::start(&old.write(&place, &["localhost"])).await;
    let before = Tls::load(&old.write(&folder.path().join("before"), &["one"])).unwrap();
    let after = Tls::load(&new.write(&folder.path().join("after"), &["one"])).unwrap();
    world.ask(Some(&before)).await.unwrap();
    assert!(!world.server.renew().unwrap());

    std::fs::write(place.join("tls.key"), "half a fi").unwrap();
    let why = world.server.renew().unwrap_err();
    assert!(why.contains("tls.key_file") && why.contains("tls.key:"), "{why}");
    world.ask(Some(&before)).await.unwrap();

    new.write(&place, &["localhost"]);
    assert!(world.server.renew().unwrap());
    world.ask(Some(&after)).await.unwrap();
    refused(world.ask(Some(&before)).await);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_probe_without_a_certificate_learns_of_health_and_of_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&Authority::new().write(folder.path(), &["localhost"])).await;
    let endpoint = Endpoint::from_shared(format!("http://{}", world.probe)).unwrap();
    let probe = endpoint.connect().await.unwrap();
    assert_eq!(health(probe.clone(), "").await.unwrap(), ServingStatus::Serving);
    assert_eq!(health(probe.clone(), LIVE).await.unwrap(), ServingStatus::Serving);
    world.ready.send_replace(false);
    while health(probe.clone(), "").await.unwrap() == ServingStatus::Serving {
        tokio::task::yield_now().await;
    }
    assert_eq!(health(probe.clone(), LIVE).await.unwrap(), ServingStatus::Serving);
    let mut journal = proto::journal::v1::journal_service_client::JournalServiceClient::new(probe);
    let asked = journal.head(proto::journal::v1::HeadRequest::default()).await;
    assert_eq!(asked.unwrap_err().code(), Code::Unimplemented);
    world.stop().await;
}

#[test]
fn all_files_that_cannot_be_read_are_named_at_once() {
    let config = TlsConfig {
        certificate_file: "/nowhere/tls.crt".into(),
        key_file: "/nowhere/tls.key".into(),
        ca_file: "/nowhere/ca.crt".into(),
    };
    let refused = Tls::load(&config).unwrap_err();
    for part in ["tls.certificate_file", "tls.key_file", "tls.ca_file"] {
        assert!(refused.contains(part), "{refused}");
    }
}
