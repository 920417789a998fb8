//! Writing: batches, request ids, all or nothing, two writers.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use futures::future::join_all;
use kernel::Aggregate as _;
use platform::journal::{ExecuteError, Journal, Probe, Refusal};
use platform::lifecycle::Tasks;
use platform::system::{SystemClock, SystemIds};
use uuid::Uuid;

use crate::on_both;
use crate::room::{Do, PLAIN, Running, Store, Tallies, Tally, TallyId, caller, tamper};

on_both! {
    a_database_that_was_put_back_is_noticed_by_the_next_write;
    a_journal_that_has_become_another_is_remembered_no_more;
    a_writer_goes_on_after_another_wrote_between;
    a_stream_that_began_before_is_not_taken_for_new_whatever_its_id_says;
    two_commands_on_one_stream_in_one_batch_see_each_other;
    one_refused_and_one_losing_among_thirty_two_leave_the_others_alone;
    the_same_request_twice_at_once_is_done_once;
    a_refused_request_may_be_tried_again;
    a_request_id_with_another_command_is_refused;
    a_repeated_request_gives_the_same_answer_after_a_restart;
    a_state_of_another_schema_is_replayed;
    a_lost_state_is_replayed;
    a_decision_that_panics_hurts_nobody_else;
    a_statement_that_fails_on_data_hurts_nobody_else;
    two_writers_on_one_database_leave_no_gap;
    several_streams_are_all_or_nothing;
    a_stream_that_was_not_named_is_a_fault;
    rows_and_events_are_numbered_without_gaps;
    a_database_of_another_service_is_refused;
}

fn new_request() -> String {
    Uuid::new_v4().to_string()
}

/// Holds the writer in its first transaction until it is let go, and counts what it commits.
struct Held {
    commits: Arc<AtomicUsize>,
    gate: Arc<(Mutex<bool>, Condvar)>,
}

impl Held {
    fn new() -> (Self, Probe) {
        let commits = Arc::new(AtomicUsize::new(0));
        let gate = Arc::new((Mutex::new(false), Condvar::new()));
        let (count, hold) = (commits.clone(), gate.clone());
        let probe: Probe = Arc::new(move |step| match step {
            "locked" => {
                let (open, told) = &*hold;
                let open = open.lock().unwrap();
                drop(told.wait_while(open, |open| !*open).unwrap());
            }
            "committed" => {
                count.fetch_add(1, Ordering::Relaxed);
            }
            _ => {}
        });
        (Self { commits, gate }, probe)
    }

    /// Polls `jobs` until all wait for the writer, which holds one command, then lets it go.
    async fn in_one_batch<T>(&self, running: &Running, jobs: impl Future<Output = T>) -> T {
        let first = running.add("first", 0);
        tokio::pin!(first, jobs);
        for _ in 0..1_000 {
            tokio::select! {
                biased;
                _ = &mut first => panic!("the writer was not held"),
                _ = &mut jobs => panic!("the writer was not held"),
                () = tokio::task::yield_now() => {}
            }
        }
        let (open, told) = &*self.gate;
        *open.lock().unwrap() = true;
        told.notify_all();
        let (_, ended) = tokio::join!(first, jobs);
        let commits = self.commits.load(Ordering::Relaxed);
        assert!(commits <= 2, "the jobs took {commits} transactions with the first command's");
        ended
    }
}

/// As an erasing leaves it: the same rows, states without the text, another journal.
async fn a_journal_that_has_become_another_is_remembered_no_more(store: Store) {
    let running = store.open(PLAIN).await;
    running.add("x", 7).await.unwrap();
    running.add("x", 8).await.unwrap();
    running.tamper("UPDATE state SET state = '{\"total\":40,\"order\":[40]}'").await;
    running.tamper("UPDATE head SET journal_id = 'another', version = version + 1").await;
    running.add("x", 2).await.unwrap();
    assert_eq!(running.totals().await, [("x".to_owned(), 42)]);
    running.stop().await;
}

async fn two_commands_on_one_stream_in_one_batch_see_each_other(store: Store) {
    let (held, probe) = Held::new();
    let running = store.open_probed(PLAIN, probe).await;
    let jobs = async { tokio::join!(running.add("x", 1), running.add("x", 2)) };
    let (one, two) = held.in_one_batch(&running, jobs).await;
    let mut revisions = [one.unwrap().revision, two.unwrap().revision];
    revisions.sort_unstable();
    assert_eq!(revisions, [1, 2]);
    assert_eq!(running.totals().await, [("first".to_owned(), 0), ("x".to_owned(), 3)]);
    running.assert_sound().await;
    running.stop().await;
}

