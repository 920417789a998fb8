//! Lists and searches of many initiatives, over gRPC.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use kernel::Office;
use model::Models;
use platform::system::{SystemClock, SystemIds};
use proto::intake::v1::intake_service_client::IntakeServiceClient;
use proto::intake::v1::{InitiativeStatus, ListInitiativesRequest, ListInitiativesResponse};
use tokio::time::Instant;
use tonic::Request;
use tonic::transport::{Channel, Endpoint};

use super::Failure;
use super::alone::Alone;
use super::figure::{Aim, Figure, Telling, ms, tell};
use super::load::percentile;
use super::place::Place;
use super::store::Store;
use crate::cli::Ended;

/// Seconds that a token is good for.
const SECONDS: i64 = 86_400;
/// Rows of a page, and one more to know whether another follows.
const PAGE: usize = 51;
/// Rows of the pages on the way to a deep one.
const STRIDE: i32 = 1_000;
/// Of so many, each kind of page finds some.
const MANY: u64 = 100_000;
/// Longest time of a page of a hundred.
const AIM: f64 = 10.0;

#[derive(Debug, Clone, Args)]
pub(crate) struct ListsArgs {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    telling: Telling,
    #[command(flatten)]
    size: Size,
}

/// How much is measured.
#[derive(Debug, Clone, Args)]
pub(super) struct Size {
    /// Initiatives.
    #[arg(long, value_name = "N", default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(100..=90_000_000))]
    pub(super) initiatives: u64,
    /// Pages of each kind that are timed.
    #[arg(long, value_name = "N", default_value_t = 300, value_parser = clap::value_parser!(u32).range(2..=10_000))]
    pub(super) pages: u32,
}

pub(super) async fn run(args: &ListsArgs) -> Ended {
    let folder = args.place.folder()?;
    let filled = Filled::new(&args.place, folder.path(), args.size.clone()).await?;
    tell(&args.telling, async || filled.one().await).await?;
    Ok(ExitCode::SUCCESS)
}

/// Stores with many initiatives.
pub(super) struct Filled {
    stores: Vec<Store>,
    size: Size,
    folder: std::path::PathBuf,
}

impl Filled {
    pub(super) async fn new(place: &Place, folder: &Path, size: Size) -> Result<Self, Failure> {
        let stores = Store::both(place, folder, "lists").await?;
        for store in &stores {
            eprintln!("filling {} initiatives into {}", size.initiatives, store.name());
            store.prepare(intake::service(&Arc::new(Models::shipped()?)).room).await?;
            let database = store.open().await?;
            intake::filling::read_tables(&database, &SystemIds, 0, size.initiatives).await?;
            database.close().await;
            store.analyze().await?;
        }
        Ok(Self { stores, size, folder: folder.to_owned() })
    }

    /// One run.
    pub(super) async fn one(&self) -> Result<Vec<Figure>, Failure> {
        let mut figures = Vec::new();
        for store in &self.stores {
            let service = intake::service(&Arc::new(Models::shipped()?));
            let alone = Alone::start(service, store.open().await?, &self.folder).await?;
            let measured = self.measure(store.name(), &alone).await;
            alone.stop().await;
            figures.extend(measured?);
        }
        Ok(figures)
    }

    async fn measure(&self, store: &str, alone: &Alone) -> Result<Vec<Figure>, Failure> {
        let mut reader = Reader::of(alone).await?;
        let deep = reader.deep(self.size.initiatives).await?;
        let bare = bare(alone, self.size.pages).await?;
        let mut figures = Vec::new();
        for (name, kind) in KINDS {
            let mut times = Vec::new();
            for number in 0..self.size.pages {
                let wanted = kind(u64::from(number), &deep);
                let begin = Instant::now();
                let page = reader.page(wanted).await?;
                times.push(begin.elapsed());
                if page.initiatives.is_empty() && self.size.initiatives >= MANY {
                    return Err(format!("{name}: an empty page").into());
                }
            }
            times.sort_unstable();
            let name = format!("list of {}, {store}: {name}, p99", self.size.initiatives);
            let figure = Figure::time(name, percentile(&times, 99));
            let limit = ms(percentile(&bare, 99));
            figures.push(figure.beside("the bare indexed query", limit).aims(Aim::AtMost(AIM)));
        }
        Ok(figures)
    }
}

