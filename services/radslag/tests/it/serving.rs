//! `serve` as another system of the city sees it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use prost_reflect::DescriptorPool;
use proto::intake::v1 as intake;
use proto::intake::v1::intake_service_client::IntakeServiceClient;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Request};
use tonic_health::pb::health_client::HealthClient;
use tonic_types::StatusExt as _;

use crate::support::{radslag, run, text};

pub(crate) struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(folder: &Path) -> Self {
        Self::start_on(folder, "radslag-data")
    }

    pub(crate) fn start_on(folder: &Path, data: &str) -> Self {
        let mut child = radslag(folder)
            .args(["serve", "--listen", "127.0.0.1:0", "--data", data])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().unwrap().unwrap();
            if let Some(rest) = line.strip_prefix("radslag serves on ") {
                break rest.split(';').next().unwrap().to_owned();
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    async fn channel(&self) -> Channel {
        let endpoint = Endpoint::from_shared(format!("http://{}", self.address)).unwrap();
        endpoint.connect().await.unwrap()
    }

    pub(crate) fn stop(mut self) {
        let pid = self.child.id().to_string();
        assert!(std::process::Command::new("kill").arg(&pid).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
    }
}

fn with_token<T>(message: T, token: &str) -> Request<T> {
    let mut request = Request::new(message);
    let value = format!("Bearer {}", token.trim()).parse().unwrap();
    request.metadata_mut().insert("authorization", value);
    request
}

fn reason(status: &tonic::Status) -> String {
    status.get_error_details().error_info().map(|info| info.reason.clone()).unwrap_or_default()
}

/// Calls any unary RPC with an empty message.
async fn call_empty(
    channel: Channel,
    path: &str,
    token: Option<&str>,
) -> Result<(), tonic::Status> {
    let mut grpc = tonic::client::Grpc::new(channel);
    grpc.ready().await.unwrap();
    let request = match token {
        Some(token) => with_token((), token),
        None => Request::new(()),
    };
    let path = path.parse().unwrap();
    grpc.unary(request, path, tonic_prost::ProstCodec::<(), ()>::default()).await.map(|_| ())
}

fn methods() -> Vec<String> {
    let pool = DescriptorPool::decode(proto::DESCRIPTORS).unwrap();
    pool.services()
        .flat_map(|service| service.methods().collect::<Vec<_>>())
        .map(|method| format!("/{}/{}", method.parent_service().full_name(), method.name()))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_anonymous_but_health_and_reflection() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    let channel = served.channel().await;
    let methods = methods();
    assert!(methods.len() > 50, "{methods:?}");
    for method in &methods {
        let refused = call_empty(channel.clone(), method, None).await.unwrap_err();
        assert_eq!(refused.code(), Code::Unauthenticated, "{method}");
        assert_eq!(reason(&refused), "TOKEN_MISSING", "{method}");
        let refused = call_empty(channel.clone(), method, Some("x.y.z")).await.unwrap_err();
        assert_eq!(reason(&refused), "TOKEN_INVALID", "{method}");
    }
    let mut health = HealthClient::new(channel.clone());
    let said = health.check(tonic_health::pb::HealthCheckRequest::default()).await.unwrap();
    assert_eq!(said.into_inner().status, 1);
    let reflection = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    assert!(
        call_empty(channel, reflection, None)
            .await
            .map_or_else(|e| e.code() != Code::Unauthenticated, |()| true)
    );
    served.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_lets_in_and_what_was_written_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    let token =
        text(&run(folder.path(), &["token", "--sub", "rita", "--office", "registrar"]).stdout);
    let mut client = IntakeServiceClient::new(served.channel().await);
    let register = intake::RegisterAdministrationRequest {
        request_id: "0190a000-0000-7000-8000-000000000001".to_owned(),
        name: "Kulturförvaltningen".to_owned(),
        code: "KUL".to_owned(),
    };
    let first = client.register_administration(with_token(register.clone(), &token)).await.unwrap();
    let at = first.metadata().get("radslag-at").unwrap().to_str().unwrap().to_owned();
    assert!(at.starts_with("intake:"), "{at}");
    served.stop();

    let served = Served::start(folder.path());
    let mut client = IntakeServiceClient::new(served.channel().await);
    let again = client.register_administration(with_token(register.clone(), &token)).await.unwrap();
    assert_eq!(again.into_inner(), first.into_inner());
    let other = intake::RegisterAdministrationRequest { name: "Annan".to_owned(), ..register };
    let reused = client.register_administration(with_token(other, &token)).await.unwrap_err();
    assert_eq!(
        (reused.code(), reason(&reused).as_str()),
        (Code::AlreadyExists, "REQUEST_ID_REUSED")
    );
    let list = intake::ListAdministrationsRequest::default();
    let list = client.list_administrations(with_token(list, &token)).await.unwrap().into_inner();
    assert_eq!(list.administrations.len(), 1);
    let bad = intake::RegisterAdministrationRequest { request_id: uuid(2), ..Default::default() };
    let refused = client.register_administration(with_token(bad, &token)).await.unwrap_err();
    let details = refused.get_error_details();
    let fields = details.bad_request().unwrap().field_violations.len();
    assert!(fields >= 2, "all bad fields at once: {refused:?}");
    served.stop();
}

fn uuid(number: u8) -> String {
    format!("0190a000-0000-7000-8000-0000000000{number:02}")
}

#[test]
fn a_second_platform_on_the_same_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    let second = run(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(2));
    assert!(text(&second.stderr).contains("in use"));
    served.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_waits_for_what_its_caller_has_seen_and_says_when_it_cannot() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    let token =
        text(&run(folder.path(), &["token", "--sub", "rita", "--office", "registrar"]).stdout);
    let mut client = IntakeServiceClient::new(served.channel().await);
    let register = intake::RegisterAdministrationRequest {
        request_id: uuid(3),
        name: "Kulturförvaltningen".to_owned(),
        code: "KUL".to_owned(),
    };
    let done = client.register_administration(with_token(register, &token)).await.unwrap();
    let at = done.metadata().get("radslag-at").unwrap().clone();
    let list = || with_token(intake::ListAdministrationsRequest::default(), &token);
    let mut seen = list();
    seen.metadata_mut().insert("radslag-after", at);
    assert_eq!(
        client.list_administrations(seen).await.unwrap().into_inner().administrations.len(),
        1
    );

    let mut ahead = list();
    ahead.metadata_mut().insert("radslag-after", "intake:99:99".parse().unwrap());
    let refused = client.list_administrations(ahead).await.unwrap_err();
    assert_eq!((refused.code(), reason(&refused).as_str()), (Code::Unavailable, "NOT_TAKEN_IN"));
    assert!(refused.get_error_details().retry_info().is_some());
    let mut nonsense = list();
    nonsense.metadata_mut().insert("radslag-after", "intake".parse().unwrap());
    let refused = client.list_administrations(nonsense).await.unwrap_err();
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::InvalidArgument, "INVALID_FIELDS")
    );
    served.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_over_the_limit_is_refused_and_the_service_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    let token =
        text(&run(folder.path(), &["token", "--sub", "rita", "--office", "registrar"]).stdout);
    let mut client = IntakeServiceClient::new(served.channel().await);
    let name = "å".repeat(3 * 1024 * 1024);
    let large =
        intake::RegisterAdministrationRequest { request_id: uuid(4), name, code: "X".to_owned() };
    let refused = client.register_administration(with_token(large, &token)).await.unwrap_err();
    assert!([Code::OutOfRange, Code::ResourceExhausted].contains(&refused.code()), "{refused:?}");
    let list = with_token(intake::ListAdministrationsRequest::default(), &token);
    assert!(
        client.list_administrations(list).await.unwrap().into_inner().administrations.is_empty()
    );
    served.stop();
}
