//! One batch: what is decided in memory between the lock of the head and the commit.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use kernel::{Actor, Following, FollowingFact, IdGen, Stream, Timestamp};

use super::append::{Making, append};
use super::changes::Changes;
use super::desk::{Desk, Draft, Refusal, Slot, Slots};
use super::kinds::Kinds;
use super::recorded::{After, Recorded};
use super::request::{Caller, Command, Done, ExecuteError, Group, GroupDone, Item, ItemDo};
use super::tables::ParkedOf;
use super::tables::{Cursor, Head, JournalRow, MarkRow, Parked, RequestRow, after_json};
use crate::known::Seats;
use crate::room::Room;

/// Causes that a chain of reactions may have.
const DEEPEST: u64 = 32;

/// What a batch has decided so far. Nothing of it is written yet.
pub(crate) struct Batch<'b> {
    pub(crate) room: &'b dyn Room,
    pub(crate) kinds: &'b Kinds,
    pub(crate) ids: &'b dyn IdGen,
    pub(crate) now: Timestamp,
    pub(crate) head: Head,
    pub(crate) slots: Slots,
    pub(crate) cursors: BTreeMap<String, Cursor>,
    pub(crate) parked_streams: BTreeSet<(String, String)>,
    /// What is parked of the streams of which events are tried again.
    pub(crate) parked_again: ParkedOf,
    pub(crate) known: HashMap<(String, String), RequestRow>,
    pub(crate) out: Out,
}

/// What a batch writes.
#[derive(Default)]
pub(crate) struct Out {
    pub(crate) rows: Vec<JournalRow>,
    pub(crate) touched: BTreeSet<String>,
    pub(crate) changes: Changes,
    pub(crate) requests: Vec<RequestRow>,
    pub(crate) parked: Vec<Parked>,
    pub(crate) unparked: Vec<(String, u64)>,
    pub(crate) marks: Vec<MarkRow>,
    pub(crate) moved: BTreeSet<String>,
    /// Sources whose cursor an operator set, and to what.
    pub(crate) resets: Vec<(String, u64)>,
    pub(crate) persons: BTreeMap<String, String>,
    accepted: HashMap<(String, String), Done>,
}

/// A command that was answered before: its facts are still to be read.
pub(crate) enum CommandEnd {
    Answered(Result<Done, ExecuteError>),
    Repeated(RequestRow),
}

/// Who and why, for the rows of one decision.
struct Cause<'c> {
    actor: &'c Actor,
    request_id: &'c str,
    traceparent: &'c str,
    after: String,
    depth: u64,
}

enum Trouble {
    Refused(Refusal),
    Panicked(String),
}

