//! Following: order of causes, parking, exactly once.

use std::sync::Arc;
use std::time::Duration;

use kernel::Aggregate as _;
use platform::follow::{Follower, FollowerState, Follows, LocalSource};
use platform::journal::{After, Caller, Desk};
use platform::lifecycle::Tasks;
use platform::sql::Sql;
use platform::testing::ScriptedSource;

use crate::on_both;
use crate::room::{
    Do, PLAIN, REGISTERED, Running, Store, Tallies, Tally, TallyId, caller, eventually, in_state,
};

on_both! {
    a_cursor_that_an_older_pod_has_moved_is_seen;
    an_event_that_arrives_before_its_cause_waits_for_it;
    a_poison_event_between_good_ones_is_parked_and_the_rest_flows_on;
    later_events_of_a_parked_stream_are_parked_behind_it;
    what_fails_twice_alone_is_parked_as_a_fault;
    an_unknown_type_and_too_deep_a_chain_are_parked;
    two_replicas_following_one_source_do_everything_once;
    a_service_follows_its_own_journal;
    a_changed_journal_is_not_followed_on;
    an_event_whose_fact_was_changed_is_not_taken_in;
    what_was_taken_in_stands_in_after;
    a_cursor_that_moved_without_a_reaction_is_written;
    a_reaction_has_a_span_of_its_own_in_the_trace_of_its_cause;
    a_stream_of_events_that_concern_nobody_does_not_keep_the_cursor_back;
}

pub(crate) const BOTH: &[Follows] = &[
    Follows { source: "intake", types: &[REGISTERED] },
    Follows { source: "beredning", types: &[REGISTERED] },
];
pub(crate) const FOLLOWING: Tallies = Tallies { name: "council", follows: BOTH, mirrors: false };

pub(crate) fn say(source: &ScriptedSource, id: &str, code: &str) -> u64 {
    say_after(source, id, code, After::new(), 0)
}

pub(crate) fn say_after(
    source: &ScriptedSource,
    id: &str,
    code: &str,
    after: After,
    depth: u64,
) -> u64 {
    let event = format!(r#"{{"administration":"{id}","code":"{code}"}}"#);
    source.publish_json(&format!("tally/{id}"), REGISTERED, event, after, depth)
}

pub(crate) async fn taken(running: &Running, source: &str, number: u64) {
    let patience = Duration::from_secs(20);
    assert!(running.journal.wait_for(source, number, patience).await, "{source}:{number}");
}

async fn an_event_that_arrives_before_its_cause_waits_for_it(store: Store) {
    let running = store.open(FOLLOWING).await;
    let (intake, beredning) = (ScriptedSource::new("intake"), ScriptedSource::new("beredning"));
    running.follow(beredning.clone());
    running.follow(intake.clone());
    say(&beredning, "x", "1");
    say_after(&beredning, "x", "3", After::from([("intake".to_owned(), 1)]), 1);
    taken(&running, "beredning", 1).await;
    assert_eq!(running.order("x").await, [1]);
    say(&intake, "x", "2");
    taken(&running, "beredning", 2).await;
    assert_eq!(running.order("x").await, [1, 2, 3]);
    running.stop().await;
}

async fn a_poison_event_between_good_ones_is_parked_and_the_rest_flows_on(store: Store) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    for (id, code) in [("a", "1"), ("b", "-5"), ("c", "nonsense"), ("d", "4")] {
        say(&intake, id, code);
    }
    running.follow(intake);
    taken(&running, "intake", 4).await;
    assert_eq!(running.totals().await, [("a".to_owned(), 1), ("d".to_owned(), 4)]);
    let parked = running.journal.parked().await.unwrap();
    let reasons: Vec<_> = parked.iter().map(|one| (one.sequence, one.reason.as_str())).collect();
    assert_eq!(reasons, [(2, "NEGATIVE"), (3, "FAULT")]);
    running.assert_sound().await;
    running.stop().await;
}

async fn later_events_of_a_parked_stream_are_parked_behind_it(store: Store) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    running.follow(intake.clone());
    say(&intake, "b", "-5");
    taken(&running, "intake", 1).await;
    say(&intake, "b", "5");
    say(&intake, "a", "1");
    taken(&running, "intake", 3).await;
    assert_eq!(running.totals().await, [("a".to_owned(), 1)]);
    let parked = running.journal.parked().await.unwrap();
    let reasons: Vec<_> = parked.iter().map(|one| (one.sequence, one.reason.as_str())).collect();
    assert_eq!(reasons, [(1, "NEGATIVE"), (2, "BEHIND")]);
    running.stop().await;
}

