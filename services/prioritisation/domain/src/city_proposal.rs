//! The city-wide proposal of a cycle: composed, signed, handed over (C8, C9, D5).

use kernel::{Acting, Aggregate, AreaKey, CycleId, Facts, Need, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::rejection::require_open;
use crate::{AreaRound, ProposalItem, Rejection, compose, digest, mandates};

kernel::named! {
    /// Kind of expertise that must take part (D5).
    pub enum Competence {
        /// Knowledge of the business.
        Business = "business",
        /// Knowledge of IT and systems.
        It = "it",
    }
}

impl Competence {
    const fn needs(self) -> &'static [Need] {
        match self {
            Self::Business => mandates::BUSINESS_EXPERT,
            Self::It => mandates::IT_EXPERT,
        }
    }
}

/// The city-wide proposal of one cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CityProposal {
    /// The cycle.
    pub cycle: CycleId,
    /// Items in city order, until hand-over. After it they stand in the facts.
    pub items: Vec<ProposalItem>,
    /// Number of items.
    pub count: u32,
    /// Digest of the items.
    pub digest: String,
    /// Who has signed since the last composition.
    pub signatures: BTreeMap<Competence, PersonId>,
    /// Whether it was handed over. Then it cannot change.
    pub handed_over: bool,
}

/// What can be asked of the proposal.
#[derive(Debug, Clone)]
pub enum CityProposalCommand {
    /// A handling officer composes it from the rankings, again where it was composed before.
    Compose {
        /// The cycle.
        cycle: CycleId,
        /// All areas of the cycle's model.
        areas: Vec<AreaKey>,
        /// Their rounds.
        rounds: Vec<AreaRound>,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
    /// An expert signs it as last composed (D5).
    Sign {
        /// The cycle.
        cycle: CycleId,
        /// What the expert signs for.
        competence: Competence,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
    /// A handling officer hands it over to the council (C9).
    HandOver {
        /// The cycle.
        cycle: CycleId,
        /// The areas' rounds as they stand: the proposal must still follow from them.
        rounds: Vec<AreaRound>,
        /// Whether the cycle is open.
        cycle_open: bool,
    },
}

/// What can have happened to the proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum CityProposalFact {
    /// It was composed. Earlier signatures are void.
    #[serde(rename = "composed.v1")]
    Composed {
        /// The cycle.
        cycle: CycleId,
        /// Items in city order.
        items: Vec<ProposalItem>,
        /// Digest of the items.
        digest: String,
    },
    /// It was signed.
    #[serde(rename = "signed.v1")]
    Signed {
        /// What for.
        competence: Competence,
        /// By whom.
        person: PersonId,
    },
    /// One item was handed over.
    #[serde(rename = "item_handed_over.v1")]
    ItemHandedOver {
        /// The item.
        item: ProposalItem,
    },
    /// All items were handed over.
    #[serde(rename = "handed_over.v1")]
    HandedOver {
        /// Number of items.
        count: u32,
        /// Digest of the items.
        digest: String,
        /// Signatures of both kinds.
        signatures: BTreeMap<Competence, PersonId>,
    },
}

impl Facts for CityProposalFact {}

impl Aggregate for CityProposal {
    const KIND: &'static str = "city_proposal";
    const SCHEMA: u32 = 1;
    type Id = CycleId;
    type Command = CityProposalCommand;
    type Fact = CityProposalFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: CityProposalCommand,
        acting: &Acting<'_>,
    ) -> Result<Vec<CityProposalFact>, Rejection> {
        let found = |cycle: CycleId| state.ok_or_else(|| Rejection::not_found("proposal", &cycle));
        match command {
            CityProposalCommand::Compose { cycle, areas, rounds, cycle_open } => {
                acting.require(mandates::OFFICER, None)?;
                changeable(state, cycle, cycle_open)?;
                all_done(&areas, &rounds)?;
                let items = compose(&rounds);
                let digest = digest(cycle, &items);
                Ok(vec![CityProposalFact::Composed { cycle, items, digest }])
            }
            CityProposalCommand::Sign { cycle, competence, cycle_open } => {
                let proposal = found(cycle)?;
                acting.require(competence.needs(), None)?;
                changeable(state, cycle, cycle_open)?;
                if proposal.signatures.contains_key(&competence) {
                    return Err(Rejection::AlreadySigned { competence });
                }
                let person = acting.person();
                if proposal.signatures.values().any(|other| *other == person) {
                    return Err(Rejection::BothCompetences { person });
                }
                Ok(vec![CityProposalFact::Signed { competence, person }])
            }
            CityProposalCommand::HandOver { cycle, rounds, cycle_open } => {
                let proposal = found(cycle)?;
                acting.require(mandates::OFFICER, None)?;
                changeable(state, cycle, cycle_open)?;
                if digest(cycle, &compose(&rounds)) != proposal.digest {
                    return Err(Rejection::ProposalOutdated { cycle });
                }
                all_signed(proposal)?;
                Ok(hand_over(proposal))
            }
        }
    }

    fn evolve(state: Option<Self>, fact: &CityProposalFact) -> Option<Self> {
        match (state, fact) {
            (_, CityProposalFact::Composed { cycle, items, digest }) => Some(Self {
                cycle: *cycle,
                items: items.clone(),
                count: u32::try_from(items.len()).unwrap_or(u32::MAX),
                digest: digest.clone(),
                signatures: BTreeMap::new(),
                handed_over: false,
            }),
            (Some(mut proposal), CityProposalFact::Signed { competence, person }) => {
                proposal.signatures.insert(*competence, person.clone());
                Some(proposal)
            }
            (Some(proposal), CityProposalFact::HandedOver { .. }) => {
                Some(Self { items: Vec::new(), handed_over: true, ..proposal })
            }
            (state, _) => state,
        }
    }
}

fn changeable(
    state: Option<&CityProposal>,
    cycle: CycleId,
    cycle_open: bool,
) -> Result<(), Rejection> {
    if state.is_some_and(|proposal| proposal.handed_over) {
        return Err(Rejection::HandedOver { cycle });
    }
    require_open(cycle, cycle_open)
}

fn all_done(areas: &[AreaKey], rounds: &[AreaRound]) -> Result<(), Rejection> {
    let done = |area: &AreaKey| rounds.iter().any(|round| round.area == *area && round.done());
    let left: Vec<_> = areas.iter().filter(|area| !done(area)).map(AreaKey::as_str).collect();
    if left.is_empty() { Ok(()) } else { Err(Rejection::AreasNotRanked { areas: left.join(", ") }) }
}

fn all_signed(proposal: &CityProposal) -> Result<(), Rejection> {
    let unsigned = |one: &&Competence| !proposal.signatures.contains_key(*one);
    let missing: Vec<_> = Competence::ALL.iter().filter(unsigned).map(|one| one.as_str()).collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Rejection::SignaturesMissing { missing: missing.join(", ") })
    }
}

fn hand_over(proposal: &CityProposal) -> Vec<CityProposalFact> {
    let item = |item: &ProposalItem| CityProposalFact::ItemHandedOver { item: item.clone() };
    let mut facts: Vec<_> = proposal.items.iter().map(item).collect();
    facts.push(CityProposalFact::HandedOver {
        count: proposal.count,
        digest: proposal.digest.clone(),
        signatures: proposal.signatures.clone(),
    });
    facts
}

#[cfg(test)]
mod tests;