impl Batch<'_> {
    /// Decides one command.
    pub(crate) fn command(&mut self, command: &Command) -> CommandEnd {
        let caller = &command.caller;
        let key = (caller.actor.subject.clone(), caller.request_id.clone());
        if let Some(row) = self.known.get(&key) {
            if row.fingerprint != caller.fingerprint {
                return CommandEnd::Answered(Err(reused(caller)));
            }
            return match self.out.accepted.get(&key) {
                Some(done) => CommandEnd::Answered(Ok(done.clone())),
                None => CommandEnd::Repeated(row.clone()),
            };
        }
        let after = after_json(&self.seen());
        let decided =
            command.span.in_scope(|| self.decide(&command.streams, &command.act, &caller.actor));
        let (changed, drafts) = match decided {
            Ok(decided) => decided,
            Err(Trouble::Refused(Refusal::Fault(what)) | Trouble::Panicked(what)) => {
                return CommandEnd::Answered(Err(ExecuteError::Fault(what)));
            }
            Err(Trouble::Refused(refusal)) => {
                return CommandEnd::Answered(Err(ExecuteError::Refused(refusal)));
            }
        };
        let cause = Cause {
            actor: &caller.actor,
            request_id: &caller.request_id,
            traceparent: &caller.traceparent,
            after,
            depth: 0,
        };
        let facts = self.take(changed, drafts, &cause);
        CommandEnd::Answered(Ok(self.accept(command, key, facts)))
    }

    fn accept(&mut self, command: &Command, key: (String, String), facts: Vec<Recorded>) -> Done {
        let caller = &command.caller;
        let done = Done {
            stream: command.main.clone(),
            revision: self.slots.get(&command.main).map_or(0, |slot| slot.revision),
            position: self.head.position,
            sequence: self.head.sequence,
            facts,
        };
        let row = RequestRow {
            subject: key.0.clone(),
            request_id: key.1.clone(),
            fingerprint: caller.fingerprint.clone(),
            stream: done.stream.clone(),
            revision: done.revision,
            position: done.position,
            sequence: done.sequence,
        };
        if let Some(name) = &caller.name {
            self.out.persons.insert(caller.actor.subject.clone(), name.clone());
        }
        self.known.insert(key.clone(), row.clone());
        self.out.requests.push(row);
        self.out.accepted.insert(key, done.clone());
        done
    }

    /// Decides the reactions of a group, in order. What a rule refuses is parked.
    pub(crate) fn group(&mut self, group: &Group) -> GroupDone {
        let at = self.cursors.get(&group.source).cloned();
        let at = at.unwrap_or_else(|| Cursor::at_the_beginning(&group.source));
        if (at.sequence, &at.hash) != (group.from.0, &group.from.1) {
            return GroupDone::CursorMoved;
        }
        self.cursors.insert(group.source.clone(), Cursor { types: group.types.clone(), ..at });
        self.out.moved.insert(group.source.clone());
        let before = self.out.parked.len();
        for item in &group.items {
            if item.again {
                self.item_again(&group.source, item);
            } else {
                self.advance(group, item.number, &item.hash, &item.after);
                self.item(&group.source, item);
            }
        }
        self.advance(group, group.to.0, &group.to.1, &group.after);
        GroupDone::Moved { parked: self.out.parked.len() - before }
    }

    fn advance(&mut self, group: &Group, number: u64, hash: &str, after: &After) {
        let own = self.room.name();
        if let Some(cursor) = self.cursors.get_mut(&group.source) {
            cursor.sequence = number;
            hash.clone_into(&mut cursor.hash);
            merge(&mut cursor.after, after, own);
        }
    }

    fn item(&mut self, source: &str, item: &Item) {
        let key = (source.to_owned(), item.stream.clone());
        let end = if self.parked_streams.contains(&key) {
            Err(("BEHIND".to_owned(), "an earlier event of this stream is parked".to_owned()))
        } else {
            self.react(item)
        };
        if let Err((reason, detail)) = end {
            self.parked_streams.insert(key);
            self.park(source, item, reason, detail);
        }
    }

    /// Tries a parked event again, if it is the first that is parked of its stream. Otherwise another
    /// replica was faster, or what stands before it was refused again.
    fn item_again(&mut self, source: &str, item: &Item) {
        let stream = (source.to_owned(), item.stream.clone());
        let first = self.parked_again.get(&stream).and_then(BTreeSet::first);
        if first != Some(&item.number) {
            return;
        }
        self.out.unparked.push((source.to_owned(), item.number));
        match self.react(item) {
            Ok(()) => {
                if let Some(parked) = self.parked_again.get_mut(&stream) {
                    parked.remove(&item.number);
                }
            }
            Err((reason, detail)) => self.park(source, item, reason, detail),
        }
    }

    /// What the event leads to, or why it must be parked.
    fn react(&mut self, item: &Item) -> Result<(), (String, String)> {
        if item.depth > DEEPEST {
            return Err(("DEPTH".to_owned(), format!("{} causes", item.depth)));
        }
        let reaction = match &item.what {
            ItemDo::Pass => return Ok(()),
            ItemDo::Park { reason, detail } => return Err(((*reason).to_owned(), detail.clone())),
            ItemDo::React(reaction) => reaction,
        };
        let _entered = item.span.enter();
        let actor = Actor::service(self.room.name());
        let mut decided = self.decide(&reaction.streams, &reaction.act, &actor);
        if matches!(decided, Err(Trouble::Panicked(_))) {
            decided = self.decide(&reaction.streams, &reaction.act, &actor);
        }
        let (changed, drafts) = decided.map_err(parking)?;
        let cause = Cause {
            actor: &actor,
            request_id: &item.request_id,
            traceparent: &item.traceparent,
            after: after_json(&self.seen()),
            depth: item.depth + 1,
        };
        self.take(changed, drafts, &cause);
        Ok(())
    }

    fn park(&mut self, source: &str, item: &Item, reason: String, detail: String) {
        tracing::error!(source, sequence = item.number, reason, detail, "event parked");
        self.out.parked.push(Parked {
            source: source.to_owned(),
            sequence: item.number,
            stream: item.stream.clone(),
            reason,
            detail,
            ..Parked::default()
        });
    }

    /// What an operator's fact does to cursors and parked events.
    fn operate(&mut self, recorded: &Recorded) {
        let (Some(fact), Some(source)) = (recorded.fact::<Following>(), recorded.id::<Following>())
        else {
            return;
        };
        match fact {
            FollowingFact::Marked { sequence, mark, why } => self.out.marks.push(MarkRow {
                source,
                sequence: *sequence,
                mark: mark.as_str(),
                by: recorded.actor.clone(),
                why: why.clone(),
            }),
            FollowingFact::Reset { to, hash, .. } => {
                let at = self.cursors.entry(source.clone());
                let cursor = at.or_insert_with(|| Cursor::at_the_beginning(&source));
                cursor.sequence = *to;
                cursor.hash.clone_from(hash);
                self.forget_past(&source, *to);
                self.out.resets.push((source.clone(), *to));
                self.out.moved.insert(source);
            }
        }
    }

    /// What an owner no longer has was not taken in from anybody: nothing may wait for it.
    fn forget_past(&mut self, source: &str, to: u64) {
        for (name, cursor) in &mut self.cursors {
            if let Some(seen) = cursor.after.get_mut(source).filter(|seen| **seen > to) {
                *seen = to;
                self.out.moved.insert(name.clone());
            }
        }
    }

    /// What this service has taken in from all others, itself or through them.
    fn seen(&self) -> After {
        let own = self.room.name();
        let mut seen = After::new();
        for cursor in self.cursors.values() {
            merge(&mut seen, &cursor.after, own);
            if cursor.source != own && cursor.sequence > 0 {
                let at = seen.entry(cursor.source.clone()).or_default();
                *at = (*at).max(cursor.sequence);
            }
        }
        seen
    }

    fn decide(
        &self,
        streams: &[Stream],
        act: &super::request::Act,
        actor: &Actor,
    ) -> Result<(BTreeMap<String, Slot>, Vec<Draft>), Trouble> {
        let mut desk = Desk::new(self.kinds, &self.slots, streams, actor, self.now);
        let ended = catch_unwind(AssertUnwindSafe(|| act(&mut desk)));
        match ended {
            Ok(Ok(())) => Ok(desk.finish()),
            Ok(Err(refusal)) => Err(Trouble::Refused(refusal)),
            Err(panic) => Err(Trouble::Panicked(panic_text(panic.as_ref()))),
        }
    }

    /// Numbers and chains the drafts, and lets the service publish and project them.
    fn take(
        &mut self,
        changed: BTreeMap<String, Slot>,
        drafts: Vec<Draft>,
        cause: &Cause<'_>,
    ) -> Vec<Recorded> {
        let facts: Vec<_> = drafts.into_iter().map(|draft| self.write(draft, cause)).collect();
        for (stream, slot) in changed {
            self.out.touched.insert(stream.clone());
            self.slots.insert(stream, slot);
        }
        facts
    }

    fn write(&mut self, draft: Draft, cause: &Cause<'_>) -> Recorded {
        let position = self.head.position + 1;
        let recorded = Recorded {
            position,
            stream: draft.stream.clone(),
            revision: draft.revision,
            occurred_at: self.now,
            actor: cause.actor.subject.clone(),
            mandate: draft.mandate.clone(),
            request_id: cause.request_id.to_owned(),
            fact: draft.fact,
            state: draft.state,
        };
        let event = self.room.publish(&recorded);
        self.room.project(&recorded, &mut self.out.changes);
        self.operate(&recorded);
        let row = append(
            Making {
                stream: draft.stream,
                revision: draft.revision,
                fact_type: draft.fact_type,
                fact_version: draft.fact_version,
                fact: draft.json,
                actor: recorded.actor.clone(),
                mandate: draft.mandate,
                request_id: recorded.request_id.clone(),
                occurred_at: self.now.as_micros(),
                after: cause.after.clone(),
                depth: cause.depth,
                traceparent: cause.traceparent.to_owned(),
                event,
            },
            &mut self.head,
            self.ids,
        );
        self.out.rows.push(row);
        recorded
    }
}

