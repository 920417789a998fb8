//! What must hold when all is over, read from the tables with nothing of the services' code.

use std::collections::{BTreeMap, BTreeSet};

use radslag::embedded::SERVICES;

use super::tables::Tables;
use super::traffic::{Acknowledged, What};

/// Events that change something in a follower, each of them: source, type, follower.
const EFFECTS: &[(&str, &str, &str)] = &[
    ("intake", "radslag.intake.initiative.submitted.v1", "beredning"),
    ("intake", "radslag.intake.initiative.withdrawn.v1", "council"),
    ("intake", "radslag.intake.initiative.withdrawn.v1", "budget-integration"),
    ("intake", "radslag.intake.contact_person.appointed.v1", "council"),
    ("prioritisation", "radslag.prioritisation.proposal.item.v1", "council"),
    ("prioritisation", "radslag.prioritisation.proposal.item.v1", "intake"),
    ("council", "radslag.council.recommendation.item.v1", "budget-integration"),
    ("council", "radslag.council.recommendation.item.v1", "intake"),
    ("council", "radslag.council.seat.appointed.v1", "beredning"),
    ("council", "radslag.council.seat.appointed.v1", "prioritisation"),
    ("council", "radslag.council.seat.appointed.v1", "budget-integration"),
    ("budget-integration", "radslag.budget_integration.cycle.opened.v1", "intake"),
    ("budget-integration", "radslag.budget_integration.cycle.opened.v1", "beredning"),
    ("budget-integration", "radslag.budget_integration.cycle.opened.v1", "prioritisation"),
    ("budget-integration", "radslag.budget_integration.cycle.opened.v1", "council"),
    ("budget-integration", "radslag.budget_integration.item.decided.v1", "intake"),
];

#[derive(Clone)]
struct Row {
    position: u64,
    stream: String,
    revision: u64,
    fact_type: String,
    request_id: String,
    sequence: Option<u64>,
    event_type: String,
    fact: String,
}

/// A journal as its table holds it.
#[derive(Clone)]
pub(super) struct Journal {
    id: String,
    rows: Vec<Row>,
}

impl Journal {
    pub(super) fn read(database: &impl Tables) -> Self {
        let rows = database.rows(
            "SELECT position, stream, revision, fact_type, request_id, \
             coalesce(CAST(sequence AS TEXT), ''), coalesce(event_type, ''), fact \
             FROM journal ORDER BY position",
        );
        let rows = rows.into_iter().map(|row| {
            let [position, stream, revision, fact_type, request_id, sequence, event_type, fact] =
                <[String; 8]>::try_from(row).unwrap();
            Row {
                position: position.parse().unwrap(),
                revision: revision.parse().unwrap(),
                sequence: sequence.parse().ok(),
                stream,
                fact_type,
                request_id,
                event_type,
                fact,
            }
        });
        Self { rows: rows.collect(), id: database.value("SELECT journal_id FROM head") }
    }

    /// Rows, public events and the revisions of each stream count without gaps.
    fn is_numbered(&self, service: &str) {
        let mut revisions: BTreeMap<&str, u64> = BTreeMap::new();
        let mut sequence = 0;
        for (row, position) in self.rows.iter().zip(1..) {
            assert_eq!(row.position, position, "{service}");
            let revision = revisions.entry(&row.stream).or_default();
            *revision += 1;
            assert_eq!(row.revision, *revision, "{service}: {}", row.stream);
            if let Some(found) = row.sequence {
                sequence += 1;
                assert_eq!(found, sequence, "{service}");
            }
        }
    }

    /// Sequences of the public events of a type.
    pub(super) fn published(&self, event_type: &str) -> BTreeSet<u64> {
        let of_type = self.rows.iter().filter(|row| row.event_type == event_type);
        of_type.filter_map(|row| row.sequence).collect()
    }

    /// Numbers of the events of a source that took effect, each once and in order.
    pub(super) fn took(&self, source: &str, journal: &Self) -> BTreeSet<u64> {
        once_and_in_order("the follower", self, source, &journal.id);
        self.reactions(source, &journal.id).into_iter().map(|(number, _)| number).collect()
    }

