//! What operators decide about parked events and cursors: once, in order, and journaled.

use std::sync::Arc;

use kernel::{Actor, Aggregate as _, Following, Mark, Office, Operate, PersonId};
use platform::follow::{FollowerState, Source as _, Standing};
use platform::journal::{After, Caller, ExecuteError, hash};
use platform::sql::Sql;
use platform::testing::ScriptedSource;
use platform::{Injected, Node};
use uuid::Uuid;

use crate::followers::{FOLLOWING, say, say_after, taken};
use crate::on_both;
use crate::room::{
    PLAIN, REGISTERED, Running, Store, Tallies, caller, eventually, in_state, injected,
};

on_both! {
    a_retry_takes_effect_once_and_releases_what_stands_behind_it_in_order;
    a_discard_releases_what_stands_behind_it;
    a_retry_that_is_refused_again_stays_parked_with_its_new_reason;
    a_refused_retry_holds_back_all_that_stands_behind_it_however_much;
    a_fault_that_is_retried_holds_back_what_stands_behind_it;
    marks_are_facts_with_actor_and_mandate;
    nobody_but_an_operator_marks;
    two_replicas_acting_on_one_mark_do_it_once;
    a_diverged_follower_goes_on_after_its_cursor_was_reset;
    a_reset_to_where_the_cursor_stands_releases_a_diverged_follower;
    a_diverged_source_makes_its_service_not_ready_until_the_reset;
    a_reset_leads_past_an_event_whose_cause_never_comes;
    a_reset_backwards_takes_in_anew_what_was_parked_past_it;
    after_a_reset_nothing_builds_on_what_the_owner_no_longer_has;
}

/// A caller with the operator's office.
fn operator() -> Caller {
    let actor = Actor::person(&PersonId::new("olle")).with_office(Office::Operator);
    Caller { actor, ..caller(&Uuid::new_v4().to_string(), "operate") }
}

async fn operate(
    running: &Running,
    caller: Caller,
    source: &str,
    command: Operate,
) -> Result<(), ExecuteError> {
    let id = source.to_owned();
    let stream = Following::stream(&id);
    let act =
        move |desk: &mut platform::journal::Desk<'_>| desk.act::<Following>(&id, command.clone());
    running.journal.execute(caller, vec![stream.clone()], &stream, act).await.map(|_| ())
}

async fn mark(running: &Running, sequence: u64, mark: Mark) {
    let command = Operate::Mark { sequence, mark, why: "the cause is known".to_owned() };
    operate(running, operator(), "intake", command).await.unwrap();
}

pub(crate) async fn reset(running: &Running, source: &str, to: u64, hash: &str) {
    let command = Operate::Reset { to, hash: hash.to_owned(), why: "restored".to_owned() };
    operate(running, operator(), source, command).await.unwrap();
}

/// Number, reason and mark of what is parked.
async fn parked(running: &Running) -> Vec<(u64, String, String)> {
    let parked = running.journal.parked().await.unwrap();
    parked.into_iter().map(|one| (one.sequence, one.reason, one.mark)).collect()
}

fn row(sequence: u64, reason: &str) -> (u64, String, String) {
    (sequence, reason.to_owned(), String::new())
}

/// `a` takes 5 of nothing; two more events of `a` come, then one of `b`.
async fn short(store: &Store) -> (Running, Arc<ScriptedSource>) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    for (id, code) in [("a", "take 5"), ("a", "1"), ("a", "2"), ("b", "3")] {
        say(&intake, id, code);
    }
    running.follow(intake.clone());
    taken(&running, "intake", 4).await;
    let expected = [row(1, "SHORT"), row(2, "BEHIND"), row(3, "BEHIND")];
    assert_eq!(parked(&running).await, expected);
    assert_eq!(running.order("b").await, [3]);
    (running, intake)
}

