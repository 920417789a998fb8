//! The hashes that chain a journal. Fixed for ever: rows outlive every version of the code.

use sha2::{Digest as _, Sha256};

/// A SHA-256 digest.
pub type Hash = [u8; 32];

/// The hash before the first row.
pub const ZERO: Hash = [0; 32];

/// One field of a hash: its length in bytes as u32 big-endian, then its bytes.
#[derive(Clone, Copy)]
enum Field<'a> {
    Bytes(&'a [u8]),
    Number(u64),
    Null,
}

fn hash(fields: &[Field<'_>]) -> Hash {
    let mut sha = Sha256::new();
    for field in fields {
        match field {
            Field::Bytes(bytes) => {
                sha.update(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
                sha.update(bytes);
            }
            Field::Number(number) => {
                sha.update(8_u32.to_be_bytes());
                sha.update(number.to_be_bytes());
            }
            Field::Null => sha.update(u32::MAX.to_be_bytes()),
        }
    }
    sha.finalize().into()
}

fn text(text: &str) -> Field<'_> {
    Field::Bytes(text.as_bytes())
}

/// What `digest` covers.
#[derive(Debug, Clone, Copy)]
pub struct FactParts<'a> {
    /// 16 random bytes.
    pub salt: &'a [u8],
    /// Stream of the row.
    pub stream: &'a str,
    /// Revision in the stream.
    pub revision: u64,
    /// Fact as JSON, as stored.
    pub fact: &'a str,
    /// Who acted.
    pub actor: &'a str,
    /// Mandate that was used.
    pub mandate: Option<&'a str>,
    /// Request that caused it.
    pub request_id: &'a str,
    /// Microseconds since 1970.
    pub occurred_at: u64,
    /// What had been taken in, as JSON.
    pub after: &'a str,
    /// Depth of causes.
    pub depth: u64,
}

/// `digest` of a row.
#[must_use]
pub fn digest(of: &FactParts<'_>) -> Hash {
    hash(&[
        Field::Bytes(of.salt),
        text(of.stream),
        Field::Number(of.revision),
        text(of.fact),
        text(of.actor),
        of.mandate.map_or(Field::Null, text),
        text(of.request_id),
        Field::Number(of.occurred_at),
        text(of.after),
        Field::Number(of.depth),
    ])
}

/// What `event_digest` covers.
#[derive(Debug, Clone, Copy)]
pub struct EventParts<'a> {
    /// 16 random bytes.
    pub salt: &'a [u8],
    /// Type of the event.
    pub event_type: &'a str,
    /// Stream of the row.
    pub stream: &'a str,
    /// Microseconds since 1970.
    pub occurred_at: u64,
    /// What had been taken in, as JSON.
    pub after: &'a str,
    /// Depth of causes.
    pub depth: u64,
    /// Event as JSON, as stored.
    pub event: &'a str,
}

/// `event_digest` of a row with a public event.
#[must_use]
pub fn event_digest(of: &EventParts<'_>) -> Hash {
    hash(&[
        Field::Bytes(of.salt),
        text(of.event_type),
        text(of.stream),
        Field::Number(of.occurred_at),
        text(of.after),
        Field::Number(of.depth),
        text(of.event),
    ])
}

/// `row_hash` of the row at `position`.
#[must_use]
pub fn row_hash(previous: &Hash, position: u64, digest: &Hash) -> Hash {
    hash(&[Field::Bytes(previous), Field::Number(position), Field::Bytes(digest)])
}

/// `hash` of the public event `sequence`.
#[must_use]
pub fn event_hash(previous: &Hash, sequence: u64, row_hash: &Hash, event_digest: &Hash) -> Hash {
    hash(&[
        Field::Bytes(previous),
        Field::Number(sequence),
        Field::Bytes(row_hash),
        Field::Bytes(event_digest),
    ])
}

/// Lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |n: u8| DIGITS.get(usize::from(n)).map_or('?', |d| char::from(*d));
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The bytes of lower-case hex.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    text.as_bytes()
        .chunks_exact(2)
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

/// A hash out of its hex.
#[must_use]
pub fn parse(text: &str) -> Option<Hash> {
    unhex(text)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of docs/events.md, computed by another program from the format alone.
    #[test]
    fn the_published_vector_holds() {
        let salt: Vec<u8> = (0..16).collect();
        let one = digest(&FactParts {
            salt: &salt,
            stream: "initiative/ini_1",
            revision: 1,
            fact: r#"{"type":"proposed.v1","title":"Å"}"#,
            actor: "anna",
            mandate: Some("employee"),
            request_id: "0190a000-0000-7000-8000-000000000001",
            occurred_at: 1_800_000_000_000_000,
            after: r#"{"council":7}"#,
            depth: 0,
        });
        let salt: Vec<u8> = (16..32).collect();
        let event = event_digest(&EventParts {
            salt: &salt,
            event_type: "radslag.intake.initiative.submitted.v1",
            stream: "initiative/ini_1",
            occurred_at: 1_800_000_000_000_000,
            after: r#"{"council":7}"#,
            depth: 0,
            event: r#"{"initiative":"ini_1"}"#,
        });
        let row = row_hash(&ZERO, 1, &one);
        let chained = event_hash(&ZERO, 1, &row, &event);
        let vector = include_str!("../../testdata/journal-vector.txt");
        let expected: Vec<_> = vector.lines().filter(|l| !l.starts_with('#')).collect();
        assert_eq!(expected, [hex(&one), hex(&event), hex(&row), hex(&chained)]);
    }

    #[test]
    fn a_missing_mandate_differs_from_an_empty_one() {
        let parts = FactParts {
            salt: &[0; 16],
            stream: "s",
            revision: 1,
            fact: "{}",
            actor: "a",
            mandate: None,
            request_id: "r",
            occurred_at: 0,
            after: "{}",
            depth: 0,
        };
        assert_ne!(digest(&parts), digest(&FactParts { mandate: Some(""), ..parts }));
    }

    #[test]
    fn hex_goes_both_ways() {
        assert_eq!(unhex(&hex(&[0, 1, 254, 255])), Some(vec![0, 1, 254, 255]));
        assert_eq!(unhex("0"), None);
        assert_eq!(unhex("0G"), None);
    }
}
