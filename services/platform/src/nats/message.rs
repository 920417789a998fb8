//! A public event as a message: CloudEvents 1.0 in binary mode, with the hashes of the journal.

use async_nats::HeaderMap;
use kernel::Timestamp;

use crate::follow::Sent;
use crate::trace::TRACEPARENT;

const MESSAGE_ID: &str = "Nats-Msg-Id";
const ID: &str = "ce-id";
const SPEC: &str = "ce-specversion";
const SOURCE: &str = "ce-source";
const TYPE: &str = "ce-type";
const SUBJECT: &str = "ce-subject";
const TIME: &str = "ce-time";
const SEQUENCE: &str = "ce-sequence";
const PREVIOUS: &str = "ce-previous";
const ROW_HASH: &str = "ce-rowhash";
const HASH: &str = "ce-hash";
const SALT: &str = "ce-salt";
const JOURNAL: &str = "ce-journal";
const AFTER: &str = "ce-after";
const DEPTH: &str = "ce-depth";

/// A message that came, and the journal that it is of.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) journal: String,
    pub(crate) sent: Sent,
}

/// Id of a message: the broker drops a repeat of it for a while.
pub(super) fn id(journal: &str, sequence: u64) -> String {
    format!("{journal}:{sequence}")
}

/// Headers of the event, whose payload is the event itself.
pub(super) fn headers(service: &str, journal: &str, previous: &str, sent: &Sent) -> HeaderMap {
    let id = id(journal, sent.sequence);
    let time = Timestamp::from_micros(sent.occurred_at).to_string();
    let (sequence, depth) = (sent.sequence.to_string(), sent.depth.to_string());
    let source = format!("/radslag/{service}");
    let all = [
        ("content-type", "application/json"),
        (MESSAGE_ID, &id),
        (ID, &id),
        (SPEC, "1.0"),
        (SOURCE, &source),
        (TYPE, &sent.event_type),
        (SUBJECT, &sent.stream),
        (TIME, &time),
        (SEQUENCE, &sequence),
        (PREVIOUS, previous),
        (ROW_HASH, &sent.row_hash),
        (HASH, &sent.hash),
        (SALT, sent.salt.as_deref().unwrap_or_default()),
        (JOURNAL, journal),
        (AFTER, &sent.after),
        (DEPTH, &depth),
        (TRACEPARENT, &sent.traceparent),
    ];
    let mut headers = HeaderMap::new();
    for (name, value) in all {
        headers.insert(name, value);
    }
    headers
}

/// The event of a message; `None` for what is none of ours.
pub(super) fn read(headers: &HeaderMap, payload: &[u8]) -> Option<Message> {
    let text = |name: &str| headers.get(name).map(|value| value.as_str().to_owned());
    let at: jiff::Timestamp = text(TIME)?.parse().ok()?;
    let mut sent = Sent {
        sequence: text(SEQUENCE)?.parse().ok()?,
        event_type: text(TYPE)?,
        stream: text(SUBJECT)?,
        occurred_at: at.as_microsecond(),
        after: text(AFTER)?,
        depth: text(DEPTH)?.parse().ok()?,
        traceparent: text(TRACEPARENT).unwrap_or_default(),
        event: String::from_utf8(payload.to_vec()).ok()?,
        row_hash: text(ROW_HASH)?,
        hash: text(HASH)?,
        salt: text(SALT).filter(|salt| !salt.is_empty()),
        digest: String::new(),
    };
    sent.digest = sent.own_digest().map(|digest| crate::journal::hash::hex(&digest))?;
    Some(Message { journal: text(JOURNAL)?, sent })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::hash;

    #[test]
    fn an_event_comes_out_of_its_message_as_it_went_in() {
        let mut sent = Sent {
            sequence: 7,
            event_type: "radslag.intake.initiative.submitted.v1".to_owned(),
            stream: "initiative/ini_1".to_owned(),
            occurred_at: 1_800_000_000_000_001,
            after: r#"{"council":7}"#.to_owned(),
            depth: 2,
            traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".to_owned(),
            event: r#"{"initiative":"ini_1","title":"Å"}"#.to_owned(),
            row_hash: hash::hex(&[1; 32]),
            hash: hash::hex(&[2; 32]),
            salt: Some(hash::hex(&[3; 16])),
            digest: String::new(),
        };
        sent.digest = hash::hex(&sent.own_digest().unwrap());
        let headers = headers("intake", "j1", &hash::hex(&hash::ZERO), &sent);
        assert_eq!(headers.get(ID).unwrap().as_str(), "j1:7");
        assert_eq!(headers.get(TIME).unwrap().as_str(), "2027-01-15T08:00:00.000001Z");
        let message = read(&headers, sent.event.as_bytes()).unwrap();
        assert_eq!((message.journal.as_str(), message.sent), ("j1", sent));
        assert!(read(&HeaderMap::new(), b"{}").is_none());
    }
}
