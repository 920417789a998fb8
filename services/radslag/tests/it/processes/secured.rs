//! As a city runs it: nothing in the clear, one trace over all services, metrics that Prometheus reads.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{
    TraceService, TraceServiceServer,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::trace::v1::Span;
use platform::auth::KEY_FILE;
use platform::config::{ServiceConfig, TlsConfig};
use platform::tls::Tls;
use radslag::cluster::{Cluster, Otherwise, Wish, binary, free_port};
use radslag::demo;
use serde_json::Value;
use tempfile::TempDir;
use tonic::transport::server::TcpIncoming;
use tonic::{Request, Response, Status};

use super::ground::{Broker, NAME, ODD, named, plan};
use crate::certificates::Authority;
use crate::faults::postgres::Server;
use crate::recompute;
use crate::support::{determined, text};

/// How long what was written may take to be told.
const PATIENCE: Duration = Duration::from_secs(60);

/// A collector that keeps spans, each with the name of its process.
#[derive(Clone, Default)]
struct Collector {
    spans: Arc<Mutex<Vec<(String, Span)>>>,
}

#[tonic::async_trait]
impl TraceService for Collector {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        for of in request.into_inner().resource_spans {
            let resource = of.resource.unwrap_or_default();
            let name = resource.attributes.iter().find(|one| one.key == "service.name");
            let name = format!("{:?}", name.unwrap().value);
            let spans = of.scope_spans.into_iter().flat_map(|scope| scope.spans);
            self.spans.lock().unwrap().extend(spans.map(|span| (name.clone(), span)));
        }
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

impl Collector {
    /// Serves as long as the test's runtime.
    async fn start(&self) -> SocketAddr {
        let incoming = TcpIncoming::bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let address = incoming.local_addr().unwrap();
        let serving = tonic::transport::Server::builder()
            .add_service(TraceServiceServer::new(self.clone()))
            .serve_with_incoming(incoming);
        tokio::task::spawn_local(serving);
        address
    }

    /// Processes of the trace that most of them are in, and whether every span of it but one has its
    /// parent in it.
    fn widest(&self) -> (BTreeSet<String>, bool) {
        let spans = self.spans.lock().unwrap();
        let mut traces: BTreeMap<&[u8], Vec<&(String, Span)>> = BTreeMap::new();
        for span in spans.iter() {
            traces.entry(&span.1.trace_id).or_default().push(span);
        }
        let names = |trace: &[&(String, Span)]| {
            trace.iter().map(|(name, _)| name.clone()).collect::<BTreeSet<_>>()
        };
        let widest = traces.into_values().max_by_key(|trace| names(trace).len());
        let Some(widest) = widest else { return (BTreeSet::new(), false) };
        let ids: BTreeSet<_> = widest.iter().map(|(_, span)| &span.span_id).collect();
        let lonely = widest.iter().filter(|(_, span)| !ids.contains(&span.parent_span_id)).count();
        (names(&widest), lonely == 1)
    }
}

/// Prometheus, which reads from these addresses by the alert rules of the chart. It ends with the test.
struct Prometheus {
    child: Child,
    port: u16,
    _folder: TempDir,
}

impl Prometheus {
    fn start(targets: &BTreeMap<String, SocketAddr>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/../../charts/radslag/files/alerts.yaml");
        let listed: Vec<_> = targets.values().map(|address| format!("\"{address}\"")).collect();
        let config = format!(
            "global:\n  scrape_interval: 1s\n  evaluation_interval: 1s\nrule_files: [{rules:?}]\n\
             scrape_configs:\n  - job_name: radslag\n    static_configs:\n      - targets: [{}]\n",
            listed.join(", ")
        );
        std::fs::write(folder.path().join("prometheus.yml"), config).unwrap();
        let port = free_port().unwrap().port();
        let child = Command::new(named("TESTS_PROMETHEUS"))
            .current_dir(folder.path())
            .args(["--config.file=prometheus.yml", "--storage.tsdb.path=data"])
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, port, _folder: folder }
    }

    /// What its API answers; nothing while it does not.
    fn ask(&self, path: &str) -> Value {
        let url = format!("http://127.0.0.1:{}/api/v1/{path}", self.port);
        let said = Command::new("python3")
            .args([
                "-c",
                "import sys, urllib.request as r; print(r.urlopen(sys.argv[1]).read().decode())",
            ])
            .arg(url)
            .output()
            .unwrap();
        serde_json::from_str(&text(&said.stdout)).unwrap_or_default()
    }
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Certificates of a whole installation.
struct Certificates {
    folder: TempDir,
    authority: Authority,
}

impl Certificates {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), authority: Authority::new() }
    }

    fn of(&self, name: &str) -> TlsConfig {
        self.authority.write(&self.folder.path().join(name), &["127.0.0.1", "localhost"])
    }
}