fn merge(into: &mut After, from: &After, own: &str) {
    for (service, sequence) in from {
        if service != own {
            let at = into.entry(service.clone()).or_default();
            *at = (*at).max(*sequence);
        }
    }
}

fn reused(caller: &Caller) -> ExecuteError {
    ExecuteError::RequestIdReused { request_id: caller.request_id.clone() }
}

fn parking(trouble: Trouble) -> (String, String) {
    match trouble {
        Trouble::Refused(Refusal::Rule(rule)) => {
            (rule.reason().reason.to_owned(), rule.to_string())
        }
        Trouble::Refused(other) => ("FAULT".to_owned(), other.to_string()),
        Trouble::Panicked(what) => ("FAULT".to_owned(), what),
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("the decision panicked: {}", text.unwrap_or_else(|| "no text".to_owned()))
}

/// The streams that commands and reactions name.
pub(crate) fn named<'s>(
    commands: impl Iterator<Item = &'s Command>,
    groups: impl Iterator<Item = &'s Group>,
) -> BTreeSet<&'s str> {
    let of_commands = commands.flat_map(|command| &command.streams);
    let of_groups = groups.flat_map(|group| &group.items).filter_map(|item| match &item.what {
        ItemDo::React(reaction) => Some(&reaction.streams),
        ItemDo::Park { .. } | ItemDo::Pass => None,
    });
    of_commands.chain(of_groups.flatten()).map(|stream| stream.name.as_str()).collect()
}

