//! A chain that runs: embedded on SQLite, or as processes on PostgreSQL and a broker.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kernel::{IdGen as _, Office};
use platform::Node;
use platform::lifecycle::Tasks;
use platform::sql::Database;
use platform::system::{SystemClock, SystemIds};
use proto::journal::v1 as pb;
use proto::journal::v1::journal_service_client::JournalServiceClient;
use tokio::sync::watch;
use tonic::Request;
use tonic::transport::{Channel, Endpoint};

use super::super::Failure;
use super::super::place::{Processes, wish};
use super::super::store::injected;
use super::room::Links;
use super::{entry, room};
use crate::cluster::{Cluster, Program};
use crate::embedded::{SERVICES, follow_each_other};

/// Connections that chains are begun on.
const CONNECTIONS: usize = 4;
/// Seconds that a token is good for.
const SECONDS: i64 = 86_400;
/// Longest time that stopping may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running chain.
pub(in crate::bench) struct Line {
    begin: Begin,
    ended: watch::Receiver<u64>,
    tasks: Tasks,
}

enum Begin {
    Embedded(Vec<Node>),
    Processes(Box<Cluster>, Vec<Channel>),
}

/// Begins chains, from any task.
#[derive(Clone)]
pub(super) enum Beginner {
    Here(platform::journal::Journal),
    There(Channel),
}

impl Beginner {
    /// Resolves when the command is committed and answered.
    pub(super) async fn begin(&self) -> Result<(), Failure> {
        let link = SystemIds.uuid().to_string();
        match self {
            Self::Here(journal) => room::begin(journal, link, 1).await.map(drop)?,
            Self::There(channel) => entry::begin(channel.clone(), link).await.map(drop)?,
        }
        Ok(())
    }
}

impl Line {
    /// All in this process, each on a SQLite database in `folder`.
    pub(in crate::bench) async fn embedded(folder: &Path, length: usize) -> Result<Self, Failure> {
        let tasks = Tasks::new();
        let injected = injected(&tasks);
        let mut nodes = Vec::new();
        for (place, service) in SERVICES.iter().enumerate().take(length) {
            let room = Links::at(place, length).ok_or("there is no such place")?;
            let database = Database::sqlite(&folder.join(format!("{service}.db"))).await?;
            nodes.push(Node::open(Arc::new(room), database, &injected).await?);
        }
        follow_each_other(&nodes);
        let last = nodes.last().ok_or("a chain has a service")?;
        let (tell, ended) = watch::channel(0);
        let (mut progress, stop) = (last.journal().progress(), tasks.stop());
        tasks.spawn(async move {
            let told = async {
                while progress.changed().await.is_ok() {
                    let _ = tell.send(progress.borrow_and_update().sequence);
                }
            };
            tokio::select! { () = told => {}, () = stop.cancelled() => {} }
        });
        Ok(Self { begin: Begin::Embedded(nodes), ended, tasks })
    }

    /// Each in a process of its own.
    pub(in crate::bench) async fn processes(
        on: &Processes,
        folder: &Path,
        length: usize,
    ) -> Result<Self, Failure> {
        let wish = wish(on, folder, "chain")?;
        let cluster = Cluster::start_as(&wish, Program::Chain(length)).await?;
        let mut channels = Vec::new();
        for _ in 0..CONNECTIONS {
            channels.push(channel(&cluster, SERVICES[0]).await?);
        }
        let last = SERVICES.get(length - 1).ok_or("there is no such place")?;
        let tasks = Tasks::new();
        let (tell, ended) = watch::channel(0);
        let mut pages = JournalServiceClient::new(channel(&cluster, last).await?);
        let token = cluster.key().token(
            "bench",
            None,
            &[Office::Operator],
            &SystemClock::new(),
            SECONDS,
        )?;
        let mut request = Request::new(pb::ReadRequest { follow: true, ..Default::default() });
        request.metadata_mut().insert("authorization", format!("Bearer {token}").parse()?);
        let mut pages = pages.read(request).await?.into_inner();
        let stop = tasks.stop();
        tasks.spawn(async move {
            let told = async {
                while let Ok(Some(page)) = pages.message().await {
                    if let Some(event) = page.events.last() {
                        let _ = tell.send(event.sequence);
                    }
                }
            };
            tokio::select! { () = told => {}, () = stop.cancelled() => {} }
        });
        Ok(Self { begin: Begin::Processes(Box::new(cluster), channels), ended, tasks })
    }

    /// How many chains have ended: the last service has committed its fact, and tells of it.
    pub(super) fn ended(&self) -> watch::Receiver<u64> {
        self.ended.clone()
    }

    /// Who begins the chain of this number.
    pub(super) fn beginner(&self, number: u64) -> Result<Beginner, Failure> {
        let found = match &self.begin {
            Begin::Embedded(nodes) => {
                nodes.first().map(|node| Beginner::Here(node.journal().clone()))
            }
            Begin::Processes(_, channels) => {
                let at = usize::try_from(number).unwrap_or_default() % channels.len().max(1);
                channels.get(at).cloned().map(Beginner::There)
            }
        };
        found.ok_or_else(|| "there is nobody who begins".into())
    }

    pub(in crate::bench) async fn stop(self) -> Result<(), Failure> {
        self.tasks.shut_down(PATIENCE).await;
        match self.begin {
            Begin::Embedded(nodes) => {
                for node in nodes {
                    node.journal().close(PATIENCE).await;
                }
            }
            Begin::Processes(cluster, channels) => {
                drop(channels);
                cluster.stop().await?;
            }
        }
        Ok(())
    }
}

async fn channel(cluster: &Cluster, service: &str) -> Result<Channel, Failure> {
    let address = cluster.address(service, 0).ok_or("there is no such service")?;
    Ok(Endpoint::from_shared(format!("http://{address}"))?.tcp_nodelay(true).connect().await?)
}
