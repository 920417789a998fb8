//! Things that the tests of several rules start from.

use std::sync::Arc;

use kernel::{
    Actor, AdministrationId, AreaKey, CycleId, DossierId, InitiativeId, Money, Office, PersonId,
    Timestamp,
};
use model::{Model, Models};
use uuid::Uuid;

use crate::{Benefit, Content, Cost, Opening};

/// 2027-01-15 08:00 UTC.
pub(crate) const NOW: Timestamp = Timestamp::from_micros(1_800_000_000_000_000);

pub(crate) fn dos(n: u128) -> DossierId {
    DossierId::new(Uuid::from_u128(n))
}

pub(crate) fn stockholm() -> Arc<Model> {
    Models::shipped().unwrap().get("stockholm-2008").unwrap().clone()
}

pub(crate) fn officer(name: &str) -> Actor {
    Actor::person(&PersonId::new(name)).with_office(Office::HandlingOfficer)
}

pub(crate) fn expert(name: &str, office: Office) -> Actor {
    Actor::person(&PersonId::new(name)).with_office(office)
}

/// The same score by every criterion.
pub(crate) fn scores(score: i32) -> Vec<(String, i32)> {
    stockholm().valuation.criteria.iter().map(|one| (one.key.clone(), score)).collect()
}

pub(crate) fn content() -> Content {
    Content {
        proposer: PersonId::new("eva"),
        reference: "BO.1".into(),
        title: "Gemensam bokning".into(),
        kind: "new_development".into(),
        area: AreaKey::new("social"),
        need: "Tre system för samma sak".into(),
        process: "Bokning av lokaler".into(),
        city_goals: vec!["Tillgänglig service".into()],
        business_goals: vec!["Kortare handläggning".into()],
        driver: "business".into(),
        affected_administrations: [AdministrationId::new(Uuid::from_u128(1))].into(),
        costs: vec![Cost { year: 2028, one_off: Money::ore(100), running: Money::ore(50) }],
        total_cost: Money::ore(150),
        benefits: vec![Benefit { target_group: "citizens".into(), description: "En".into() }],
        risks: Vec::new(),
        template_version: "2008-1".into(),
        fields: [].into(),
    }
}

pub(crate) fn opening() -> Opening {
    Opening {
        initiative: InitiativeId::new(Uuid::from_u128(1)),
        cycle: CycleId::new(Uuid::from_u128(1)),
        model: Some("stockholm-2008".into()),
        administration: AdministrationId::new(Uuid::from_u128(1)),
        content: content(),
    }
}
