//! The writer task: it gathers what waits into one transaction.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::Progress;
use super::batch::{CommandEnd, Shared};
use super::request::{Command, Done, ExecuteError, Group, GroupDone, ItemDo, chain};
use super::tables::Head;
use super::transaction::Memory;
use crate::sql::{Database, StoreError};
use crate::telemetry::WriterMetrics;

/// Jobs that one transaction takes at the most. It never waits for more.
const MOST_JOBS: usize = 256;

pub(crate) type Reply<T> = oneshot::Sender<T>;

/// What waits for the writer.
pub(crate) enum Job {
    Command(Box<Command>, Reply<Result<Done, ExecuteError>>),
    Group(Box<Group>, Reply<Result<GroupDone, ExecuteError>>),
    /// Brings this build's read tables up to what others have written.
    CatchUp,
}

/// The one writer of a process.
pub(crate) struct Writer {
    pub(crate) database: Database,
    pub(crate) shared: Shared,
    pub(crate) jobs: mpsc::Receiver<Job>,
    pub(crate) progress: watch::Sender<Progress>,
    /// What of the journal this build cannot read.
    pub(crate) unreadable: watch::Sender<Option<String>>,
    /// Since when the batch in hand is under way.
    pub(crate) busy: watch::Sender<Option<Instant>>,
    /// Whom it tells of its batches.
    pub(crate) told: Arc<OnceLock<WriterMetrics>>,
    /// What it remembers of the store; nothing after trouble.
    pub(crate) memory: Option<Memory>,
    /// When it is cancelled, what waits is done and the writer ends.
    pub(crate) stop: CancellationToken,
}

impl Writer {
    /// Works until it is stopped and what waits is done.
    pub(crate) async fn run(mut self) {
        let mut waiting = Vec::with_capacity(MOST_JOBS);
        while self.wait(&mut waiting).await > 0 {
            let (mut commands, mut groups) = (Vec::new(), Vec::new());
            for job in waiting.drain(..) {
                match job {
                    // Its caller has gone away: it costs nothing more.
                    Job::Command(_, reply) if reply.is_closed() => {}
                    Job::Command(command, reply) => commands.push((*command, reply)),
                    Job::Group(group, reply) => groups.push((*group, reply)),
                    // Every batch does so first.
                    Job::CatchUp => {}
                }
            }
            let (begin, jobs) = (Instant::now(), commands.len() + groups.len());
            self.busy.send_replace(Some(begin));
            Box::pin(self.batch(commands, groups)).await;
            self.busy.send_replace(None);
            if let Some(metrics) = self.told.get().filter(|_| jobs > 0) {
                metrics.batch(jobs, begin.elapsed());
            }
        }
    }

    async fn wait(&mut self, waiting: &mut Vec<Job>) -> usize {
        tokio::select! {
            found = self.jobs.recv_many(waiting, MOST_JOBS) => return found,
            () = self.stop.cancelled() => self.jobs.close(),
        }
        self.jobs.recv_many(waiting, MOST_JOBS).await
    }

    async fn batch(
        &mut self,
        commands: Vec<(Command, Reply<Result<Done, ExecuteError>>)>,
        groups: Vec<(Group, Reply<Result<GroupDone, ExecuteError>>)>,
    ) {
        let of: Vec<_> = commands.iter().map(|(command, _)| command).collect();
        let these: Vec<_> = groups.iter().map(|(group, _)| group).collect();
        match self.attempt_twice(&of, &these).await {
            Ok((done, moved)) => {
                for ((_, reply), end) in commands.into_iter().zip(done) {
                    let _ = reply.send(end);
                }
                for ((_, reply), end) in groups.into_iter().zip(moved) {
                    let _ = reply.send(Ok(end));
                }
            }
            Err(error) if error.transient() => {
                for (_, reply) in commands {
                    let _ = reply.send(Err((&error).into()));
                }
                for (_, reply) in groups {
                    let _ = reply.send(Err((&error).into()));
                }
            }
            Err(error) => {
                tracing::error!(error = chain(&error), "batch failed, running it one by one");
                for (command, reply) in commands {
                    let _ = reply.send(self.alone(&command).await);
                }
                for (group, reply) in groups {
                    let _ = reply.send(self.group_alone(&group).await);
                }
            }
        }
    }

