//! A pod of the next version beside one of this: states and facts of two schemas, read tables that are
//! built anew while others write.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Acting, Aggregate, Facts};
use platform::follow::{Follows, Incoming, Malformed, Reaction};
use platform::journal::{Changes, Event, ExecuteError, Journal, Kinds, Recorded, audit};
use platform::lifecycle::Tasks;
use platform::sql::Sql;
use platform::testing::{Dice, ScriptedSource, dice};
use platform::{Injected, Node, ReadTables, Room};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::broker::until;
use crate::followers::{FOLLOWING, say};
use crate::room::{Do, Store, Tally, TallyId, TallyRejection, caller, injected};

/// The tally of the next version: it counts too, and has a fact that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Counted {
    total: i64,
    count: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "type")]
enum CountedFact {
    #[serde(rename = "added.v1")]
    Added { number: i64 },
    #[serde(rename = "poisoned.v1")]
    Poisoned {},
    #[serde(rename = "doubled.v1")]
    Doubled {},
}
impl Facts for CountedFact {}

#[derive(Debug, Clone)]
enum Next {
    Add(i64),
    Double,
}

impl Aggregate for Counted {
    const KIND: &'static str = "tally";
    const SCHEMA: u32 = Tally::SCHEMA + 1;
    type Id = TallyId;
    type Command = Next;
    type Fact = CountedFact;
    type Rejection = TallyRejection;

    fn decide(
        _: Option<&Self>,
        command: Next,
        _: &Acting<'_>,
    ) -> Result<Vec<CountedFact>, TallyRejection> {
        Ok(vec![match command {
            Next::Add(number) => CountedFact::Added { number },
            Next::Double => CountedFact::Doubled {},
        }])
    }

    fn evolve(state: Option<Self>, fact: &CountedFact) -> Option<Self> {
        let mut tally = state.unwrap_or(Self { total: 0, count: 0 });
        match fact {
            CountedFact::Added { number } => tally.total += number,
            CountedFact::Doubled {} => tally.total *= 2,
            CountedFact::Poisoned {} => {}
        }
        tally.count += 1;
        Some(tally)
    }
}

struct NextTallies;

impl Room for NextTallies {
    fn name(&self) -> &'static str {
        FOLLOWING.name
    }
    fn kinds(&self) -> Kinds {
        Kinds::new().with::<Counted>()
    }
    fn read_tables(&self) -> ReadTables {
        ReadTables {
            version: 2,
            ddl: "CREATE TABLE tally_v2 (id TEXT PRIMARY KEY, total BIGINT NOT NULL, count BIGINT NOT NULL)",
        }
    }
    fn publish(&self, _: &Recorded) -> Option<Event> {
        None
    }
    fn project(&self, fact: &Recorded, changes: &mut Changes) {
        let (Some(tally), Some(id)) = (fact.state::<Counted>(), fact.id::<Counted>()) else {
            return;
        };
        let values =
            vec![("id", id.0.into()), ("total", tally.total.into()), ("count", tally.count.into())];
        changes.upsert("tally_v2", &["id"], values);
    }
    fn follows(&self) -> &'static [Follows] {
        FOLLOWING.follows
    }
    fn react(&self, event: &Incoming) -> Result<Option<Reaction>, Malformed> {
        let said: proto::intake::v1::AdministrationRegistered = event.decode()?;
        let id = TallyId(said.administration);
        let number = platform::follow::parse("code", &said.code)?;
        Ok(Some(Reaction::on(vec![Counted::stream(&id)], move |desk| {
            desk.act::<Counted>(&id, Next::Add(number))
        })))
    }
}

struct Pod {
    node: Node,
    tasks: Tasks,
}

impl Pod {
    async fn start(store: &Store, room: Arc<dyn Room>, source: &Arc<ScriptedSource>) -> Self {
        let injected: Injected = injected();
        let (database, hint) = (store.database().await, Arc::new(Notify::new()));
        let node = Node::open_replica(room, database, &injected, hint).await.unwrap();
        node.follow(source.clone());
        Self { node, tasks: injected.tasks }
    }

    fn journal(&self) -> &Journal {
        self.node.journal()
    }

    async fn stop(self) {
        assert!(self.tasks.shut_down(Duration::from_secs(20)).await);
        self.journal().close(Duration::from_secs(5)).await;
    }

    async fn old(&self, number: i64) -> Result<(), ExecuteError> {
        let id = TallyId("x".to_owned());
        let (request, stream) = (uuid::Uuid::new_v4().to_string(), Tally::stream(&id));
        let caller = caller(&request, "add");
        let act = self.journal().execute(caller, vec![stream.clone()], &stream, move |desk| {
            desk.act::<Tally>(&id, Do::Add(number))
        });
        act.await.map(drop)
    }

    async fn next(&self, what: Next) -> Result<(), ExecuteError> {
        let id = TallyId("x".to_owned());
        let (request, stream) = (uuid::Uuid::new_v4().to_string(), Counted::stream(&id));
        let caller = caller(&request, "next");
        let act = self.journal().execute(caller, vec![stream.clone()], &stream, move |desk| {
            desk.act::<Counted>(&id, what.clone())
        });
        act.await.map(drop)
    }

