//! Fields of messages: how they look in proto3 JSON, as words and as JSON Schema.

use prost_reflect::{EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor};
use serde_json::{Value, json};

use crate::contract::{comment, map_value};

/// Where the schemas of parts stand in the AsyncAPI document.
pub(crate) const SCHEMAS: &str = "#/components/schemas/";

/// A field's type in words.
pub(crate) fn words(field: &FieldDescriptor) -> String {
    if let Some(value) = map_value(field) {
        return format!("object: {} by key", scalar_words(&value));
    }
    let one = scalar_words(&field.kind());
    if field.is_list() { format!("array of {one}") } else { one }
}

fn scalar_words(kind: &Kind) -> String {
    match kind {
        Kind::Message(message) if message.full_name() == TIMESTAMP => "string, RFC 3339".to_owned(),
        Kind::Message(message) => format!("[{}](#{})", message.name(), anchor(message.full_name())),
        Kind::Enum(one) => format!("[{}](#{})", one.name(), anchor(one.full_name())),
        Kind::Bool => "boolean".to_owned(),
        Kind::String => "string".to_owned(),
        Kind::Bytes => "string, base64".to_owned(),
        Kind::Double | Kind::Float => "number".to_owned(),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => "string of an integer (int64)".to_owned(),
        Kind::Uint64 | Kind::Fixed64 => "string of an integer (uint64)".to_owned(),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => "number (int32)".to_owned(),
        Kind::Uint32 | Kind::Fixed32 => "number (uint32)".to_owned(),
    }
}

const TIMESTAMP: &str = "google.protobuf.Timestamp";

/// Where a part's heading is found: renderers drop the dots.
fn anchor(full_name: &str) -> String {
    full_name.to_lowercase().replace('.', "")
}

/// The JSON Schema of a message. No field is required: proto3 JSON leaves out what has its default.
pub(crate) fn message_schema(message: &MessageDescriptor, meaning: &str) -> Result<Value, String> {
    let mut properties = serde_json::Map::new();
    for field in message.fields() {
        properties.insert(field.json_name().to_owned(), field_schema(&field)?);
    }
    Ok(json!({"type": "object", "description": meaning, "properties": properties}))
}

/// The JSON Schema of an enum: its names.
pub(crate) fn enum_schema(one: &EnumDescriptor) -> Result<Value, String> {
    let about = comment(one.parent_file_descriptor_proto(), one.path())?;
    let mut names = Vec::new();
    let mut meanings = vec![about];
    for value in one.values() {
        let meaning = comment(one.parent_file_descriptor_proto(), value.path())?;
        meanings.push(format!("* `{}`: {meaning}", value.name()));
        names.push(value.name().to_owned());
    }
    Ok(json!({"type": "string", "description": meanings.join("\n"), "enum": names}))
}

fn field_schema(field: &FieldDescriptor) -> Result<Value, String> {
    let meaning = field_meaning(field)?;
    let mut schema = if let Some(value) = map_value(field) {
        json!({"type": "object", "additionalProperties": scalar_schema(&value)})
    } else if field.is_list() {
        json!({"type": "array", "items": scalar_schema(&field.kind())})
    } else {
        scalar_schema(&field.kind())
    };
    // Nothing may stand beside a reference.
    if schema.get("$ref").is_some() {
        schema = json!({"allOf": [schema]});
    }
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), meaning.into());
    }
    Ok(schema)
}

/// The comment above a field.
pub(crate) fn field_meaning(field: &FieldDescriptor) -> Result<String, String> {
    comment(field.parent_message().parent_file_descriptor_proto(), field.path())
}

fn scalar_schema(kind: &Kind) -> Value {
    match kind {
        Kind::Message(message) if message.full_name() == TIMESTAMP => {
            json!({"type": "string", "format": "date-time"})
        }
        Kind::Message(message) => json!({"$ref": format!("{SCHEMAS}{}", message.full_name())}),
        Kind::Enum(one) => json!({"$ref": format!("{SCHEMAS}{}", one.full_name())}),
        Kind::Bool => json!({"type": "boolean"}),
        Kind::String => json!({"type": "string"}),
        Kind::Bytes => json!({"type": "string", "contentEncoding": "base64"}),
        Kind::Double | Kind::Float => json!({"type": "number"}),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => {
            json!({"type": "string", "format": "int64", "pattern": "^-?[0-9]+$"})
        }
        Kind::Uint64 | Kind::Fixed64 => {
            json!({"type": "string", "format": "uint64", "pattern": "^[0-9]+$"})
        }
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => {
            json!({"type": "integer", "format": "int32", "minimum": i32::MIN, "maximum": i32::MAX})
        }
        Kind::Uint32 | Kind::Fixed32 => {
            json!({"type": "integer", "format": "uint32", "minimum": 0, "maximum": u32::MAX})
        }
    }
}
