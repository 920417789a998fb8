"""A public event, as a message or as its owner gives it, and its hashes. See docs/events.md."""

import dataclasses
import datetime
import hashlib

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def sha256(*fields):
    """H of docs/events.md: text and bytes as they are, numbers as u64 big-endian, each after its length."""
    sha = hashlib.sha256()
    for field in fields:
        raw = field.to_bytes(8, "big") if isinstance(field, int) else field
        raw = raw.encode() if isinstance(raw, str) else raw
        sha.update(len(raw).to_bytes(4, "big") + raw)
    return sha.hexdigest()


@dataclasses.dataclass
class Event:
    journal: str
    sequence: int
    type: str
    stream: str
    at: int  # microseconds since 1970
    after: str
    depth: int
    event: bytes
    previous: str
    row_hash: str
    hash: str
    salt: str
    digest: str = ""  # as the owner gives it; a message has none
    erased: bool = False

    @classmethod
    def of_message(cls, message):
        head = message.headers
        time = datetime.datetime.fromisoformat(head["ce-time"].replace("Z", "+00:00"))
        return cls(
            head["ce-journal"], int(head["ce-sequence"]), head["ce-type"], head["ce-subject"],
            (time - EPOCH) // datetime.timedelta(microseconds=1), head["ce-after"], int(head["ce-depth"]),
            message.data, head["ce-previous"], head["ce-rowhash"], head["ce-hash"], head["ce-salt"])

    @classmethod
    def of_owner(cls, journal_id, one):
        at = one.occurred_at.seconds * 1_000_000 + one.occurred_at.nanos // 1000
        return cls(
            journal_id, one.sequence, one.event_type, one.stream, at, one.after, one.depth, one.event,
            one.previous, one.row_hash, one.hash, one.salt, one.event_digest, one.erased)

    def follows(self, previous):
        """Whether it is what comes after `previous` and its text is what was hashed."""
        digest = self.digest
        if not self.erased:
            digest = sha256(
                bytes.fromhex(self.salt), self.type, self.stream, self.at, self.after, self.depth, self.event)
        own = sha256(
            bytes.fromhex(previous), self.sequence, bytes.fromhex(self.row_hash), bytes.fromhex(digest))
        return self.digest in ("", digest) and self.previous == previous and self.hash == own
