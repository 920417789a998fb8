//! Seats that cannot be judged for want of news, and decisions that rested on a seat that had ended.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use kernel::{
    Acting, Aggregate, Clock as _, Facts, Grant, Known, Need, Office, SeatId, SeatRole, Timestamp,
};
use platform::auth::{DevelopmentKey, Identity};
use platform::follow::{Follows, Incoming, Malformed, Reaction};
use platform::grpc::Gate;
use platform::journal::{Caller, Changes, Event, Kinds, Recorded, late_revocations};
use platform::testing::{FixedClock, MOMENT, ScriptedSource};
use platform::{Injected, Node, ReadTables, Room, known, learn};
use proto::council::v1::{SeatAppointed, SeatEnded};
use serde::{Deserialize, Serialize};
use tonic::{Code, Request, Status};
use tonic_types::StatusExt as _;

use crate::broker::until;
use crate::room::{Store, injected};

const MEMBERS: &[Need] = &[Need::Seat(SeatRole::CouncilMember)];
const GRANTS: &[Grant] = &[
    Grant { rpc: "Rule", needs: MEMBERS, basis: "a seat" },
    Grant { rpc: "Send", needs: &[Need::Seat(SeatRole::ContactPerson)], basis: "an own seat" },
    Grant { rpc: "Register", needs: &[Need::Office(Office::Registrar)], basis: "an office" },
    Grant { rpc: "Ask", needs: &[Need::Anyone], basis: "anyone" },
];
const DAY: i64 = 24 * 60 * 60 * 1_000_000;