/// Shared by the writer and by tests that replay.
pub(crate) fn fold(
    kinds: &Kinds,
    stream: &str,
    facts: &[String],
) -> Result<Slot, serde_json::Error> {
    let mut slot = Slot::default();
    let Some(kind) = kinds.of_stream(stream) else { return Ok(slot) };
    for json in facts {
        let fact = (kind.read_fact)(json)?;
        slot = Slot { revision: slot.revision + 1, state: (kind.evolve)(slot.state, &fact) };
    }
    Ok(slot)
}

/// Rows of the state cache for what a batch touched.
pub(crate) fn state_rows(
    kinds: &Kinds,
    slots: &Slots,
    touched: &BTreeSet<String>,
) -> Vec<super::tables::StateRow> {
    touched
        .iter()
        .filter_map(|stream| {
            let slot = slots.get(stream)?;
            let kind = kinds.of_stream(stream)?;
            let state = (kind.write_state)(slot.state.as_ref()?)?;
            Some(super::tables::StateRow {
                stream: stream.clone(),
                kind: kind.kind,
                revision: slot.revision,
                schema: kind.schema,
                state,
            })
        })
        .collect()
}

/// A service's room, kinds and injected parts, shared by writer and readers.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) room: Arc<dyn Room>,
    pub(crate) kinds: Kinds,
    pub(crate) clock: Arc<dyn kernel::Clock>,
    pub(crate) ids: Arc<dyn IdGen>,
    pub(crate) seats: Arc<Seats>,
    pub(crate) probe: Probe,
}

/// Told every step of a transaction. Tests crash there; otherwise it does nothing.
pub type Probe = Arc<dyn Fn(&'static str) + Send + Sync>;