async fn one_refused_and_one_losing_among_thirty_two_leave_the_others_alone(store: Store) {
    let (held, probe) = Held::new();
    let running = store.open_probed(PLAIN, probe).await;
    // Two have seen the same revision: the second loses.
    let all = (0..32).map(|i| {
        let running = &running;
        async move {
            let number = if i == 7 { -1 } else { 1 };
            let (id, revision) = if i == 8 || i == 9 { ("seen", 1) } else { ("others", 0) };
            running.command_as(&new_request(), "f", id, revision, Do::Add(number)).await
        }
    });
    let jobs = async {
        let (seed, ended) = tokio::join!(running.add("seen", 1), join_all(all));
        seed.unwrap();
        ended
    };
    let ended = held.in_one_batch(&running, jobs).await;
    for (i, end) in ended.iter().enumerate() {
        match (i, end) {
            (7, Err(ExecuteError::Refused(Refusal::Rule(rule)))) => {
                assert_eq!(rule.reason().reason, "NEGATIVE");
            }
            (9, Err(ExecuteError::Refused(Refusal::Stale { named: 1, current: 2, .. }))) => {}
            (7 | 9, other) => panic!("{i}: {other:?}"),
            (_, end) => assert!(end.is_ok(), "{i}: {end:?}"),
        }
    }
    let expected = [("first", 0), ("others", 29), ("seen", 2)];
    assert_eq!(running.totals().await, expected.map(|(id, total)| (id.to_owned(), total)));
    running.assert_sound().await;
    running.stop().await;
}

async fn the_same_request_twice_at_once_is_done_once(store: Store) {
    let running = store.open(PLAIN).await;
    let request = new_request();
    let (one, two) = tokio::join!(
        running.command(&request, "x", Do::Add(5)),
        running.command(&request, "x", Do::Add(5)),
    );
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(
        (one.revision, one.position, one.sequence),
        (two.revision, two.position, two.sequence)
    );
    assert_eq!(two.facts.len(), 1);
    assert_eq!(running.totals().await, [("x".to_owned(), 5)]);
    running.stop().await;
}

async fn a_refused_request_may_be_tried_again(store: Store) {
    let running = store.open(PLAIN).await;
    let request = new_request();
    assert!(running.command_as(&request, "f", "x", 3, Do::Add(1)).await.is_err());
    for number in 1..=3 {
        running.add("x", number).await.unwrap();
    }
    assert_eq!(running.command_as(&request, "f", "x", 3, Do::Add(1)).await.unwrap().revision, 4);
    running.stop().await;
}

async fn a_request_id_with_another_command_is_refused(store: Store) {
    let running = store.open(PLAIN).await;
    let request = new_request();
    let (one, two) = tokio::join!(
        running.command(&request, "x", Do::Add(1)),
        running.command(&request, "y", Do::Add(2)),
    );
    let reused =
        |end: &Result<_, ExecuteError>| matches!(end, Err(ExecuteError::RequestIdReused { .. }));
    assert!(one.is_ok() && reused(&two), "{one:?} {two:?}");
    assert!(reused(&running.command(&request, "x", Do::Add(9)).await));
    running.stop().await;
}

async fn a_repeated_request_gives_the_same_answer_after_a_restart(store: Store) {
    let request = new_request();
    let running = store.open(PLAIN).await;
    running.add("x", 2).await.unwrap();
    let first = running.command(&request, "x", Do::Add(4)).await.unwrap();
    running.add("x", 1).await.unwrap();
    running.stop().await;
    let running = store.open(PLAIN).await;
    let again = running.command(&request, "x", Do::Add(4)).await.unwrap();
    assert_eq!(
        (again.revision, again.position, again.sequence),
        (first.revision, first.position, first.sequence)
    );
    let facts: Vec<_> =
        again.facts.iter().map(|fact| (fact.position, fact.stream.clone())).collect();
    assert_eq!(facts, [(first.position, "tally/x".to_owned())]);
    assert_eq!(again.facts[0].state::<Tally>().map(|tally| tally.total), Some(6));
    assert_eq!(running.order("x").await, [2, 4, 1]);
    running.stop().await;
}