async fn a_retry_takes_effect_once_and_releases_what_stands_behind_it_in_order(store: Store) {
    let (running, intake) = short(&store).await;
    running.add("a", 7).await.unwrap();
    mark(&running, 1, Mark::Retry).await;
    eventually("nothing parked", &running, || async { parked(&running).await.is_empty() }).await;
    assert_eq!(running.order("a").await, [7, -5, 1, 2]);
    say(&intake, "a", "4");
    taken(&running, "intake", 5).await;
    mark(&running, 1, Mark::Retry).await;
    say(&intake, "a", "6");
    taken(&running, "intake", 6).await;
    assert_eq!(running.order("a").await, [7, -5, 1, 2, 4, 6]);
    assert_eq!(parked(&running).await, []);
    running.assert_sound().await;
    running.stop().await;
}

async fn a_discard_releases_what_stands_behind_it(store: Store) {
    let (running, _intake) = short(&store).await;
    mark(&running, 1, Mark::Discard).await;
    eventually("nothing parked", &running, || async { parked(&running).await.is_empty() }).await;
    assert_eq!(running.order("a").await, [1, 2]);
    running.assert_sound().await;
    running.stop().await;
}

async fn a_retry_that_is_refused_again_stays_parked_with_its_new_reason(store: Store) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    say(&intake, "a", "panic");
    say(&intake, "a", "1");
    running.follow(intake.clone());
    taken(&running, "intake", 2).await;
    assert_eq!(parked(&running).await, [row(1, "FAULT"), row(2, "BEHIND")]);
    intake.replace(1, r#"{"administration":"a","code":"take 5"}"#);
    mark(&running, 1, Mark::Retry).await;
    let refused = [row(1, "SHORT"), row(2, "BEHIND")];
    eventually("refused again", &running, || async { parked(&running).await == refused }).await;
    assert_eq!(running.order("a").await, [0_i64; 0]);
    running.stop().await;
}

async fn a_refused_retry_holds_back_all_that_stands_behind_it_however_much(store: Store) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    say(&intake, "a", "panic");
    for number in 1..=150 {
        say(&intake, "a", &number.to_string());
    }
    running.follow(intake.clone());
    taken(&running, "intake", 151).await;
    intake.replace(1, r#"{"administration":"a","code":"take 5"}"#);
    mark(&running, 1, Mark::Retry).await;
    eventually("refused again", &running, || async {
        parked(&running).await.first() == Some(&row(1, "SHORT"))
    })
    .await;
    // What comes later is only taken in when the follower is done with what is parked.
    say(&intake, "b", "1");
    taken(&running, "intake", 152).await;
    assert_eq!(running.order("a").await, [0_i64; 0]);
    assert_eq!(parked(&running).await.len(), 151);
    mark(&running, 1, Mark::Discard).await;
    eventually("nothing parked", &running, || async { parked(&running).await.is_empty() }).await;
    assert_eq!(running.order("a").await, (1..=150).collect::<Vec<i64>>());
    running.assert_sound().await;
    running.stop().await;
}

