//! Tools that call running services: how they are, what is parked, what is published.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use platform::auth::DevelopmentKey;
use platform::config::TlsConfig;
use platform::grpc::OwnToken as _;
use platform::tls::{Tls, channel};
use proto::journal::v1 as pb;
use proto::journal::v1::journal_service_client::JournalServiceClient;
use tokio::sync::mpsc;
use tonic::transport::Endpoint;
use tonic::{Code, Request, Status};

use crate::UserError;
use crate::cli::{Calling, Ended, OneParked, ResetArgs, TailArgs};
use crate::embedded::SERVICES;
use crate::operator::{Operator, Token};
use crate::retry::unanswered;
use crate::tools::{Line, is_broken_pipe};

/// Pages that wait to be printed.
const AHEAD: usize = 4;

type Failure = Box<dyn std::error::Error>;

/// What to do about an address that cannot be used.
pub(crate) const ADDRESS: &str =
    "name an address such as http://127.0.0.1:50050; https:// needs --tls";

/// Which service answers where: `SERVICE=ADDRESS`, or one address for all.
pub(crate) fn places(at: &[String]) -> Result<Vec<(&'static str, String)>, UserError> {
    let mut places = Vec::new();
    for one in at {
        match one.split_once('=') {
            None => places.extend(SERVICES.map(|service| (service, with_scheme(one)))),
            Some((name, address)) => {
                let known = SERVICES.into_iter().find(|service| *service == name);
                let unknown = || {
                    let remedy = format!("choose one of {}", SERVICES.join(", "));
                    UserError::new(format!("there is no service {name}"), remedy)
                };
                places.push((known.ok_or_else(unknown)?, with_scheme(address)));
            }
        }
    }
    Ok(places)
}

fn with_scheme(address: &str) -> String {
    if address.contains("://") { address.to_owned() } else { format!("http://{address}") }
}

fn token_of(calling: &Calling) -> Result<Token, UserError> {
    if let Some(file) = &calling.token {
        return given(file);
    }
    Ok(Token::Signed(Box::new(development_key(&calling.key)?), calling.sub.to_string()))
}

/// The key of a folder, where it holds one.
pub(crate) fn development_key(folder: &Path) -> Result<DevelopmentKey, UserError> {
    let remedy = "name an operator's token with --token, or the folder of the key with --key";
    if !folder.join(platform::auth::KEY_FILE).is_file() {
        let cause = format!("{} holds no development key", folder.display());
        return Err(UserError::new(cause, remedy));
    }
    DevelopmentKey::of_folder(folder).map_err(|error| UserError::new(error.to_string(), remedy))
}

fn given(file: &Path) -> Result<Token, UserError> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        UserError::new(format!("{}: {error}", file.display()), "name a file that holds a token")
    })?;
    Ok(Token::Given(text.trim().to_owned()))
}

/// The certificates of a folder, named as Kubernetes names them.
pub(crate) fn tls(folder: Option<&Path>) -> Result<Option<Tls>, UserError> {
    let Some(folder) = folder else { return Ok(None) };
    let config = TlsConfig {
        certificate_file: folder.join("tls.crt"),
        key_file: folder.join("tls.key"),
        ca_file: folder.join("ca.crt"),
    };
    let remedy = "name a folder with tls.crt, tls.key and ca.crt";
    Tls::load(&config).map(Some).map_err(|cause| UserError::new(cause, remedy))
}

fn operators(calling: &Calling) -> Result<Vec<Operator>, Failure> {
    let (token, tls) = (token_of(calling)?, tls(calling.tls.as_deref())?);
    let operators = places(&calling.at)?.into_iter().map(|(service, address)| {
        Operator::new(service, &address, token.clone(), tls.as_ref())
            .map_err(|cause| UserError::new(cause, ADDRESS))
    });
    Ok(operators.collect::<Result<_, _>>()?)
}

fn operator(calling: &Calling, service: &str) -> Result<Operator, Failure> {
    let found = operators(calling)?.into_iter().find(|one| one.service() == service);
    let unknown =
        || UserError::new(format!("{service} is not named"), "name it with --at SERVICE=ADDRESS");
    Ok(found.ok_or_else(unknown)?)
}

/// What a service answered, as a user sees it: a mistake of theirs, or trouble.
fn told(service: &str, status: &Status) -> Failure {
    let cause = format!("{service}: {}", status.message());
    let remedy = match status.code() {
        _ if unanswered(status) => "see that the service runs, and name it with --at",
        Code::Unauthenticated | Code::PermissionDenied => "name an operator's token with --token",
        Code::InvalidArgument | Code::NotFound | Code::FailedPrecondition => {
            "see `radslag parked list` and `radslag status`"
        }
        _ => return cause.into(),
    };
    Box::new(UserError::new(cause, remedy))
}

