//! Who acts, and what they hold: offices from the city's directory, seats from appointments.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{BodyKey, Date, Grant, Mandate, MandateMissing, Need, PersonId, SeatId, Timestamp};

crate::named! {
    /// An office that the city's directory gives. It comes with the token.
    pub enum Office {
        /// City director (stadsdirektör): appoints the council and the groups (A5).
        CityDirector = "city_director",
        /// Registrar (registrator): keeps administrations and contact persons.
        Registrar = "registrar",
        /// Handling officer at the city executive office (handläggare, SLK): prepares (C4, A14).
        HandlingOfficer = "handling_officer",
        /// Expert in the business (verksamhetskunnig), D5.
        BusinessExpert = "business_expert",
        /// Expert in IT and systems (IT- och systemexpert), D5.
        ItExpert = "it_expert",
        /// City IT, who operates the platform.
        Operator = "operator",
        /// The city's budget and reporting system: carries the decisions of the assembly (A1).
        BudgetSystem = "budget_system",
        /// Another service of the platform.
        Service = "service",
    }
}

crate::named! {
    /// What a seat makes its holder.
    pub enum SeatRole {
        /// Contact person of an administration (A16).
        ContactPerson = "contact_person",
        /// Chair of an area's group (A10).
        GroupChair = "group_chair",
        /// Member of an area's group.
        GroupMember = "group_member",
        /// Chair of the council.
        CouncilChair = "council_chair",
        /// Member of the council.
        CouncilMember = "council_member",
        /// Member of the e-service committee (A6).
        CommitteeMember = "committee_member",
    }
}

crate::named! {
    /// What a group's member answers for in the area (A10, A11).
    pub enum Responsibility {
        /// The business.
        Business = "business",
        /// IT.
        It = "it",
        /// Neither.
        None = "none",
    }
}

/// One person's seat on one body, from the day it begins until the day before it ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The seat.
    pub id: SeatId,
    /// The body it is on.
    pub body: BodyKey,
    /// What it makes its holder.
    pub role: SeatRole,
    /// What the holder answers for.
    pub responsibility: Responsibility,
    /// Who holds it.
    pub person: PersonId,
    /// First day.
    pub from: Date,
    /// First day on which it is no longer held.
    pub until: Option<Date>,
}

impl Seat {
    /// Whether it is held on this day.
    #[must_use]
    pub fn held_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// Who acts: a person with offices and seats, or a service that reacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The token's `sub`, or `service:<name>`.
    pub subject: String,
    /// Offices from the token.
    pub offices: BTreeSet<Office>,
    /// Seats as the deciding service knows them.
    pub seats: Vec<Seat>,
    /// Sequence of council's journal that the seats are known by.
    pub seats_at: u64,
    /// Roles whose seats were left out, because the service has not heard of council for too long to
    /// judge them.
    pub unjudged: Vec<SeatRole>,
}

impl Actor {
    /// A service that reacts to an event or a timer. It holds no mandate: reactions need none.
    #[must_use]
    pub fn service(name: &str) -> Self {
        Self {
            subject: format!("service:{name}"),
            offices: BTreeSet::new(),
            seats: Vec::new(),
            seats_at: 0,
            unjudged: Vec::new(),
        }
    }

    /// A person without office or seat.
    #[must_use]
    pub fn person(id: &PersonId) -> Self {
        Self {
            subject: id.to_string(),
            offices: BTreeSet::new(),
            seats: Vec::new(),
            seats_at: 0,
            unjudged: Vec::new(),
        }
    }

    /// The same with an office.
    #[must_use]
    pub fn with_office(mut self, office: Office) -> Self {
        self.offices.insert(office);
        self
    }

    /// The same with a seat.
    #[must_use]
    pub fn with_seat(mut self, seat: Seat) -> Self {
        self.seats.push(seat);
        self
    }

    /// The person that acts. A service's subject is returned as it is.
    #[must_use]
    pub fn person_id(&self) -> PersonId {
        PersonId::new(self.subject.clone())
    }

    /// Whether the actor holds one of what the grant asks for, on any body. Decisions check the body.
    ///
    /// # Errors
    /// [`MandateMissing`] names what would have been enough.
    pub fn entitled(&self, grant: &Grant, now: Timestamp) -> Result<(), MandateMissing> {
        let holds = grant.needs.iter().any(|need| self.mandate(*need, None, now).is_some());
        if holds { Ok(()) } else { Err(self.missing(grant.needs, None)) }
    }

    fn mandate(&self, need: Need, body: Option<&BodyKey>, now: Timestamp) -> Option<Mandate> {
        match need {
            Need::Anyone => Some(Mandate::Employee),
            Need::Office(office) => {
                self.offices.contains(&office).then_some(Mandate::Office(office))
            }
            Need::Seat(role) => self
                .seats
                .iter()
                .find(|seat| {
                    seat.role == role
                        && seat.held_on(now.date())
                        && body.is_none_or(|body| *body == seat.body)
                })
                .map(|seat| Mandate::Seat { id: seat.id, council_sequence: self.seats_at }),
        }
    }

    fn missing(&self, needs: &[Need], body: Option<&BodyKey>) -> MandateMissing {
        MandateMissing {
            needs: needs.to_vec(),
            body: body.cloned(),
            seats_known_at: self.seats_at,
            unjudged: self.unjudged.clone(),
        }
    }
}

/// One decision's actor and moment. It notes which mandate the decision rested on (E2).
#[derive(Debug)]
pub struct Acting<'a> {
    actor: &'a Actor,
    now: Timestamp,
    used: RefCell<Option<Mandate>>,
}

impl<'a> Acting<'a> {
    /// `actor` decides at `now`.
    #[must_use]
    pub fn new(actor: &'a Actor, now: Timestamp) -> Self {
        Self { actor, now, used: RefCell::new(None) }
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        self.actor
    }

    /// The person that acts.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.actor.person_id()
    }

    /// The moment of the decision.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The mandate that the decision rests on: the first of `needs` that the actor holds, a seat
    /// only on `body` where one is named.
    ///
    /// # Errors
    /// [`MandateMissing`] names what would have been enough.
    pub fn require(&self, needs: &[Need], body: Option<&BodyKey>) -> Result<(), MandateMissing> {
        let found = needs.iter().find_map(|need| self.actor.mandate(*need, body, self.now));
        let Some(mandate) = found else { return Err(self.actor.missing(needs, body)) };
        *self.used.borrow_mut() = Some(mandate);
        Ok(())
    }

    /// The seat of this role that the actor holds on `body`.
    #[must_use]
    pub fn seat_on(&self, role: SeatRole, body: &BodyKey) -> Option<&Seat> {
        self.actor
            .seats
            .iter()
            .find(|seat| seat.role == role && seat.body == *body && seat.held_on(self.now.date()))
    }

    /// The mandate noted by the last [`Acting::require`].
    #[must_use]
    pub fn used(&self) -> Option<Mandate> {
        self.used.borrow().clone()
    }
}
