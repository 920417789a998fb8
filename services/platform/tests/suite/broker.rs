//! A NATS server of a test's own, and messages as the format says them.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use async_nats::HeaderMap;
use async_nats::jetstream::Context;
use async_nats::jetstream::message::PublishMessage;
use platform::config::NatsConfig;
use platform::journal::{Journal, JournalRow, events_after, hash_at};
use platform::nats::Nats;

/// Looked at again and again, for at most twenty seconds.
pub(crate) async fn until<F: Future<Output = bool>>(what: &str, condition: impl Fn() -> F) {
    let mut look = tokio::time::interval(Duration::from_millis(20));
    let patience = tokio::time::timeout(Duration::from_secs(20), async {
        while !condition().await {
            look.tick().await;
        }
    });
    assert!(patience.await.is_ok(), "never came true: {what}");
}

fn variable(name: &str) -> String {
    let found = platform::config::environment().into_iter().find(|(one, _)| one == name);
    found.unwrap_or_else(|| panic!("{name} is not set: run tests/run")).1
}

/// A server with an empty store. It ends with the test.
pub(crate) struct Broker {
    child: Child,
    folder: tempfile::TempDir,
    pub(crate) url: String,
}

impl Drop for Broker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ports(folder: &Path, id: u32) -> PathBuf {
    folder.join(format!("nats-server_{id}.ports"))
}

impl Broker {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().display();
        let text = format!(
            "host: 127.0.0.1\nport: -1\nports_file_dir: \"{at}\"\n\
             jetstream {{ store_dir: \"{at}/store\", max_file_store: 1TB }}\nno_auth_user: all\n\
             authorization {{ users: [ {{ user: all, password: \"\" }}, {{ user: ear, password: \"\", \
             permissions: {{ publish: {{ deny: \">\" }}, subscribe: \"radslag.*.>\" }} }} ] }}\n"
        );
        let config = folder.path().join("conf");
        std::fs::write(&config, text).unwrap();
        let child = Command::new(variable("TESTS_NATS_SERVER"))
            .arg("-c")
            .arg(&config)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let file = ports(folder.path(), child.id());
        let mut broker = Self { child, folder, url: String::new() };
        until("the broker names its port", || async {
            std::fs::read_to_string(&file).is_ok_and(|text| text.contains("nats://"))
        })
        .await;
        let file = ports(broker.folder.path(), broker.child.id());
        let ports: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        broker.url = ports["nats"][0].as_str().unwrap().to_owned();
        broker
    }

    pub(crate) fn config(&self) -> NatsConfig {
        NatsConfig { url: self.url.clone(), ..NatsConfig::default() }
    }

    pub(crate) async fn nats(&self) -> Nats {
        Nats::connect(&self.config(), "test").await.unwrap()
    }

    /// Of a user that may listen and nothing else.
    pub(crate) async fn ear(&self) -> Nats {
        let url = self.url.replacen("nats://", "nats://ear:@", 1);
        let config = NatsConfig { url, ..NatsConfig::default() };
        Nats::connect(&config, "ear").await.unwrap()
    }

    pub(crate) async fn client(&self) -> async_nats::Client {
        async_nats::connect(&self.url).await.unwrap()
    }

    pub(crate) async fn context(&self) -> Context {
        async_nats::jetstream::new(self.client().await)
    }
}

/// A message as it stands on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) subject: String,
    /// Sorted by name.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) payload: String,
}

impl Sent {
    /// The message of a row, written down from the format.
    fn of(row: &JournalRow, journal: &str, service: &str, previous: &str) -> Self {
        let event = row.event.as_ref().unwrap();
        let time = jiff::Timestamp::from_microsecond(row.occurred_at).unwrap();
        let id = format!("{journal}:{}", event.sequence);
        let headers = [
            ("Nats-Msg-Id", id.clone()),
            ("ce-after", row.after.clone()),
            ("ce-depth", row.depth.to_string()),
            ("ce-hash", event.hash.clone()),
            ("ce-id", id),
            ("ce-journal", journal.to_owned()),
            ("ce-previous", previous.to_owned()),
            ("ce-rowhash", row.row_hash.clone()),
            ("ce-salt", event.salt.clone().unwrap()),
            ("ce-sequence", event.sequence.to_string()),
            ("ce-source", format!("/radslag/{service}")),
            ("ce-specversion", "1.0".to_owned()),
            ("ce-subject", row.stream.clone()),
            ("ce-time", format!("{time:.6}")),
            ("ce-type", event.event_type.clone()),
            ("content-type", "application/json".to_owned()),
            ("traceparent", row.traceparent.clone()),
        ];
        let headers = headers.map(|(name, value)| (name.to_owned(), value)).to_vec();
        let subject = event.event_type.trim_end_matches(".v1").to_owned();
        Self { subject, headers, payload: event.event.clone() }
    }

    /// Messages of all events of a journal.
    pub(crate) async fn all(journal: &Journal) -> Vec<Self> {
        let reader = journal.reader();
        let id = journal.head().await.unwrap().journal_id;
        let mut all = Vec::new();
        for row in events_after(&reader, 0, 10_000).await.unwrap() {
            let before = row.event.as_ref().unwrap().sequence - 1;
            let previous = hash_at(&reader, before).await.unwrap();
            all.push(Self::of(&row, &id, journal.service(), &previous));
        }
        all
    }

    /// What a stream holds, in its order.
    pub(crate) async fn held(context: &Context, stream: &str) -> Vec<Self> {
        let Ok(stream) = context.get_stream(stream).await else { return Vec::new() };
        let state = stream.cached_info().state.clone();
        let mut all = Vec::new();
        for at in state.first_sequence.max(1)..=state.last_sequence {
            let raw = stream.get_raw_message(at).await.unwrap();
            let pairs = raw.headers.iter();
            let mut headers: Vec<_> = pairs
                .map(|(name, values)| {
                    let values: Vec<_> =
                        values.iter().map(async_nats::HeaderValue::as_str).collect();
                    (name.to_string(), values.join("|"))
                })
                .collect();
            headers.sort();
            let payload = String::from_utf8(raw.payload.to_vec()).unwrap();
            all.push(Self { subject: raw.subject.to_string(), headers, payload });
        }
        all
    }

    /// Puts it into the stream, under a message id of its own: the broker drops no repeat.
    pub(crate) async fn put(&self, context: &Context, id: &str) {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            headers.insert(name.as_str(), if name == "Nats-Msg-Id" { id } else { value });
        }
        let message = PublishMessage::build().headers(headers).payload(self.payload.clone().into());
        let ack = context.send_publish(self.subject.clone(), message).await.unwrap();
        ack.await.unwrap();
    }
}
