//! What must hold when all is over, read from the tables with nothing of the services' code.

use std::collections::{BTreeMap, BTreeSet};

use radslag::embedded::SERVICES;

use super::postgres::Psql;
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

struct Journal {
    id: String,
    rows: Vec<Row>,
}

impl Journal {
    fn read(database: &Psql) -> Self {
        let rows = database.rows(
            "SELECT position, stream, revision, fact_type, request_id, \
             coalesce(sequence::text, ''), coalesce(event_type, ''), fact \
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
pub(crate) fn journals(database: impl Fn(&str) -> Psql, acknowledged: &[Acknowledged]) {
    let all: BTreeMap<&str, Journal> =
        SERVICES.iter().map(|service| (*service, Journal::read(&database(service)))).collect();
    for (service, journal) in &all {
        journal.is_numbered(service);
        for (source, followed) in &all {
            once_and_in_order(service, journal, source, followed);
        }
    }
    for (source, event_type, follower) in EFFECTS {
        each_took_effect(&all[source], source, event_type, &all[follower], follower);
    }
    answered(&all["intake"], acknowledged);
}

/// An event that took effect twice would stand at two places, or do the same twice in one.
fn once_and_in_order(service: &str, journal: &Journal, source: &str, followed: &Journal) {
    let mut before = 0;
    for (number, rows) in journal.reactions(source, &followed.id) {
        assert!(number > before, "{service}: {source}:{number} after {source}:{before}");
        before = number;
        let first = rows[0].position;
        let places: Vec<u64> = rows.iter().map(|row| row.position).collect();
        let expected: Vec<u64> = (first..).take(rows.len()).collect();
        assert_eq!(places, expected, "{service}: {source}:{number}");
        let effects: BTreeSet<_> = rows.iter().map(|row| (&row.stream, &row.fact)).collect();
        assert_eq!(effects.len(), rows.len(), "{service}: {source}:{number} twice");
    }
    // Under another journal's id it would have passed unseen above.
    let foreign = |row: &&Row| {
        let mut parts = row.request_id.splitn(3, ':');
        parts.next() == Some(source) && parts.next() != Some(&followed.id)
    };
    assert!(!journal.rows.iter().any(|row| foreign(&row)), "{service}: {source}");
}

fn each_took_effect(source: &Journal, name: &str, event_type: &str, follower: &Journal, of: &str) {
    let took: BTreeSet<u64> =
        follower.reactions(name, &source.id).into_iter().map(|(number, _)| number).collect();
    let published = source.rows.iter().filter(|row| row.event_type == event_type);
    for event in published {
        let sequence = event.sequence.unwrap();
        assert!(took.contains(&sequence), "{of}: {event_type} {sequence} had no effect");
    }
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
