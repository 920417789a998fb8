//! The bare rooms of a chain: one command in the first, then one reaction with one event in each
//! of the others.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use kernel::{Acting, Actor, Aggregate, Facts, PersonId};
use platform::follow::{Follows, Incoming, Malformed, Reaction};
use platform::grpc::Routes;
use platform::journal::{Caller, Changes, Done, Event, ExecuteError, Journal, Kinds, Recorded};
use platform::{ReadTables, Room, Service};
use proto::Event as _;
use serde::{Deserialize, Serialize};

use super::entry::Entry;
use crate::embedded::SERVICES;

/// What each of [`SERVICES`] publishes: types of the contract, so that its stream of the broker takes
/// them and followers know them. What they carry is the chain's own.
const TYPES: [&str; 5] = [
    proto::intake::v1::InitiativeSubmitted::TYPE,
    proto::beredning::v1::DossierOpened::TYPE,
    proto::prioritisation::v1::CaseAssessed::TYPE,
    proto::council::v1::RecommendationItem::TYPE,
    proto::budget_integration::v1::ItemDecided::TYPE,
];

/// Whom each of [`SERVICES`] follows.
const FOLLOWS: [&[Follows]; 5] = [
    &[],
    &[Follows { source: SERVICES[0], types: &[TYPES[0]] }],
    &[Follows { source: SERVICES[1], types: &[TYPES[1]] }],
    &[Follows { source: SERVICES[2], types: &[TYPES[2]] }],
    &[Follows { source: SERVICES[3], types: &[TYPES[3]] }],
];

kernel::rejections! {
    /// A link refuses nothing.
    pub enum LinkRejection {}
}

/// Names a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LinkId(pub(super) String);

impl fmt::Display for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for LinkId {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

/// A chain's link in one service.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Link {
    times: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "type")]
pub(super) enum LinkFact {
    #[serde(rename = "made.v1")]
    Made {},
}

impl Facts for LinkFact {}

impl Aggregate for Link {
    const KIND: &'static str = "link";
    const SCHEMA: u32 = 1;
    type Id = LinkId;
    /// How often it is made.
    type Command = u16;
    type Fact = LinkFact;
    type Rejection = LinkRejection;

    fn decide(
        _: Option<&Self>,
        times: u16,
        _: &Acting<'_>,
    ) -> Result<Vec<LinkFact>, LinkRejection> {
        Ok((0..times).map(|_| LinkFact::Made {}).collect())
    }

    fn evolve(state: Option<Self>, _: &LinkFact) -> Option<Self> {
        Some(Self { times: state.map_or(1, |link| link.times + 1) })
    }
}

/// What an event of the chain carries.
#[derive(Serialize, Deserialize)]
struct Message {
    link: String,
}

/// One service of the chain.
pub(in crate::bench) struct Links {
    place: usize,
    name: &'static str,
    follows: &'static [Follows],
    reacts: bool,
}

impl Links {
    /// The service at this place, in a chain of `length`: those behind it follow nobody.
    pub(in crate::bench) fn at(place: usize, length: usize) -> Option<Self> {
        let follows = if place < length { FOLLOWS.get(place)? } else { &[][..] };
        Some(Self { place, name: SERVICES.get(place)?, follows, reacts: true })
    }

    /// The event of a link that the service at this place has made.
    pub(in crate::bench) fn event(place: usize, link: &str) -> Option<Event> {
        let message = Message { link: link.to_owned() };
        let json = serde_json::to_string(&message).ok()?;
        Some(Event { event_type: TYPES.get(place)?, json })
    }

    /// It takes in what it follows, and nothing follows from it.
    pub(in crate::bench) fn idle(self) -> Self {
        Self { reacts: false, ..self }
    }

    /// As a composition root takes it.
    pub(in crate::bench) fn service(self) -> Service {
        let add_to = Arc::new(|parts: &platform::Parts, routes: Routes| {
            routes.add_service(Entry::of(&parts.journal))
        });
        Service { room: Arc::new(self), add_to }
    }
}

impl Room for Links {
    fn name(&self) -> &'static str {
        self.name
    }

    fn kinds(&self) -> Kinds {
        Kinds::new().with::<Link>()
    }

    fn read_tables(&self) -> ReadTables {
        ReadTables {
            version: 1,
            ddl: "CREATE TABLE link_v1 (id TEXT PRIMARY KEY, times BIGINT NOT NULL)",
        }
    }

    fn publish(&self, fact: &Recorded) -> Option<Event> {
        Self::event(self.place, &fact.id::<Link>()?.0)
    }

    fn project(&self, fact: &Recorded, changes: &mut Changes) {
        let (Some(link), Some(id)) = (fact.state::<Link>(), fact.id::<Link>()) else { return };
        let row = vec![("id", id.0.into()), ("times", link.times.into())];
        changes.upsert("link_v1", &["id"], row);
    }

    fn follows(&self) -> &'static [Follows] {
        self.follows
    }

    fn react(&self, event: &Incoming) -> Result<Option<Reaction>, Malformed> {
        let message: Message = serde_json::from_str(&event.event)
            .map_err(|error| Malformed::new(event.event_type.clone(), error))?;
        let id = LinkId(message.link);
        let reaction = Reaction::on(vec![Link::stream(&id)], move |desk| desk.act::<Link>(&id, 1));
        Ok(self.reacts.then_some(reaction))
    }
}

/// The command that a chain begins with, or so many chains.
pub(in crate::bench) async fn begin(
    journal: &Journal,
    link: String,
    times: u16,
) -> Result<Done, ExecuteError> {
    let caller = Caller {
        actor: Actor::person(&PersonId::new("bench")),
        name: None,
        request_id: link.clone(),
        fingerprint: String::new(),
        traceparent: String::new(),
    };
    let id = LinkId(link);
    let stream = Link::stream(&id);
    let act = move |desk: &mut platform::journal::Desk<'_>| desk.act::<Link>(&id, times);
    journal.execute(caller, vec![stream.clone()], &stream, act).await
}
