//! The public events as the `.proto` files describe them, comments included.

use std::error::Error;
use std::sync::Arc;

use platform::Room;
use prost_reflect::{DescriptorPool, EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor};

use crate::{DOMAINS, root};

/// All public events, in the order of an initiative's way.
pub(crate) struct Contract {
    pub(crate) services: Vec<Service>,
}

/// What one service publishes.
pub(crate) struct Service {
    pub(crate) name: &'static str,
    /// The JetStream stream of its messages.
    pub(crate) stream: String,
    pub(crate) events: Vec<Event>,
    /// Messages and enums that its events hold, by name.
    pub(crate) parts: Vec<Part>,
}

/// One type of event.
pub(crate) struct Event {
    pub(crate) event_type: &'static str,
    pub(crate) subject: &'static str,
    pub(crate) meaning: String,
    pub(crate) followers: Vec<&'static str>,
    pub(crate) message: MessageDescriptor,
}

/// What a field can hold beside scalars.
pub(crate) enum Part {
    Message(MessageDescriptor),
    Enum(EnumDescriptor),
}

impl Part {
    pub(crate) fn full_name(&self) -> &str {
        match self {
            Self::Message(message) => message.full_name(),
            Self::Enum(one) => one.full_name(),
        }
    }
}

impl Contract {
    /// Compiles the `.proto` files.
    pub(crate) fn read(rooms: &[Arc<dyn Room>]) -> Result<Self, Box<dyn Error>> {
        let folder = root().join("proto");
        let mut compiler = protox::Compiler::new([&folder])?;
        compiler.include_source_info(true);
        for domain in DOMAINS {
            let package = domain.service.replace('-', "_");
            compiler.open_file(folder.join(format!("radslag/{package}/v1/events.proto")))?;
        }
        let pool = compiler.descriptor_pool();
        let services = DOMAINS.iter().map(|domain| Service::read(domain.service, &pool, rooms));
        Ok(Self { services: services.collect::<Result<_, _>>()? })
    }
}

impl Service {
    fn read(
        name: &'static str,
        pool: &DescriptorPool,
        rooms: &[Arc<dyn Room>],
    ) -> Result<Self, Box<dyn Error>> {
        let events = published(name).map(|event_type| Event::read(event_type, pool, rooms));
        let events: Vec<_> = events.collect::<Result<_, _>>()?;
        let mut parts = Vec::new();
        for event in &events {
            gather(&event.message, &mut parts);
        }
        parts.sort_by(|a, b| a.full_name().cmp(b.full_name()));
        let stream = format!("RADSLAG_{}", name.to_uppercase().replace('-', "_"));
        Ok(Self { name, stream, events, parts })
    }
}

impl Event {
    fn read(
        event_type: &'static str,
        pool: &DescriptorPool,
        rooms: &[Arc<dyn Room>],
    ) -> Result<Self, Box<dyn Error>> {
        let name = message_name(event_type);
        let message = pool.get_message_by_name(&name);
        let message = message.ok_or_else(|| format!("{event_type}: there is no message {name}"))?;
        let comment = comment(message.parent_file_descriptor_proto(), message.path())?;
        let meaning = without_type(&comment, event_type)
            .ok_or_else(|| format!("the comment of {name} does not name {event_type}"))?;
        let followers = rooms
            .iter()
            .filter(|room| room.follows().iter().any(|f| f.types.contains(&event_type)));
        let followers = followers.map(|room| room.name()).collect();
        Ok(Self { event_type, subject: versionless(event_type), meaning, followers, message })
    }
}

/// Types that a service publishes.
pub(crate) fn published(service: &str) -> impl Iterator<Item = &'static str> {
    let prefix = format!("radslag.{service}.");
    proto::event_types().iter().copied().filter(move |one| one.starts_with(&prefix))
}

/// A type without its version: the subject of its messages.
fn versionless(event_type: &str) -> &str {
    event_type.trim_end_matches(".v1")
}

/// Name of an event without what all types of its service share.
pub(crate) fn short(event_type: &str) -> &str {
    let name = versionless(event_type);
    name.splitn(3, '.').nth(2).unwrap_or(name)
}

/// `radslag.intake.initiative.out_of_scope.v1` is the message `radslag.intake.v1.InitiativeOutOfScope`.
fn message_name(event_type: &str) -> String {
    let service = event_type.split('.').nth(1).unwrap_or_default().replace('-', "_");
    let words = short(event_type).split(['.', '_']);
    let camel = words.map(|word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_uppercase() + rest
    });
    format!("radslag.{service}.v1.{}", camel.collect::<String>())
}

/// A comment names its type at the beginning or at the end. The meaning is the rest.
fn without_type(comment: &str, event_type: &str) -> Option<String> {
    if let Some(rest) = comment.strip_prefix(&format!("`{}`: ", short(event_type))) {
        let (first, others) = rest.split_at_checked(1)?;
        return Some(first.to_uppercase() + others);
    }
    let rest = comment.strip_suffix(&format!("Type `{event_type}`."))?;
    Some(rest.trim_end().to_owned())
}

/// The comment above a declaration, on one line. Every declaration has one.
pub(crate) fn comment(
    file: &prost_reflect::prost_types::FileDescriptorProto,
    path: &[i32],
) -> Result<String, String> {
    let info = file.source_code_info.as_ref();
    let found = info.and_then(|info| info.location.iter().find(|one| one.path == path));
    let text = found.map_or("", |one| one.leading_comments());
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(format!("{}: the declaration at {path:?} has no comment", file.name()));
    }
    Ok(text)
}

/// Adds what the fields of a message hold, each once.
fn gather(message: &MessageDescriptor, parts: &mut Vec<Part>) {
    for field in message.fields() {
        let kind = map_value(&field).unwrap_or_else(|| field.kind());
        let part = match kind {
            Kind::Message(inner) if !inner.full_name().starts_with("google.protobuf.") => {
                Part::Message(inner)
            }
            Kind::Enum(one) => Part::Enum(one),
            _ => continue,
        };
        if parts.iter().any(|known| known.full_name() == part.full_name()) {
            continue;
        }
        if let Part::Message(inner) = &part {
            gather(inner, parts);
        }
        parts.push(part);
    }
}

/// What a map holds under its keys; nothing for other fields.
pub(crate) fn map_value(field: &FieldDescriptor) -> Option<Kind> {
    let kind = field.kind();
    let entry = kind.as_message().filter(|_| field.is_map());
    entry.map(|entry| entry.map_entry_value_field().kind())
}
