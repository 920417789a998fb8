//! `docs/events.md`.

use prost_reflect::{EnumDescriptor, MessageDescriptor};

use crate::GENERATED;
use crate::contract::{Contract, Event, Part, Service, comment};
use crate::fields::{field_meaning, words};
use crate::headers::HEADERS;

pub(crate) fn document(contract: &Contract) -> Result<String, String> {
    let mut text = format!("# Events\n\n{GENERATED}{INTRODUCTION}");
    for header in HEADERS {
        text.push_str(&format!("| `{}` | {} | {} |\n", header.name, header.value, header.meaning));
    }
    text.push_str(CHECK);
    for service in &contract.services {
        text.push_str(&of_service(service)?);
    }
    text.push_str(VECTOR_INPUT);
    let vector = include_str!("../../services/platform/testdata/journal-vector.txt");
    let vector = vector.lines().filter(|line| !line.starts_with('#'));
    for (name, value) in ["digest", "event_digest", "row_hash", "hash"].iter().zip(vector) {
        text.push_str(&format!("{name:12} = {value}\n"));
    }
    text.push_str("```\n");
    Ok(text)
}

fn of_service(service: &Service) -> Result<String, String> {
    let mut text = format!("\n## {}\n\nStream `{}`.\n", service.name, service.stream);
    for event in &service.events {
        text.push_str(&of_event(event)?);
    }
    for part in &service.parts {
        text.push_str(&match part {
            Part::Message(message) => of_message(message)?,
            Part::Enum(one) => of_enum(one)?,
        });
    }
    Ok(text)
}

fn of_event(event: &Event) -> Result<String, String> {
    let followers = event.followers.join(", ");
    let followers = if followers.is_empty() { "no service".to_owned() } else { followers };
    let head = format!(
        "\n### `{}`\n\n{}\n\nSubject `{}`. Followed by {followers}.\n",
        event.event_type, event.meaning, event.subject
    );
    Ok(head + &table(&event.message)?)
}

fn of_message(message: &MessageDescriptor) -> Result<String, String> {
    let meaning = comment(message.parent_file_descriptor_proto(), message.path())?;
    Ok(format!("\n### {}\n\n{meaning}\n{}", message.full_name(), table(message)?))
}

fn table(message: &MessageDescriptor) -> Result<String, String> {
    let mut text = "\n| field | type | meaning |\n|---|---|---|\n".to_owned();
    for field in message.fields() {
        let meaning = field_meaning(&field)?;
        text.push_str(&format!("| `{}` | {} | {meaning} |\n", field.json_name(), words(&field)));
    }
    Ok(text)
}

fn of_enum(one: &EnumDescriptor) -> Result<String, String> {
    let file = one.parent_file_descriptor_proto();
    let mut text = format!("\n### {}\n\n{}\n", one.full_name(), comment(file, one.path())?);
    text.push_str("\n| value | meaning |\n|---|---|\n");
    for value in one.values() {
        text.push_str(&format!("| `{}` | {} |\n", value.name(), comment(file, value.path())?));
    }
    Ok(text)
}

const INTRODUCTION: &str = "
A public event is a message of `proto/radslag/<service>/v1/events.proto` as proto3 JSON, made once when its fact is
written. Each is numbered and chained in its service's journal. [asyncapi.json](asyncapi.json) says the same for programs.

proto3 JSON leaves out a field that has its default: 0, `false`, the empty string, the empty array, the first name of an enum.
Whoever reads ignores fields that they do not know.

## Messages

Where NATS is configured, each service sends its events to the JetStream stream `RADSLAG_<SERVICE>`, with the subject
`radslag.<service>.<aggregate>.<event>`. The payload is the event, unchanged. The headers are those of CloudEvents 1.0 in
binary mode:

| header | value | meaning |
|---|---|---|
";

const CHECK: &str = "
A message may come twice, late or never. Followers go by `ce-sequence`, and read what is missing from the service itself. A
follower checks that `ce-previous` is the hash of the event that it has taken in last, and that `ce-hash` follows from the
headers and the payload by the rules of [Hashes](#hashes).
";

const VECTOR_INPUT: &str = r#"
## Hashes

SHA-256 over fields, each preceded by its length in bytes as u32 big-endian; NULL is the length FFFFFFFF and no bytes. Numbers
and times (microseconds since 1970) are u64 big-endian; text is its stored UTF-8; `after` is JSON with sorted keys and no
spaces; salts and hashes enter as raw bytes and are lower-case hex elsewhere.

```
digest       = H(salt, stream, revision, fact, actor, mandate, request_id, occurred_at, after, depth)
event_digest = H(event_salt, event_type, stream, occurred_at, after, depth, event)
row_hash     = H(previous row_hash, position, digest)
hash         = H(previous hash, sequence, row_hash, event_digest)          only rows with a public event
```

Test vector, the first row of a journal (both previous hashes are 32 zero bytes):

```
salt         = 000102030405060708090a0b0c0d0e0f
stream       = initiative/ini_1
revision     = 1
fact         = {"type":"proposed.v1","title":"Å"}
actor        = anna
mandate      = employee
request_id   = 0190a000-0000-7000-8000-000000000001
occurred_at  = 1800000000000000
after        = {"council":7}
depth        = 0
event_salt   = 101112131415161718191a1b1c1d1e1f
event_type   = radslag.intake.initiative.submitted.v1
event        = {"initiative":"ini_1"}
position     = 1
sequence     = 1

"#;