/// A batch that the store refuses is run item by item: there too nothing overtakes.
async fn a_fault_that_is_retried_holds_back_what_stands_behind_it(store: Store) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    say(&intake, "a", "take 5");
    for code in ["1", "2"] {
        // Of the same stream, and about another tally: its row does not hide the poisoned one.
        let event = format!(r#"{{"administration":"c","code":"{code}"}}"#);
        intake.publish_json("tally/a", REGISTERED, event, After::new(), 0);
    }
    running.follow(intake.clone());
    taken(&running, "intake", 3).await;
    intake.replace(1, r#"{"administration":"a","code":"poison"}"#);
    mark(&running, 1, Mark::Retry).await;
    let refused = [row(1, "FAULT"), row(2, "BEHIND"), row(3, "BEHIND")];
    eventually("refused again", &running, || async { parked(&running).await == refused }).await;
    say(&intake, "b", "1");
    taken(&running, "intake", 4).await;
    assert_eq!(running.order("c").await, [0_i64; 0]);
    assert_eq!(parked(&running).await, refused);
    running.stop().await;
}

async fn marks_are_facts_with_actor_and_mandate(store: Store) {
    let (running, _intake) = short(&store).await;
    mark(&running, 1, Mark::Discard).await;
    reset(&running, "beredning", 0, &hash::hex(&hash::ZERO)).await;
    let sql = "SELECT stream, fact_type, actor, mandate FROM journal \
         WHERE stream LIKE 'following/%' ORDER BY position";
    let rows = running.journal.reader().rows(Sql::new(sql)).await.unwrap();
    let of = |column: &str| rows.iter().map(|row| row.text(column).unwrap()).collect::<Vec<_>>();
    assert_eq!(of("stream"), ["following/intake", "following/beredning"]);
    assert_eq!(of("fact_type"), ["parked_marked", "cursor_reset"]);
    assert_eq!(of("actor"), ["olle", "olle"]);
    assert_eq!(of("mandate"), ["office:operator", "office:operator"]);
    running.stop().await;
}

async fn nobody_but_an_operator_marks(store: Store) {
    let (running, _intake) = short(&store).await;
    let command =
        Operate::Mark { sequence: 1, mark: Mark::Discard, why: "I want it gone".to_owned() };
    let anna = caller(&Uuid::new_v4().to_string(), "operate");
    let refused = operate(&running, anna, "intake", command).await;
    assert!(matches!(refused, Err(ExecuteError::Refused(_))), "{refused:?}");
    assert_eq!(parked(&running).await.len(), 3);
    running.stop().await;
}

async fn two_replicas_acting_on_one_mark_do_it_once(store: Store) {
    let (one, intake) = short(&store).await;
    let two = store.open(FOLLOWING).await;
    one.add("a", 50).await.unwrap();
    mark(&one, 1, Mark::Retry).await;
    // It looks at what is parked when it begins: at the same time as the other.
    two.follow(intake.clone());
    eventually("nothing parked", &one, || async { parked(&one).await.is_empty() }).await;
    say(&intake, "a", "4");
    eventually("the last event", &one, || async { one.order("a").await.last() == Some(&4) }).await;
    assert_eq!(one.order("a").await, [50, -5, 1, 2, 4]);
    one.assert_sound().await;
    one.stop().await;
    two.stop().await;
}

/// A follower of two events of a journal whose second hash was then changed.
async fn diverged(
    store: &Store,
) -> (Running, Running, Store, tokio::sync::watch::Receiver<FollowerState>) {
    let owner = store.open(Tallies { name: "intake", ..PLAIN }).await;
    let other = store.another().await;
    let running = other.open(FOLLOWING).await;
    let mut state = running.follow(owner.source());
    owner.add("x", 1).await.unwrap();
    owner.add("x", 2).await.unwrap();
    taken(&running, "intake", 2).await;
    owner.tamper("UPDATE journal SET hash = digest WHERE sequence = 2").await;
    in_state(&mut state, |state| matches!(state, FollowerState::Diverged(_))).await;
    (owner, running, other, state)
}

async fn a_diverged_follower_goes_on_after_its_cursor_was_reset(store: Store) {
    let (owner, running, _other, mut state) = diverged(&store).await;
    owner.tamper("UPDATE head SET hash = (SELECT hash FROM journal WHERE sequence = 2)").await;
    let hash = owner.journal.head().await.unwrap().hash;
    reset(&running, "intake", 2, &hash).await;
    in_state(&mut state, |state| *state == FollowerState::Following).await;
    owner.add("x", 3).await.unwrap();
    taken(&running, "intake", 3).await;
    assert_eq!(running.order("x").await, [1, 2, 3]);
    running.assert_sound().await;
    running.stop().await;
    owner.stop().await;
}

async fn a_reset_to_where_the_cursor_stands_releases_a_diverged_follower(store: Store) {
    let (owner, running, _other, mut state) = diverged(&store).await;
    let cursor = running.journal.cursor("intake").await.unwrap().unwrap();
    owner.tamper("UPDATE journal SET hash = (SELECT hash FROM head) WHERE sequence = 2").await;
    reset(&running, "intake", 2, &cursor.hash).await;
    in_state(&mut state, |state| *state == FollowerState::Following).await;
    owner.add("x", 3).await.unwrap();
    taken(&running, "intake", 3).await;
    running.stop().await;
    owner.stop().await;
}

async fn a_diverged_source_makes_its_service_not_ready_until_the_reset(store: Store) {
    let owner = store.open(Tallies { name: "intake", ..PLAIN }).await;
    let other = store.another().await;
    let injected: Injected = injected();
    let room = Arc::new(FOLLOWING);
    let node = Node::open(room, other.database().await, &injected).await.unwrap();
    node.follow(owner.source());
    owner.add("x", 1).await.unwrap();
    let journal = node.journal().clone();
    let running = Running { journal, tasks: injected.tasks, database: other.database().await };
    taken(&running, "intake", 1).await;
    assert_eq!(node.parts().not_ready(), [""; 0]);
    owner.tamper("UPDATE journal SET hash = digest WHERE sequence = 1").await;
    let unready = || async { !node.parts().not_ready().is_empty() };
    eventually("not ready", &running, unready).await;
    assert!(node.parts().not_ready()[0].contains("intake diverged"));
    owner.tamper("UPDATE head SET hash = (SELECT hash FROM journal WHERE sequence = 1)").await;
    let hash = owner.journal.head().await.unwrap().hash;
    reset(&running, "intake", 1, &hash).await;
    eventually("ready", &running, || async { node.parts().not_ready().is_empty() }).await;
    let shown: Vec<_> = node.parts().followed.all().iter().map(Standing::shown).collect();
    assert_eq!(shown, [("following", String::new())]);
    running.stop().await;
    owner.stop().await;
}

async fn a_reset_backwards_takes_in_anew_what_was_parked_past_it(store: Store) {
    let (running, _intake) = short(&store).await;
    running.add("a", 7).await.unwrap();
    reset(&running, "intake", 0, &hash::hex(&hash::ZERO)).await;
    eventually("all of it again", &running, || async {
        running.order("b").await == [3, 3] && parked(&running).await.is_empty()
    })
    .await;
    assert_eq!(running.order("a").await, [7, -5, 1, 2]);
    running.assert_sound().await;
    running.stop().await;
}

async fn after_a_reset_nothing_builds_on_what_the_owner_no_longer_has(store: Store) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    say_after(&intake, "a", "1", After::from([("budget-integration".to_owned(), 9)]), 1);
    running.follow(intake);
    taken(&running, "intake", 1).await;
    let newest = async || {
        let rows = platform::journal::events_after(&running.journal.reader(), 0, 99).await.unwrap();
        rows.last().unwrap().after.clone()
    };
    running.add("a", 2).await.unwrap();
    assert_eq!(newest().await, r#"{"budget-integration":9,"intake":1}"#);
    reset(&running, "budget-integration", 5, &hash::hex(&[7; 32])).await;
    running.add("a", 3).await.unwrap();
    assert_eq!(newest().await, r#"{"budget-integration":5,"intake":1}"#);
    running.stop().await;
}

async fn a_reset_leads_past_an_event_whose_cause_never_comes(store: Store) {
    let running = store.open(FOLLOWING).await;
    let intake = ScriptedSource::new("intake");
    let mut state = running.follow(intake.clone());
    say(&intake, "a", "1");
    say_after(&intake, "a", "2", After::from([("beredning".to_owned(), 9)]), 1);
    say(&intake, "a", "3");
    in_state(&mut state, |state| matches!(state, FollowerState::Waiting(_))).await;
    let hash = intake.one(2).await.unwrap().unwrap().hash;
    reset(&running, "intake", 2, &hash).await;
    taken(&running, "intake", 3).await;
    assert_eq!(running.order("a").await, [1, 3]);
    running.assert_sound().await;
    running.stop().await;
}