async fn what_fails_twice_alone_is_parked_as_a_fault(store: Store) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    let said = [("a", "1"), ("b", "panic"), ("c", "poison"), ("e", "panic early"), ("d", "4")];
    for (id, code) in said {
        say(&intake, id, code);
    }
    running.follow(intake);
    taken(&running, "intake", 5).await;
    assert_eq!(running.totals().await, [("a".to_owned(), 1), ("d".to_owned(), 4)]);
    let parked = running.journal.parked().await.unwrap();
    let reasons: Vec<_> = parked.iter().map(|one| (one.sequence, one.reason.as_str())).collect();
    assert_eq!(reasons, [(2, "FAULT"), (3, "FAULT"), (4, "FAULT")]);
    running.assert_sound().await;
    running.stop().await;
}

async fn an_unknown_type_and_too_deep_a_chain_are_parked(store: Store) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    intake.publish_json("s/1", "radslag.intake.of.tomorrow.v1", "{}".into(), After::new(), 0);
    let known = "radslag.intake.initiative.withdrawn.v1";
    intake.publish_json("s/2", known, "{}".into(), After::new(), 0);
    say_after(&intake, "deep", "1", After::new(), 33);
    say_after(&intake, "not-deep", "1", After::new(), 32);
    running.follow(intake);
    taken(&running, "intake", 4).await;
    let parked = running.journal.parked().await.unwrap();
    let reasons: Vec<_> = parked.iter().map(|one| (one.sequence, one.reason.as_str())).collect();
    assert_eq!(reasons, [(1, "UNKNOWN"), (3, "DEPTH")]);
    assert_eq!(running.totals().await, [("not-deep".to_owned(), 1)]);
    running.stop().await;
}

async fn two_replicas_following_one_source_do_everything_once(store: Store) {
    let (one, two) = (store.open(FOLLOWING).await, store.open(FOLLOWING).await);
    let intake = ScriptedSource::new("intake");
    for number in 1..=300 {
        say(&intake, "x", &number.to_string());
    }
    one.follow(intake.clone());
    two.follow(intake);
    eventually("300 numbers added", &one, || async { one.order("x").await.len() >= 300 }).await;
    assert_eq!(one.order("x").await, (1..=300).collect::<Vec<i64>>());
    assert_eq!(one.journal.parked().await.unwrap(), []);
    one.assert_sound().await;
    one.stop().await;
    two.stop().await;
}

async fn a_service_follows_its_own_journal(store: Store) {
    let running = store.open(Tallies { mirrors: true, ..PLAIN }).await;
    running.follow_itself();
    for number in 1..=5 {
        running.add("x", number).await.unwrap();
    }
    eventually("mirrored", &running, || async { running.order("x-mirror").await.len() == 5 }).await;
    assert_eq!(running.order("x-mirror").await, [1, 2, 3, 4, 5]);
    running.assert_sound().await;
    running.stop().await;
}

async fn a_changed_journal_is_not_followed_on(store: Store) {
    let owner = store.open(Tallies { name: "intake", ..PLAIN }).await;
    let other = store.another().await;
    let running = other.open(FOLLOWING).await;
    let mut state = running.follow(owner.source());
    owner.add("x", 1).await.unwrap();
    taken(&running, "intake", 1).await;
    owner.add("x", 2).await.unwrap();
    taken(&running, "intake", 2).await;
    owner.tamper("UPDATE journal SET hash = digest WHERE sequence = 2").await;
    // Before the next event: a read that is under way may have seen the row as it was.
    in_state(&mut state, |state| matches!(state, FollowerState::Diverged(_))).await;
    owner.add("x", 3).await.unwrap();
    assert_eq!(running.order("x").await, [1, 2]);
    running.stop().await;
    owner.stop().await;
}

/// Followers see nothing of the fact: the owner must refuse to give such an event away.
async fn an_event_whose_fact_was_changed_is_not_taken_in(store: Store) {
    let changes = [
        "UPDATE journal SET fact = '{\"type\":\"added.v1\",\"number\":9}' WHERE sequence = 2",
        "UPDATE journal SET actor = 'eve' WHERE sequence = 2",
        "UPDATE journal SET mandate = 'office:operator' WHERE sequence = 2",
    ];
    for change in changes {
        let (store, other) = (store.another().await, store.another().await);
        let owner = store.open(Tallies { name: "intake", ..PLAIN }).await;
        for number in 1..=3 {
            owner.add("x", number).await.unwrap();
        }
        owner.tamper(change).await;
        let running = other.open(FOLLOWING).await;
        let mut state = running.follow(owner.source());
        in_state(&mut state, |state| matches!(state, FollowerState::Diverged(_))).await;
        let said = format!("{:?}", *state.borrow());
        assert!(said.contains("row 2 was changed"), "{change}: {said}");
        assert!(running.order("x").await.len() < 2, "{change}");
        running.stop().await;
        owner.stop().await;
    }
}