/// The page of a number, out of tokens of deep pages.
type Kind = fn(u64, &[String]) -> ListInitiativesRequest;

const KINDS: [(&str, Kind); 11] = [
    ("first page", |_, _| ListInitiativesRequest::default()),
    ("deep page", |number, deep| {
        let at = usize::try_from(number).unwrap_or_default() * 7 % deep.len().max(1);
        let page_token = deep.get(at).cloned().unwrap_or_default();
        ListInitiativesRequest { page_token, ..Default::default() }
    }),
    ("one filter", |number, _| ListInitiativesRequest {
        administration: administration(number),
        ..Default::default()
    }),
    ("two filters", |number, _| ListInitiativesRequest {
        administration: administration(number * 10),
        status: InitiativeStatus::Registered.into(),
        ..Default::default()
    }),
    ("three filters", |number, _| ListInitiativesRequest {
        cycle: cycle(number),
        area: "pedagogical".to_owned(),
        status: InitiativeStatus::Registered.into(),
        ..Default::default()
    }),
    ("four filters", |number, _| ListInitiativesRequest {
        administration: administration(number * 10),
        cycle: cycle(number),
        area: "pedagogical".to_owned(),
        status: InitiativeStatus::Registered.into(),
        ..Default::default()
    }),
    ("search of a word of one", |number, _| searched(format!("nr{}", 100_000 + number * 11))),
    ("search of a word of a thousandth", |number, _| {
        searched(format!("bad{}", 100 + number % 900))
    }),
    ("search of a word of half", |_, _| searched("bokning".to_owned())),
    ("search of a beginning", |number, _| searched(format!("bad{}", 1 + number % 9))),
    ("search of two words", |number, _| searched(format!("bokn bad{}", 100 + 2 * (number % 450)))),
];

fn administration(number: u64) -> String {
    format!("adm_0190a000-0000-7000-8000-{}", 200_000_000_000 + number % 50)
}

fn cycle(number: u64) -> String {
    format!("cyc_0190a000-0000-7000-8000-{}", 300_000_000_000 + number % 3)
}

fn searched(search: String) -> ListInitiativesRequest {
    ListInitiativesRequest { search, ..Default::default() }
}

/// Somebody who reads lists.
struct Reader {
    client: IntakeServiceClient<Channel>,
    authorization: tonic::metadata::MetadataValue<tonic::metadata::Ascii>,
}

impl Reader {
    async fn of(alone: &Alone) -> Result<Self, Failure> {
        let endpoint = Endpoint::from_shared(format!("http://{}", alone.address))?;
        let client = IntakeServiceClient::new(endpoint.tcp_nodelay(true).connect().await?);
        let offices = [Office::Registrar];
        let token = alone.key.token("reader", None, &offices, &SystemClock::new(), SECONDS)?;
        Ok(Self { client, authorization: format!("Bearer {token}").parse()? })
    }

    async fn page(
        &mut self,
        wanted: ListInitiativesRequest,
    ) -> Result<ListInitiativesResponse, Failure> {
        let mut request = Request::new(wanted);
        request.metadata_mut().insert("authorization", self.authorization.clone());
        Ok(self.client.list_initiatives(request).await?.into_inner())
    }

    /// Tokens of pages from the middle to the end.
    async fn deep(&mut self, initiatives: u64) -> Result<Vec<String>, Failure> {
        let (mut tokens, mut page_token) = (Vec::new(), String::new());
        loop {
            let wanted =
                ListInitiativesRequest { page_size: STRIDE, page_token, ..Default::default() };
            page_token = self.page(wanted).await?.next_page_token;
            if page_token.is_empty() {
                break;
            }
            tokens.push(page_token.clone());
        }
        let half = usize::try_from(initiatives / 2_000)?.min(tokens.len().saturating_sub(1));
        Ok(tokens.split_off(half))
    }
}

/// The same rows without gRPC, in ascending order of time.
async fn bare(alone: &Alone, pages: u32) -> Result<Vec<Duration>, Failure> {
    let reader = alone.node.journal().reader();
    let mut times = Vec::new();
    for _ in 0..pages {
        let begin = Instant::now();
        reader.rows(intake::filling::bare_page(PAGE)).await?;
        times.push(begin.elapsed());
    }
    times.sort_unstable();
    Ok(times)
}
