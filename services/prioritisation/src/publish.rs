//! Own facts as public events. A ballot publishes nothing, neither does the count of ballots; nor does
//! what members say of a case, or how appraisals are shared.

use platform::journal::{Event, Recorded};
use prioritisation_domain::{
    AreaRound, AreaRoundFact, Assessment, Case, CaseFact, CityProposal, CityProposalFact,
    ProposalItem, Ranking,
};
use proto::prioritisation::v1 as pb;

use crate::wire;

/// The event made from a fact, if any.
pub(crate) fn publish(fact: &Recorded) -> Option<Event> {
    if let Some(CaseFact::Assessed { assessment }) = fact.fact::<Case>() {
        return assessed(fact, assessment);
    }
    if let Some(AreaRoundFact::Ranked { ranking }) = fact.fact::<AreaRound>() {
        return ranked(fact, ranking);
    }
    match fact.fact::<CityProposal>()? {
        CityProposalFact::ItemHandedOver { item } => handed_over_item(fact, item),
        CityProposalFact::HandedOver { count, digest, signatures, making } => {
            let signatures = signatures.iter().map(|(competence, person)| pb::Signature {
                competence: wire::competence(*competence).into(),
                person: person.to_string(),
            });
            Some(Event::of(&pb::ProposalHandedOver {
                cycle: fact.state::<CityProposal>()?.cycle.to_string(),
                count: *count,
                digest: digest.clone(),
                signatures: signatures.collect(),
                making: making.as_ref().map(wire::making),
            }))
        }
        CityProposalFact::Composed { .. } | CityProposalFact::Signed { .. } => None,
    }
}

fn assessed(fact: &Recorded, assessment: &Assessment) -> Option<Event> {
    let case = fact.state::<Case>()?;
    Some(Event::of(&pb::CaseAssessed {
        case: fact.id::<Case>()?.to_string(),
        initiative: case.initiative.to_string(),
        cycle: case.cycle.to_string(),
        area: case.dossier.as_ref()?.area.to_string(),
        outcome: wire::outcome(assessment.outcome).into(),
        reason_code: assessment.reason_code.clone().unwrap_or_default(),
        reason: assessment.reason.clone(),
        missing: assessment.missing.clone(),
        due_on: assessment.due_on.map(|day| day.to_string()).unwrap_or_default(),
    }))
}

fn ranked(fact: &Recorded, ranking: &Ranking) -> Option<Event> {
    let round = fact.state::<AreaRound>()?;
    Some(Event::of(&pb::RankingDecided {
        cycle: round.cycle.to_string(),
        area: round.area.to_string(),
        ballots: ranking.ballots,
        decided_by: ranking.decided_by.to_string(),
        entries: ranking.entries.iter().map(wire::entry).collect(),
        decision: Some(wire::decision(&ranking.decision)),
    }))
}

fn handed_over_item(fact: &Recorded, item: &ProposalItem) -> Option<Event> {
    Some(Event::of(&pb::ProposalItem {
        cycle: fact.state::<CityProposal>()?.cycle.to_string(),
        initiative: item.candidate.initiative.to_string(),
        case: item.candidate.case.to_string(),
        administration: item.candidate.administration.to_string(),
        reference: item.candidate.reference.clone(),
        title: item.candidate.title.clone(),
        area: item.area.to_string(),
        area_rank: item.area_rank,
        city_rank: item.city_rank,
        score_numerator: item.score.numerator,
        score_denominator: item.score.denominator,
        total_cost_ore: item.candidate.cost.as_ore(),
        computed_rank: item.computed_rank,
        within_frame: item.within,
        computed_within_frame: item.computed_within,
    }))
}