/// Its id is younger than all that a writer remembers, so the writer guesses that it has not begun.
async fn a_stream_that_began_before_is_not_taken_for_new_whatever_its_id_says(store: Store) {
    let id = "tal_f0000000-0000-7000-8000-000000000001";
    let running = store.open(PLAIN).await;
    running.add(id, 5).await.unwrap();
    running.stop().await;
    for (what, revision, total) in [(Do::Take(3), 2, 2), (Do::Add(4), 3, 6)] {
        let running = store.open(PLAIN).await;
        running.add("x", 1).await.unwrap();
        let refused = running.command(&new_request(), id, Do::Take(9)).await;
        assert!(matches!(refused, Err(ExecuteError::Refused(Refusal::Rule(_)))), "{refused:?}");
        running.stop().await;
        let running = store.open(PLAIN).await;
        running.add("x", 1).await.unwrap();
        let done = running.command(&new_request(), id, what).await.unwrap();
        assert_eq!(done.revision, revision);
        assert_eq!(done.facts[0].state::<Tally>().map(|tally| tally.total), Some(total));
        running.assert_sound().await;
        running.stop().await;
    }
    let running = store.open(PLAIN).await;
    running.add("x", 1).await.unwrap();
    let young = "tal_f0000000-0000-7000-8000-000000000002";
    let (one, two) = tokio::join!(running.add(young, 1), running.add(young, 2));
    assert_eq!(one.unwrap().revision + two.unwrap().revision, 3);
    assert_eq!(running.totals().await.len(), 3);
    running.stop().await;
}

async fn a_state_of_another_schema_is_replayed(store: Store) {
    let running = store.open(PLAIN).await;
    running.add("x", 1).await.unwrap();
    running.add("x", 2).await.unwrap();
    running.stop().await;
    tamper(&store.database().await, "UPDATE state SET schema = 1, state = '{\"old\":true}'").await;
    let running = store.open(PLAIN).await;
    assert_eq!(running.add("x", 4).await.unwrap().revision, 3);
    assert_eq!(running.totals().await, [("x".to_owned(), 7)]);
    running.assert_sound().await;
    running.stop().await;
}

async fn a_lost_state_is_replayed(store: Store) {
    let running = store.open(PLAIN).await;
    running.add("x", 1).await.unwrap();
    running.stop().await;
    tamper(&store.database().await, "DELETE FROM state").await;
    let running = store.open(PLAIN).await;
    assert_eq!(running.add("x", 4).await.unwrap().revision, 2);
    assert_eq!(running.totals().await, [("x".to_owned(), 5)]);
    running.assert_sound().await;
    running.stop().await;
}

async fn a_decision_that_panics_hurts_nobody_else(store: Store) {
    let (held, probe) = Held::new();
    let running = store.open_probed(PLAIN, probe).await;
    let request = new_request();
    let jobs = async {
        tokio::join!(
            running.add("x", 1),
            running.command(&request, "x", Do::Panic),
            running.add("x", 2),
        )
    };
    let (good, bad, other) = held.in_one_batch(&running, jobs).await;
    assert!(good.is_ok() && other.is_ok());
    assert!(matches!(bad, Err(ExecuteError::Fault(_))), "{bad:?}");
    assert_eq!(running.totals().await, [("first".to_owned(), 0), ("x".to_owned(), 3)]);
    running.assert_sound().await;
    running.stop().await;
}

async fn a_statement_that_fails_on_data_hurts_nobody_else(store: Store) {
    let running = store.open(PLAIN).await;
    let request = new_request();
    let (good, bad, other) = tokio::join!(
        running.add("x", 1),
        running.command(&request, "y", Do::Poison),
        running.add("x", 2),
    );
    assert!(good.is_ok() && other.is_ok(), "{good:?} {other:?}");
    assert!(matches!(bad, Err(ExecuteError::Fault(_))), "{bad:?}");
    assert_eq!(running.totals().await, [("x".to_owned(), 3)]);
    running.assert_sound().await;
    running.stop().await;
}

async fn two_writers_on_one_database_leave_no_gap(store: Store) {
    let (one, two) = (store.open(PLAIN).await, store.open(PLAIN).await);
    let all = (0..60).map(|i| {
        let running = if i % 2 == 0 { &one } else { &two };
        async move { running.add(&format!("x{}", i % 3), 1).await.unwrap() }
    });
    let mut positions: Vec<_> = join_all(all).await.iter().map(|done| done.position).collect();
    positions.sort_unstable();
    assert_eq!(positions, (1..=60).collect::<Vec<u64>>());
    let expected: Vec<_> = (0..3).map(|i| (format!("x{i}"), 20)).collect();
    assert_eq!(one.totals().await, expected);
    one.assert_sound().await;
    one.stop().await;
    two.stop().await;
}