    async fn read(&self, sql: &'static str) -> Vec<(String, i64)> {
        let rows = self.journal().reader().rows(Sql::new(sql)).await.unwrap();
        rows.iter().map(|r| (r.text("id").unwrap(), r.int("number").unwrap())).collect()
    }

    async fn is_ready(&self) -> bool {
        self.node.parts().not_ready().is_empty()
    }
}

const OLD: &str = "SELECT id, total AS number FROM tally_v1 ORDER BY id";
const NEW: &str = "SELECT id, total AS number FROM tally_v2 ORDER BY id";
const COUNTS: &str = "SELECT id, count AS number FROM tally_v2 ORDER BY id";

async fn states_are_sound(journal: &Journal) {
    let reader = journal.reader();
    assert_eq!(audit::verify(&reader).await.unwrap().first_bad, None);
    for kinds in [Kinds::of(&FOLLOWING), Kinds::of(&NextTallies)] {
        // A state of the other schema is none of these kinds' business.
        assert_eq!(audit::states(&reader, &kinds).await.unwrap(), Vec::<String>::new());
    }
}

/// Writes through either pod, and events beside: whoever writes finds the other's states.
async fn mixed(old: &Pod, new: &Pod, source: &ScriptedSource, dice: &mut Dice, many: i64) {
    for number in 1..=many {
        match dice.roll(3) {
            0 => old.old(number).await.unwrap(),
            1 => new.next(Next::Add(number)).await.unwrap(),
            _ => drop(say(source, "x", &number.to_string())),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pod_of_the_next_version_works_beside_one_of_this() {
    for mut dice in dice(1) {
        let store = Store::postgres().await;
        let source = ScriptedSource::new("intake");
        let old = Pod::start(&store, Arc::new(FOLLOWING), &source).await;
        for number in 1..=200 {
            old.old(number).await.unwrap();
        }
        // Its read tables are built while the old pod goes on writing.
        let writing = async {
            for number in 201..=300 {
                old.old(number).await.unwrap();
            }
        };
        let start = Pod::start(&store, Arc::new(NextTallies), &source);
        let (new, ()) = tokio::join!(start, writing);
        mixed(&old, &new, &source, &mut dice, 100).await;
        let expected = (1..=300).sum::<i64>() + (1..=100).sum::<i64>();
        // A write that comes last projects first what the others wrote.
        until("both see everything", || async {
            old.read(OLD).await == [("x".to_owned(), expected)]
                && new.read(NEW).await == [("x".to_owned(), expected)]
        })
        .await;
        assert_eq!(new.read(COUNTS).await, [("x".to_owned(), 400)]);
        states_are_sound(new.journal()).await;
        new.stop().await;
        old.stop().await;
    }
}

/// The old pod meets a fact that it does not know: it guesses nothing and leaves the work.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pod_that_meets_a_fact_of_the_next_version_leaves_the_work_to_it() {
    let store = Store::postgres().await;
    let source = ScriptedSource::new("intake");
    let old = Pod::start(&store, Arc::new(FOLLOWING), &source).await;
    until("the old one follows", || async { old.node.parts().leases.holds("follow:intake") }).await;
    let new = Pod::start(&store, Arc::new(NextTallies), &source).await;
    old.old(20).await.unwrap();
    new.next(Next::Double).await.unwrap();
    let refused = old.old(1).await;
    assert!(refused.is_err(), "the old pod decided about what it cannot read");
    until("the old one is not ready", || async { !old.is_ready().await }).await;
    until("the new one follows", || async { new.node.parts().leases.holds("follow:intake") }).await;
    assert!(!old.node.parts().leases.holds("follow:intake"));
    say(&source, "x", "2");
    assert!(new.journal().wait_for("intake", 1, Duration::from_secs(20)).await);
    assert_eq!(new.read(NEW).await, [("x".to_owned(), 42)]);
    assert!(new.is_ready().await);
    let reader = new.journal().reader();
    assert_eq!(audit::verify(&reader).await.unwrap().first_bad, None);
    let kinds = Kinds::of(&NextTallies);
    assert_eq!(audit::states(&reader, &kinds).await.unwrap(), Vec::<String>::new());
    old.stop().await;
    new.stop().await;
}

/// A pod that is killed while it builds its read tables leaves nothing half built.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn read_tables_whose_building_was_cut_off_are_built_by_the_next_start() {
    for mut dice in dice(1) {
        let store = Store::postgres().await;
        let source = ScriptedSource::new("intake");
        let old = Pod::start(&store, Arc::new(FOLLOWING), &source).await;
        for number in 1..=300 {
            old.old(number).await.unwrap();
        }
        for _ in 0..5 {
            let start = Pod::start(&store, Arc::new(NextTallies), &source);
            let cut = Duration::from_millis(5 + dice.roll(40));
            if let Ok(whole) = tokio::time::timeout(cut, start).await {
                whole.stop().await;
            }
        }
        let new = Pod::start(&store, Arc::new(NextTallies), &source).await;
        assert_eq!(new.read(NEW).await, [("x".to_owned(), (1..=300).sum::<i64>())]);
        assert_eq!(new.read(COUNTS).await, [("x".to_owned(), 300)]);
        states_are_sound(new.journal()).await;
        new.stop().await;
        old.stop().await;
    }
}