    /// How many rows a stream has.
    pub(super) fn rows_of(&self, stream: &str) -> usize {
        self.rows.iter().filter(|row| row.stream == stream).count()
    }

    /// The streams that public events of a type are about.
    pub(super) fn about(&self, event_type: &str) -> Vec<&str> {
        let of_type = self.rows.iter().filter(|row| row.event_type == event_type);
        of_type.map(|row| row.stream.as_str()).collect()
    }

    /// What followed from the events of a source: number of the event, and the rows.
    fn reactions(&self, source: &str, journal: &str) -> Vec<(u64, Vec<&Row>)> {
        let prefix = format!("{source}:{journal}:");
        let mut all: Vec<(u64, Vec<&Row>)> = Vec::new();
        for row in &self.rows {
            let Some(number) = row.request_id.strip_prefix(&prefix) else { continue };
            let number: u64 = number.parse().unwrap();
            match all.last_mut() {
                Some((last, rows)) if *last == number => rows.push(row),
                _ => all.push((number, vec![row])),
            }
        }
        all
    }
}

/// The journals of all services, and what was acknowledged to callers.
pub(crate) fn journals<T: Tables>(database: impl Fn(&str) -> T, acknowledged: &[Acknowledged]) {
    let read = |service: &&'static str| (*service, Journal::read(&database(service)));
    all(&SERVICES.iter().map(read).collect(), acknowledged);
}

fn all(all: &BTreeMap<&str, Journal>, acknowledged: &[Acknowledged]) {
    for (service, journal) in all {
        journal.is_numbered(service);
        for (source, followed) in all {
            once_and_in_order(service, journal, source, &followed.id);
            of_no_other_journal(service, journal, source, &followed.id);
        }
    }
    for (source, event_type, follower) in EFFECTS {
        each_took_effect(&all[source], source, event_type, &all[follower], follower);
    }
    answered(&all["intake"], acknowledged);
}

/// An event that took effect twice would stand at two places, or do the same twice in one.
fn once_and_in_order(service: &str, journal: &Journal, source: &str, followed: &str) {
    let mut before = 0;
    for (number, rows) in journal.reactions(source, followed) {
        assert!(number > before, "{service}: {source}:{number} after {source}:{before}");
        before = number;
        let first = rows[0].position;
        let places: Vec<u64> = rows.iter().map(|row| row.position).collect();
        let expected: Vec<u64> = (first..).take(rows.len()).collect();
        assert_eq!(places, expected, "{service}: {source}:{number}");
        let effects: BTreeSet<_> = rows.iter().map(|row| (&row.stream, &row.fact)).collect();
        assert_eq!(effects.len(), rows.len(), "{service}: {source}:{number} twice");
    }
}

/// Under another journal's id an effect would pass unseen.
fn of_no_other_journal(service: &str, journal: &Journal, source: &str, followed: &str) {
    let foreign = |row: &&Row| {
        let mut parts = row.request_id.splitn(3, ':');
        parts.next() == Some(source) && parts.next() != Some(followed)
    };
    assert!(!journal.rows.iter().any(|row| foreign(&row)), "{service}: {source}");
}

fn each_took_effect(source: &Journal, name: &str, event_type: &str, follower: &Journal, of: &str) {
    let took = follower.took(name, source);
    let missed: Vec<_> = source.published(event_type).difference(&took).copied().collect();
    assert!(missed.is_empty(), "{of}: {event_type} {missed:?} had no effect");
}

