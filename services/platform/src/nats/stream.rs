//! The stream of one service: created with limits that are stated, and checked.

use std::collections::HashMap;
use std::time::Duration;

use async_nats::jetstream::Context;
use async_nats::jetstream::context::GetStreamErrorKind;
use async_nats::jetstream::stream::{Config, DiscardPolicy, RetentionPolicy, StorageType, Stream};

use super::{Nats, stream_name, subjects};
use crate::config::NatsConfig;

/// Metadata of the stream: the journal whose events it holds.
const JOURNAL: &str = "radslag-journal";
/// Largest message that is accepted. Larger events are read from their owner.
pub(super) const LARGEST: usize = 1_000_000;
/// Within this time the broker drops repeats.
const WINDOW: Duration = Duration::from_secs(120);

/// The stream as it has to be.
fn wanted(service: &str, journal: &str, config: &NatsConfig) -> Config {
    Config {
        name: stream_name(service),
        description: Some(format!("public events of {service}")),
        subjects: vec![subjects(service)],
        retention: RetentionPolicy::Limits,
        discard: DiscardPolicy::Old,
        storage: StorageType::File,
        max_age: Duration::from_secs(config.max_age_days * 24 * 60 * 60),
        max_bytes: config.max_bytes,
        max_messages: -1,
        max_messages_per_subject: -1,
        max_consumers: -1,
        max_message_size: i32::try_from(LARGEST).unwrap_or(i32::MAX),
        num_replicas: config.replicas,
        duplicate_window: WINDOW,
        metadata: HashMap::from([(JOURNAL.to_owned(), journal.to_owned())]),
        ..Config::default()
    }
}

/// Whether the limits that matter are those wanted. The server adds metadata of its own.
fn alike(found: &Config, wanted: &Config) -> bool {
    let limits = |one: &Config| {
        (
            one.subjects.clone(),
            one.max_age,
            one.max_bytes,
            one.max_message_size,
            one.num_replicas,
            one.duplicate_window,
        )
    };
    limits(found) == limits(wanted)
        && found.discard == wanted.discard
        && found.metadata.get(JOURNAL) == wanted.metadata.get(JOURNAL)
}

/// Creates the stream, or brings it to what it has to be. Events of another journal, from before a
/// restore, are purged.
///
/// # Errors
/// What the server said.
pub(super) async fn ensure(
    nats: &Nats,
    service: &str,
    journal: &str,
) -> Result<(), async_nats::Error> {
    let wanted = wanted(service, journal, nats.config());
    let context: &Context = nats.context();
    let mut stream: Stream = match context.get_stream(&wanted.name).await {
        Ok(stream) => stream,
        Err(error) if missing(&error.kind()) => {
            tracing::info!(stream = wanted.name, "stream created");
            context.create_stream(wanted).await?;
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let found = stream.info().await?.config.clone();
    if found.retention != wanted.retention || found.storage != wanted.storage {
        let name = &wanted.name;
        let what = format!(
            "stream {name} has another retention or storage: delete it, or name another server"
        );
        return Err(what.into());
    }
    if found.metadata.get(JOURNAL).is_some_and(|other| other != journal) {
        tracing::warn!(stream = wanted.name, "purged: its events are of another journal");
        stream.purge().await?;
    }
    if !alike(&found, &wanted) {
        tracing::warn!(stream = wanted.name, "limits set to what is configured");
        context.update_stream(wanted).await?;
    }
    Ok(())
}

/// What a service's stream holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Id of the journal whose events they are.
    pub(crate) journal: Option<String>,
    /// How many it holds.
    pub(crate) messages: u64,
}

impl Nats {
    /// What a service's stream holds.
    ///
    /// # Errors
    /// Why it cannot be seen.
    pub(crate) async fn standing(&self, service: &str) -> Result<Standing, String> {
        let name = stream_name(service);
        let stream = self.context().get_stream(&name).await;
        let stream = stream.map_err(|error| format!("stream {name}: {error}"))?;
        let info = stream.cached_info();
        let journal = info.config.metadata.get(JOURNAL).cloned();
        Ok(Standing { journal, messages: info.state.messages })
    }
}

fn missing(kind: &GetStreamErrorKind) -> bool {
    match kind {
        GetStreamErrorKind::JetStream(error) => error.code() == 404,
        _ => false,
    }
}