pub(crate) async fn status(calling: &Calling) -> Ended {
    let mut ready = true;
    for operator in operators(calling)? {
        let name = operator.service();
        let one = match operator.status().await {
            Ok(one) => one,
            Err(status) if unanswered(&status) => {
                ready = false;
                println!("{name}: does not answer: {}", status.message());
                continue;
            }
            Err(status) => return Err(told(name, &status)),
        };
        ready &= one.ready;
        println!(
            "{name}: {}; row {}, event {}, published {}, parked {}",
            if one.ready { "ready".to_owned() } else { one.not_ready.join("; ") },
            one.position,
            one.sequence,
            one.published,
            one.parked,
        );
        for source in one.following {
            let detail = if source.detail.is_empty() {
                String::new()
            } else {
                format!(": {}", source.detail)
            };
            println!("  {} at {}: {}{detail}", source.source, source.sequence, source.state);
        }
    }
    Ok(if ready { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `intake:17` as a source and a number.
fn event(text: &str) -> Result<(&str, u64), UserError> {
    let parsed =
        text.rsplit_once(':').and_then(|(source, number)| Some((source, number.parse().ok()?)));
    parsed.ok_or_else(|| UserError::new(format!("{text} is no event"), "write it as intake:17"))
}

pub(crate) async fn retry(one: &OneParked) -> Ended {
    let (source, number) = event(&one.event)?;
    let operator = operator(&one.calling, &one.service)?;
    let done = operator.retry(source, number, &one.reason).await;
    done.map_err(|status| told(&one.service, &status))?;
    println!("{} tries {} again", one.service, one.event);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn discard(one: &OneParked) -> Ended {
    let (source, number) = event(&one.event)?;
    let operator = operator(&one.calling, &one.service)?;
    let done = operator.discard(source, number, &one.reason).await;
    done.map_err(|status| told(&one.service, &status))?;
    println!("{} gives {} up", one.service, one.event);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn reset(args: &ResetArgs) -> Ended {
    let operator = operator(&args.calling, &args.service)?;
    let hash = operator.reset(&args.source, args.to, &args.reason).await;
    let hash = hash.map_err(|status| told(&args.service, &status))?;
    println!(
        "{} follows {} from {} on; its hash there is {hash}",
        args.service, args.source, args.to
    );
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn revocations(calling: &Calling) -> Ended {
    let mut none = true;
    for operator in operators(calling)? {
        let name = operator.service();
        let late = operator.late_revocations().await.map_err(|status| told(name, &status))?;
        for one in late {
            none = false;
            println!(
                "{name} row {}: {} {} by {}, whose seat {} ended on {}",
                one.position, one.fact_type, one.stream, one.actor, one.seat, one.until
            );
        }
    }
    if none {
        println!("no decision rested on a seat that had ended");
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints events of running services, as they come.
pub(crate) async fn tail(args: &TailArgs) -> Ended {
    let token = match &args.token {
        Some(file) => given(file)?,
        None => token_of(&Calling {
            at: args.at.clone(),
            token: None,
            key: args.place.data.clone(),
            sub: kernel::PersonId::new("operator"),
            tls: None,
        })?,
    };
    let tls = tls(args.tls.as_deref())?;
    let (tell, mut lines) = mpsc::channel(AHEAD);
    let mut places = places(&args.at)?;
    places.retain(|(service, _)| args.service.as_deref().is_none_or(|only| only == *service));
    let readers = places.into_iter().map(|(service, address)| {
        let (token, tls, tell) = (token.clone(), tls.clone(), tell.clone());
        async move { read(service, &address, (&token, tls.as_ref()), args.follow, tell).await }
    });
    let reading = futures::future::try_join_all(readers);
    drop(tell);
    let printing = async {
        while let Some((service, event)) = lines.recv().await {
            let line = Line::of(service, &event).passing(args)?;
            if let Some(line) = line
                && let Err(error) = writeln!(std::io::stdout(), "{line}")
            {
                return if is_broken_pipe(&error) { Ok(()) } else { Err(Failure::from(error)) };
            }
        }
        Ok(())
    };
    tokio::pin!(reading, printing);
    tokio::select! {
        read = &mut reading => { read?; printing.await?; }
        printed = &mut printing => printed?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn read(
    service: &'static str,
    address: &str,
    (token, tls): (&Token, Option<&Tls>),
    follow: bool,
    tell: mpsc::Sender<(&'static str, pb::Event)>,
) -> Result<(), Failure> {
    let endpoint = Endpoint::from_shared(address.to_owned())
        .map_err(|error| UserError::new(format!("{address}: {error}"), "name an address"))?;
    let channel =
        channel(&endpoint, tls).map_err(|cause| UserError::new(cause, "name them with --tls"))?;
    let mut client = JournalServiceClient::new(channel);
    let mut request = Request::new(pb::ReadRequest {
        service: service.to_owned(),
        follow,
        ..pb::ReadRequest::default()
    });
    let bearer = format!("Bearer {}", token.token().await?).parse();
    let bearer = bearer.map_err(|_| UserError::new("the token is none", "name another"))?;
    request.metadata_mut().insert("authorization", bearer);
    let trouble = |status: Status| told(service, &status);
    let mut pages = client.read(request).await.map_err(trouble)?.into_inner();
    while let Some(page) = pages.message().await.map_err(trouble)? {
        for event in page.events {
            if tell.send((service, event)).await.is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}