fn secure(config: &mut ServiceConfig, tls: TlsConfig) {
    let (ca, certificate) = (Some(tls.ca_file.clone()), Some(tls.certificate_file.clone()));
    config.database.ca_file.clone_from(&ca);
    config.database.certificate_file.clone_from(&certificate);
    config.database.key_file = Some(tls.key_file.clone());
    let nats = config.nats.as_mut().unwrap();
    (nats.ca_file, nats.certificate_file) = (ca, certificate);
    nats.key_file = Some(tls.key_file.clone());
    config.tls = Some(tls);
}

async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let end = tokio::time::Instant::now() + PATIENCE;
    while !holds() {
        assert!(tokio::time::Instant::now() < end, "{what}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// No line of a private key is in what a process told, with everything told that it can tell.
fn no_key_is_told(certificates: &Path, data: &Path) {
    let files = std::fs::read_dir(certificates).unwrap().map(|one| one.unwrap().path());
    let mut files: Vec<_> = files.map(|folder| folder.join("tls.key")).collect();
    files.push(data.join(KEY_FILE));
    let mut keys = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        let parts = text.split(|one: char| one.is_whitespace() || one == '"');
        let before = keys.len();
        keys.extend(parts.filter(|part| part.len() >= 32).map(str::to_owned));
        assert!(keys.len() > before, "{} is no key", file.display());
    }
    let mut told = 0;
    for log in std::fs::read_dir(data).unwrap().map(|one| one.unwrap().path()) {
        if log.extension().is_some_and(|end| end == "log") {
            let text = std::fs::read_to_string(&log).unwrap();
            assert!(text.contains("serving"), "{} tells nothing", log.display());
            assert!(!keys.iter().any(|key| text.contains(key)), "{} tells a key", log.display());
            told += 1;
        }
    }
    assert_eq!(told, radslag::embedded::SERVICES.len());
}

async fn a_secured_year() {
    let certificates = Certificates::new();
    let server = Server::secured(&certificates.of("postgres"));
    let broker = Broker::secured(&certificates.of("nats"));
    let collector = Collector::default();
    let otlp = format!("http://{}", collector.start().await);
    let metrics: BTreeMap<String, SocketAddr> = radslag::embedded::SERVICES
        .iter()
        .map(|service| ((*service).to_owned(), free_port().unwrap()))
        .collect();
    let each: BTreeMap<String, TlsConfig> =
        metrics.keys().map(|service| (service.clone(), certificates.of(service))).collect();
    let (listening, folder) = (metrics.clone(), tempfile::tempdir().unwrap());
    let configure = move |service: &str, _: usize, config: &mut ServiceConfig| {
        secure(config, each.get(service).unwrap().clone());
        config.telemetry.metrics = listening.get(service).copied();
        config.telemetry.otlp = Some(otlp.clone());
        config.log.filter = "debug".to_owned();
    };
    let tls = Tls::load(&certificates.of("client")).unwrap();
    let otherwise = Otherwise { tls: Some(tls), configure: Some(Arc::new(configure)) };
    let wish = Wish {
        postgres: server.url(),
        nats: Some(broker.url()),
        prefix: "secured".to_owned(),
        data: folder.path().join("data"),
        replicas: 1,
        port: None,
        binary: binary().unwrap(),
        apart: false,
        otherwise,
    };
    let cluster = Cluster::start(&wish).await.unwrap();
    let prometheus = Prometheus::start(&metrics);
    let plan = plan(ODD);
    let played = demo::play_on(&cluster.addresses(), cluster.key().clone(), &plan).await.unwrap();
    assert_eq!(determined(played), recompute::summary(NAME, ODD));
    assert!(cluster.settled(PATIENCE).await.unwrap());
    let connected = "sum(radslag_nats_connected)";
    until("Prometheus reads all five and finds no rule that it cannot evaluate", || {
        let (up, nats) = (
            prometheus.ask("query?query=sum(up)"),
            prometheus.ask(&format!("query?query={connected}")),
        );
        let five = |answer: &Value| answer["data"]["result"][0]["value"][1] == "5";
        let groups = prometheus.ask("rules");
        let rules: Vec<_> = groups["data"]["groups"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|group| group["rules"].as_array().into_iter().flatten())
            .collect();
        five(&up)
            && five(&nats)
            && !rules.is_empty()
            && rules.iter().all(|rule| rule["health"] == "ok")
    })
    .await;
    cluster.stop().await.unwrap();
    no_key_is_told(certificates.folder.path(), &folder.path().join("data"));
    until("one trace leads through all five services", || {
        let (names, whole) = collector.widest();
        names.len() == 5 && whole
    })
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_year_in_which_nothing_goes_in_the_clear_has_one_trace_and_metrics_that_are_read() {
    tokio::task::LocalSet::new().run_until(a_secured_year()).await;
}