kernel::rejections! {
    /// Nothing but the mandate.
    pub enum RulingRejection {}
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct RulingId(String);

impl fmt::Display for RulingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl FromStr for RulingId {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

/// What members rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Ruling {}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "type")]
enum RulingFact {
    #[serde(rename = "ruled.v1")]
    Ruled {},
}
impl Facts for RulingFact {}

impl Aggregate for Ruling {
    const KIND: &'static str = "ruling";
    const SCHEMA: u32 = 1;
    type Id = RulingId;
    type Command = ();
    type Fact = RulingFact;
    type Rejection = RulingRejection;

    fn decide(
        _: Option<&Self>,
        (): (),
        acting: &Acting<'_>,
    ) -> Result<Vec<RulingFact>, RulingRejection> {
        acting.require(MEMBERS, None)?;
        Ok(vec![RulingFact::Ruled {}])
    }

    fn evolve(_: Option<Self>, _: &RulingFact) -> Option<Self> {
        Some(Self {})
    }
}

/// A service that knows seats from council.
struct Rulings(&'static str);

impl Room for Rulings {
    fn name(&self) -> &'static str {
        self.0
    }
    fn kinds(&self) -> Kinds {
        Kinds::new().with::<Ruling>().with::<Known>()
    }
    fn read_tables(&self) -> ReadTables {
        ReadTables { version: 1, ddl: "" }
    }
    fn publish(&self, _: &Recorded) -> Option<Event> {
        None
    }
    fn project(&self, fact: &Recorded, changes: &mut Changes) {
        known::project(fact, changes);
    }
    fn follows(&self) -> &'static [Follows] {
        &[Follows { source: "council", types: learn::SEATS }]
    }
    fn react(&self, event: &Incoming) -> Result<Option<Reaction>, Malformed> {
        Ok(learn::lesson(event)?.map(learn::keep))
    }
}

struct World {
    node: Node,
    injected: Injected,
    council: Arc<ScriptedSource>,
    clock: Arc<FixedClock>,
    key: DevelopmentKey,
    _store: Store,
}

impl World {
    /// A service of this name that follows a council which has told nothing yet.
    async fn of(service: &'static str) -> Self {
        let (store, key) = (Store::sqlite(), DevelopmentKey::from_seed([4; 32]));
        let clock = Arc::new(FixedClock::at(MOMENT));
        let identity = Arc::new(Identity::from(key.clone()));
        let injected = Injected { clock: clock.clone(), identity, ..injected() };
        let room = Arc::new(Rulings(service));
        let node = Node::open(room, store.database().await, &injected).await.unwrap();
        let council = ScriptedSource::new("council");
        council.silence(true);
        node.follow(council.clone());
        Self { node, injected, council, clock, key, _store: store }
    }

    /// Anna gets a seat.
    async fn appoint(&self, role: SeatRole) -> SeatId {
        let id = SeatId::new(uuid::Uuid::from_u128(0x0190_a000_0000_7000_8000_0000_0000_0007));
        let appointed = SeatAppointed {
            seat: id.to_string(),
            body: "council".to_owned(),
            role: role.to_string(),
            responsibility: "none".to_owned(),
            person: "anna".to_owned(),
            from: "2027-01-01".to_owned(),
            ..SeatAppointed::default()
        };
        self.heard(self.council.publish("bodies/all", &appointed)).await;
        id
    }

    async fn heard(&self, sequence: u64) {
        let patience = Duration::from_secs(20);
        assert!(self.node.journal().wait_for("council", sequence, patience).await);
    }

    async fn ask(&self, rpc: &'static str, offices: &[Office]) -> Result<Caller, Status> {
        self.ask_of(&self.node.parts().gate, rpc, "anna", offices).await
    }

    async fn ask_of(
        &self,
        gate: &Gate,
        rpc: &'static str,
        who: &str,
        offices: &[Office],
    ) -> Result<Caller, Status> {
        let token = self.key.token(who, None, offices, self.clock.as_ref(), 600).unwrap();
        let mut request = Request::new(());
        let bearer = format!("Bearer {token}").parse().unwrap();
        request.metadata_mut().insert("authorization", bearer);
        gate.clone().with_grants(GRANTS).query(rpc, &request).await
    }

    /// Anna rules by the seat that the service knows of. Returns the row.
    async fn rule(&self) -> Result<u64, Status> {
        let mut caller = self.ask("Rule", &[]).await?;
        caller.request_id = uuid::Uuid::new_v4().to_string();
        let id = RulingId(caller.request_id.clone());
        let stream = Ruling::stream(&id);
        let act = move |desk: &mut platform::journal::Desk<'_>| desk.act::<Ruling>(&id, ());
        let done = self.node.journal().execute(caller, vec![stream.clone()], &stream, act).await?;
        Ok(done.position)
    }

    async fn stop(self) {
        assert!(self.injected.tasks.shut_down(Duration::from_secs(10)).await);
        self.node.journal().close(Duration::from_secs(5)).await;
    }
}

fn assert_stale(asked: Result<Caller, Status>) {
    let status = asked.unwrap_err();
    let details = status.get_error_details();
    assert_eq!(status.code(), Code::Unavailable, "{status:?}");
    assert_eq!(details.error_info().unwrap().reason, "MANDATES_STALE");
    assert!(details.retry_info().unwrap().retry_delay.is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn seats_are_not_judged_before_council_was_heard_of_to_the_end() {
    let world = World::of("prioritisation").await;
    world.appoint(SeatRole::CouncilMember).await;
    assert_stale(world.ask("Rule", &[]).await);
    assert_stale(world.ask("Rule", &[Office::Registrar]).await);
    assert!(world.ask("Register", &[Office::Registrar]).await.is_ok());
    assert!(world.ask("Ask", &[]).await.is_ok());
    let refused = world.ask("Register", &[]).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    world.council.silence(false);
    until("council is heard of", || async { world.ask("Rule", &[]).await.is_ok() }).await;
    let stranger = world.ask_of(&world.node.parts().gate, "Rule", "sten", &[]).await;
    assert_eq!(stranger.unwrap_err().code(), Code::PermissionDenied);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn seats_are_not_judged_by_news_that_are_too_old() {
    let world = World::of("prioritisation").await;
    world.appoint(SeatRole::CouncilMember).await;
    world.council.silence(false);
    until("council is heard of", || async { world.ask("Rule", &[]).await.is_ok() }).await;
    let Injected { identity, clock, ids, .. } = world.injected.clone();
    let journal = world.node.journal().clone();
    let strict = Gate::new(journal, GRANTS, identity, Duration::ZERO, clock, ids);
    assert_stale(world.ask_of(&strict, "Rule", "anna", &[]).await);
    assert!(world.ask_of(&strict, "Ask", "anna", &[]).await.is_ok());
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn contact_persons_of_intake_are_judged_although_council_is_silent() {
    let world = World::of("intake").await;
    let refused = world.ask("Send", &[]).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied, "no news would help: {refused}");
    world.appoint(SeatRole::ContactPerson).await;
    assert!(world.ask("Send", &[]).await.is_ok());
    assert_stale(world.ask("Rule", &[]).await);
    world.stop().await;
    // Elsewhere they come from intake by way of council's silence.
    let world = World::of("beredning").await;
    world.appoint(SeatRole::ContactPerson).await;
    assert_stale(world.ask("Send", &[]).await);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_decisions_between_a_seat_s_end_and_the_news_of_it_are_listed() {
    let world = World::of("prioritisation").await;
    let seat = world.appoint(SeatRole::CouncilMember).await;
    world.council.silence(false);
    until("council is heard of", || async { world.ask("Rule", &[]).await.is_ok() }).await;
    world.rule().await.unwrap();
    world.clock.set(MOMENT + 6 * DAY);
    let late = world.rule().await.unwrap();
    world.clock.set(MOMENT + 7 * DAY);
    let ended = SeatEnded {
        seat: seat.to_string(),
        person: "anna".to_owned(),
        until: "2027-01-20".to_owned(),
        ..SeatEnded::default()
    };
    let reader = world.node.parts().reader.clone();
    assert_eq!(late_revocations(&reader, 0, 10).await.unwrap(), []);
    world.heard(world.council.publish("bodies/all", &ended)).await;
    assert_eq!(world.rule().await.unwrap_err().code(), Code::PermissionDenied);
    let found = late_revocations(&reader, 0, 10).await.unwrap();
    let shown: Vec<_> = found.iter().map(|one| (one.row.position, one.seat)).collect();
    assert_eq!(shown, [(late, seat)]);
    assert_eq!(found[0].row.occurred_at, MOMENT + 6 * DAY);
    assert_eq!(found[0].heard_at, Timestamp::from_micros(MOMENT + 7 * DAY));
    assert_eq!(found[0].until.to_string(), "2027-01-20");
    assert_eq!(found[0].row.actor, "anna");
    assert_eq!(late_revocations(&reader, late, 10).await.unwrap(), []);
    assert_eq!(world.clock.now(), Timestamp::from_micros(MOMENT + 7 * DAY));
    world.stop().await;
}