async fn what_was_taken_in_stands_in_after(store: Store) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    let seen = After::from([("budget-integration".to_owned(), 7), ("council".to_owned(), 3)]);
    intake.publish_json("s/1", "radslag.intake.initiative.withdrawn.v1", "{}".into(), seen, 0);
    say(&intake, "x", "1");
    running.follow(intake);
    taken(&running, "intake", 2).await;
    let rows = platform::journal::events_after(&running.journal.reader(), 0, 9).await.unwrap();
    let after: Vec<_> = rows.iter().map(|row| (row.after.as_str(), row.depth)).collect();
    assert_eq!(after, [(r#"{"budget-integration":7,"intake":2}"#, 1)]);
    running.stop().await;
}

async fn a_reaction_has_a_span_of_its_own_in_the_trace_of_its_cause(store: Store) {
    const CAUSE: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let source = store.another().await;
    let owner = source.open(Tallies { name: "intake", follows: &[], mirrors: false }).await;
    let id = TallyId("x".to_owned());
    let stream = Tally::stream(&id);
    let caller = Caller { traceparent: CAUSE.to_owned(), ..caller(&uuid(), "f") };
    let act = move |desk: &mut Desk<'_>| desk.act::<Tally>(&id, Do::Add(5));
    owner.journal.execute(caller, vec![stream.clone()], &stream, act).await.unwrap();

    let running = store.open(FOLLOWING).await;
    running.follow(Arc::new(LocalSource::new(&owner.journal)));
    taken(&running, "intake", 1).await;
    let rows = platform::journal::events_after(&running.journal.reader(), 0, 9).await.unwrap();
    let made = &rows[0].traceparent;
    assert_eq!(made.get(..36), CAUSE.get(..36), "another trace: {made}");
    assert_ne!(made, CAUSE, "no span of its own");
    running.stop().await;
    owner.stop().await;
}

fn uuid() -> String {
    uuid::Uuid::new_v4().to_string()
}

async fn a_cursor_that_moved_without_a_reaction_is_written(store: Store) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    intake.publish_json(
        "s/1",
        "radslag.intake.initiative.withdrawn.v1",
        "{}".into(),
        After::new(),
        0,
    );
    running.follow(intake);
    taken(&running, "intake", 1).await;
    assert_eq!(running.journal.cursor("intake").await.unwrap().unwrap().sequence, 1);
    assert_eq!(running.journal.head().await.unwrap().position, 0);
    running.stop().await;
}

async fn a_stream_of_events_that_concern_nobody_does_not_keep_the_cursor_back(store: Store) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    running.follow(intake.clone());
    let known = "radslag.intake.initiative.withdrawn.v1";
    let end = tokio::time::Instant::now() + Duration::from_secs(20);
    let mut moved = running.journal.progress();
    while !moved.borrow_and_update().taken.contains_key("intake") {
        assert!(tokio::time::Instant::now() < end, "the cursor was never written");
        intake.publish_json("s/1", known, "{}".into(), After::new(), 0);
        tokio::task::yield_now().await;
    }
    running.stop().await;
}

/// It does not raise the head's version: what the writer remembers of cursors is old.
async fn a_cursor_that_an_older_pod_has_moved_is_seen(store: Store) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    let follow = || {
        let follower = Follower::new(running.journal.clone(), intake.clone());
        let tasks = Tasks::new();
        let stop = tasks.stop();
        tasks.spawn(async move { follower.run(stop).await });
        tasks
    };
    say(&intake, "x", "1");
    let tasks = follow();
    taken(&running, "intake", 1).await;
    let first = running.journal.cursor("intake").await.unwrap().unwrap();
    say(&intake, "x", "2");
    taken(&running, "intake", 2).await;
    assert!(tasks.shut_down(Duration::from_secs(10)).await);
    let mut tx = running.database.begin_raw().await.unwrap();
    let sql = Sql::new("UPDATE cursor SET sequence = 1, hash = ").bind(first.hash);
    sql.push(" WHERE source = 'intake'").execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let tasks = follow();
    say(&intake, "x", "3");
    eventually("the last event", &running, || async {
        running.order("x").await.last() == Some(&3)
    })
    .await;
    assert_eq!(running.order("x").await, [1, 2, 2, 3]);
    assert!(tasks.shut_down(Duration::from_secs(10)).await);
    running.stop().await;
}