async fn several_streams_are_all_or_nothing(store: Store) {
    let running = store.open(PLAIN).await;
    let ids = [TallyId("a".into()), TallyId("b".into())];
    let streams: Vec<_> = ids.iter().map(Tally::stream).collect();
    let main = streams[0].clone();
    let move_all = |second: i64| {
        let (ids, streams) = (ids.clone(), streams.clone());
        running.journal.execute(caller(&new_request(), "f"), streams, &main, move |desk| {
            desk.act::<Tally>(&ids[0], Do::Add(1))?;
            desk.act::<Tally>(&ids[1], Do::Add(second))
        })
    };
    assert!(move_all(-1).await.is_err());
    assert_eq!(running.totals().await, []);
    assert_eq!(move_all(2).await.unwrap().facts.len(), 2);
    assert_eq!(running.totals().await, [("a".to_owned(), 1), ("b".to_owned(), 2)]);
    running.stop().await;
}

async fn a_stream_that_was_not_named_is_a_fault(store: Store) {
    let running = store.open(PLAIN).await;
    let (named, other) = (TallyId("a".into()), TallyId("b".into()));
    let main = Tally::stream(&named);
    let ended = running
        .journal
        .execute(caller(&new_request(), "f"), vec![main.clone()], &main, move |desk| {
            desk.act::<Tally>(&other, Do::Add(1))
        })
        .await;
    assert!(matches!(ended, Err(ExecuteError::Fault(_))), "{ended:?}");
    assert_eq!(running.totals().await, []);
    running.stop().await;
}

async fn a_database_of_another_service_is_refused(store: Store) {
    let running = store.open(PLAIN).await;
    running.add("x", 1).await.unwrap();
    running.stop().await;
    let tasks = Tasks::new();
    let refused = Journal::open(
        store.database().await,
        Arc::new(Tallies { name: "intake", ..PLAIN }),
        Arc::new(SystemClock::new()),
        Arc::new(SystemIds),
        &tasks,
    );
    let refused = refused.await.unwrap_err().to_string();
    assert!(refused.contains("that of council, not of intake"), "{refused}");
    let running = store.open(PLAIN).await;
    assert_eq!(running.totals().await, [("x".to_owned(), 1)]);
    running.stop().await;
}

async fn rows_and_events_are_numbered_without_gaps(store: Store) {
    let running = store.open(PLAIN).await;
    join_all((0..200).map(|i| running.add("x", i))).await;
    let events =
        platform::journal::events_after(&running.journal.reader(), 0, 1_000).await.unwrap();
    let sequences: Vec<_> =
        events.iter().filter_map(|row| row.event.as_ref()).map(|e| e.sequence).collect();
    assert_eq!(sequences, (1..=200).collect::<Vec<u64>>());
    let positions: Vec<_> = events.iter().map(|row| row.position).collect();
    assert_eq!(positions, sequences);
    running.stop().await;
}

/// As a restore under a running service does: what the writer remembers is no longer so.
async fn a_database_that_was_put_back_is_noticed_by_the_next_write(store: Store) {
    let running = store.open(PLAIN).await;
    for number in 1..=3 {
        running.add("x", number).await.unwrap();
    }
    running.tamper("DELETE FROM journal WHERE position = 3").await;
    running.tamper("DELETE FROM request WHERE position = 3").await;
    running.tamper("DELETE FROM state").await;
    running.tamper("UPDATE projection SET position = 2").await;
    running
        .tamper(
            "UPDATE head SET position = 2, version = version - 1, \
             row_hash = (SELECT row_hash FROM journal WHERE position = 2), \
             sequence = (SELECT sequence FROM journal WHERE position = 2), \
             hash = (SELECT hash FROM journal WHERE position = 2)",
        )
        .await;
    let done = running.add("x", 4).await.unwrap();
    assert_eq!((done.position, done.revision), (3, 3));
    assert_eq!(running.order("x").await, [1, 2, 4]);
    running.assert_sound().await;
    running.stop().await;
}

/// Neither decides on what the other has changed, and what was refused on an old state is decided anew.
async fn a_writer_goes_on_after_another_wrote_between(store: Store) {
    let (one, two) = (store.open(PLAIN).await, store.open(PLAIN).await);
    let request = uuid::Uuid::new_v4().to_string();
    let first = one.command(&request, "x", Do::Add(1)).await.unwrap();
    let mut expected = vec![1];
    for number in 2..=9 {
        let writer = if number % 2 == 0 { &two } else { &one };
        let done = writer.add("x", number).await.unwrap();
        expected.push(number);
        assert_eq!(done.revision, u64::try_from(number).unwrap());
    }
    // Whoever asks again gets the first answer, from either.
    for writer in [&one, &two] {
        let again = writer.command(&request, "x", Do::Add(1)).await.unwrap();
        assert_eq!((again.position, again.revision), (first.position, first.revision));
    }
    assert_eq!(one.order("x").await, expected);
    one.assert_sound().await;
    one.stop().await;
    two.stop().await;
}