/// Every acknowledged request is in the journal once, and did what was answered.
fn answered(intake: &Journal, acknowledged: &[Acknowledged]) {
    assert!(!acknowledged.is_empty(), "nobody called");
    let mut by_request: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &intake.rows {
        by_request.entry(&row.request_id).or_default().push(row);
    }
    for one in acknowledged {
        let rows = by_request.get(one.request_id.as_str()).unwrap_or_else(|| panic!("{one:?}"));
        let stream = format!("initiative/{}", one.initiative);
        let wanted = match one.what {
            What::Proposed => "proposed",
            What::Withdrawn => "withdrawn",
        };
        let found = |row: &&&Row| row.stream == stream && row.fact_type.starts_with(wanted);
        assert_eq!(rows.iter().filter(found).count(), 1, "{one:?}");
        let initiatives: BTreeSet<_> =
            rows.iter().map(|row| &row.stream).filter(|s| s.starts_with("initiative/")).collect();
        assert_eq!(initiatives.len(), 1, "{one:?}");
    }
}

mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    const WITHDRAWN: &str = "radslag.intake.initiative.withdrawn.v1";

    fn row(position: u64, stream: &str, fact_type: &str, request_id: &str) -> Row {
        Row {
            position,
            stream: stream.to_owned(),
            revision: 1,
            fact_type: fact_type.to_owned(),
            request_id: request_id.to_owned(),
            sequence: None,
            event_type: String::new(),
            fact: format!("{stream} {fact_type}"),
        }
    }

    fn event(row: Row, sequence: u64) -> Row {
        Row { sequence: Some(sequence), event_type: WITHDRAWN.to_owned(), ..row }
    }

    fn follower(id: &str) -> Journal {
        let rows = [
            row(1, "withdrawal/ini_1", "withdrawn", "intake:i:1"),
            row(2, "withdrawal/ini_2", "withdrawn", "intake:i:2"),
        ];
        Journal { id: id.to_owned(), rows: rows.to_vec() }
    }

    /// Two initiatives were withdrawn, and those who follow have taken it in.
    fn sound() -> (BTreeMap<&'static str, Journal>, Vec<Acknowledged>) {
        let rows = [
            event(row(1, "initiative/ini_1", "withdrawn", "r1"), 1),
            event(row(2, "initiative/ini_2", "withdrawn", "r2"), 2),
        ];
        let mut all: BTreeMap<_, _> = SERVICES
            .iter()
            .map(|service| (*service, Journal { id: format!("of {service}"), rows: Vec::new() }))
            .collect();
        all.insert("intake", Journal { id: "i".to_owned(), rows: rows.to_vec() });
        all.insert("council", follower("c"));
        all.insert("budget-integration", follower("b"));
        (all, vec![Acknowledged::withdrawn("r1", "ini_1"), Acknowledged::withdrawn("r2", "ini_2")])
    }

    fn found(change: impl FnOnce(&mut BTreeMap<&'static str, Journal>)) -> bool {
        let (mut journals, acknowledged) = sound();
        change(&mut journals);
        catch_unwind(AssertUnwindSafe(|| all(&journals, &acknowledged))).is_err()
    }

    fn council(change: impl FnOnce(&mut Vec<Row>)) -> bool {
        found(|all| change(&mut all.get_mut("council").unwrap().rows))
    }

    #[test]
    fn the_checks_pass_what_is_sound_and_find_each_broken_promise() {
        assert!(!found(|_| {}));
        assert!(found(|all| drop(all.get_mut("intake").unwrap().rows.remove(1))), "lost command");
        assert!(found(|all| all.get_mut("intake").unwrap().rows[1].sequence = Some(3)), "gap");
        assert!(council(|rows| drop(rows.pop())), "lost effect");
        assert!(council(|rows| rows[0].position = 3), "gap of rows");
        assert!(council(|rows| rows[1].revision = 2), "gap of revisions");
        let swap = |rows: &mut Vec<Row>| {
            rows[0].request_id = "intake:i:2".to_owned();
            rows[1].request_id = "intake:i:1".to_owned();
        };
        assert!(council(swap), "disorder");
        let double = |at: usize| {
            move |rows: &mut Vec<Row>| {
                let again = Row { position: 3, revision: 2, ..rows[at].clone() };
                rows.push(again);
            }
        };
        assert!(council(double(0)), "an effect doubled later");
        assert!(council(double(1)), "an effect doubled at once");
        assert!(council(|rows| rows[1].request_id = "intake:j:2".to_owned()), "another journal");
    }
}