    /// A commit whose outcome is unknown is settled by the second attempt: it finds the request
    /// rows of the first, or does what the first did not.
    async fn attempt_twice(
        &mut self,
        commands: &[&Command],
        groups: &[&Group],
    ) -> Result<(Vec<Result<Done, ExecuteError>>, Vec<GroupDone>), StoreError> {
        match self.attempt(commands, groups).await {
            Err(error) if error.transient() => {
                tracing::warn!(error = chain(&error), "batch failed, trying again");
                self.attempt(commands, groups).await
            }
            ended => ended,
        }
    }

    async fn alone(&mut self, command: &Command) -> Result<Done, ExecuteError> {
        match self.attempt_twice(&[command], &[]).await {
            Ok((done, _)) => done.into_iter().next().unwrap_or_else(|| Err(lost())),
            Err(error) => {
                tracing::error!(error = chain(&error), stream = command.main, "command failed");
                Err((&error).into())
            }
        }
    }

    /// Item by item. What fails twice alone is parked as a fault, and the rest flows on.
    async fn group_alone(&mut self, group: &Group) -> Result<GroupDone, ExecuteError> {
        let mut at = group.from.clone();
        let mut parked = 0;
        let last = group.items.len();
        for index in 0..=last {
            let item = group.items.get(index);
            let to = match item {
                Some(item) if item.again => at.clone(),
                Some(item) => (item.number, item.hash.clone()),
                None => group.to.clone(),
            };
            let mut one = Group {
                source: group.source.clone(),
                from: at,
                to: to.clone(),
                own: group.own,
                types: group.types.clone(),
                after: if item.is_none() { group.after.clone() } else { BTreeMap::new() },
                items: item.cloned().into_iter().collect(),
            };
            let mut ended = self.attempt_twice(&[], &[&one]).await;
            if ended.as_ref().is_err_and(StoreError::is_fault) {
                ended = self.attempt_twice(&[], &[&one]).await;
            }
            if let Err(error) = &ended
                && error.is_fault()
            {
                let detail = chain(error);
                for item in &mut one.items {
                    item.what = ItemDo::Park { reason: "FAULT", detail: detail.clone() };
                }
                ended = self.attempt_twice(&[], &[&one]).await;
            }
            match ended {
                Ok((_, moved)) => match moved.first() {
                    Some(GroupDone::Moved { parked: more }) => parked += more,
                    _ => return Ok(GroupDone::CursorMoved),
                },
                Err(error) => return Err((&error).into()),
            }
            at = to;
        }
        Ok(GroupDone::Moved { parked })
    }

    async fn attempt(
        &mut self,
        commands: &[&Command],
        groups: &[&Group],
    ) -> Result<(Vec<Result<Done, ExecuteError>>, Vec<GroupDone>), StoreError> {
        let ended = self.transact(commands, groups).await;
        if ended.is_err() {
            self.memory = None;
        }
        let unreadable = match &ended {
            Err(error @ StoreError::Nonsense { .. }) => Some(chain(error)),
            Err(_) => self.unreadable.borrow().clone(),
            Ok(_) => None,
        };
        self.unreadable.send_if_modified(|known| {
            let changes = *known != unreadable;
            *known = unreadable;
            changes
        });
        let ends = ended?;
        let mut facts = ends.repeated.into_iter();
        let commands = ends.commands.into_iter().map(|end| match end {
            CommandEnd::Answered(answer) => answer,
            CommandEnd::Repeated(row) => {
                let facts = facts.next().unwrap_or_default();
                Ok(Done {
                    stream: row.stream,
                    revision: row.revision,
                    position: row.position,
                    sequence: row.sequence,
                    facts,
                })
            }
        });
        Ok((commands.collect(), ends.groups))
    }

    /// Cursors are those of all replicas, as they stand in the store.
    pub(super) fn tell(&self, head: &Head, taken: Vec<(String, u64)>, operated: bool) {
        self.progress.send_modify(|progress| {
            progress.operated += u64::from(operated);
            progress.position = head.position;
            progress.sequence = head.sequence;
            progress.taken.extend(taken);
        });
    }
}

fn lost() -> ExecuteError {
    ExecuteError::Fault("the writer lost a command".to_owned())
}
