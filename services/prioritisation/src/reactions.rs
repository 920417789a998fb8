//! What follows from the events of others.

use std::collections::BTreeSet;

use kernel::{
    Aggregate as _, AreaKey, CaseId, CycleId, CycleTerms, InitiativeId, Known, KnownId, Learn,
    Money, Stream,
};
use model::Models;
use platform::follow::{Follows, Incoming, Malformed, Reaction, parse};
use platform::learn;
use prioritisation_domain::{
    AreaRound, AreaRoundCommand, AreaRoundId, Basis, Case, CaseCommand, Dossier, YearCost,
};
use proto::Event as _;
use proto::beredning::v1::DossierCompleted;
use proto::intake::v1::InitiativeWithdrawn;

use crate::moves::{act_on_case, cycle_open, in_step_one};

/// Whom the service follows.
pub(crate) const FOLLOWS: &[Follows] = &[
    Follows { source: "beredning", types: &[DossierCompleted::TYPE] },
    Follows { source: "intake", types: &[InitiativeWithdrawn::TYPE] },
    Follows { source: "council", types: learn::SEATS },
    Follows { source: "budget-integration", types: learn::CYCLES },
];

/// What follows from an event.
pub(crate) fn react(models: &Models, event: &Incoming) -> Result<Option<Reaction>, Malformed> {
    match event.event_type.as_str() {
        DossierCompleted::TYPE => completed(models, event.decode()?).map(Some),
        InitiativeWithdrawn::TYPE => withdrawn(models, &event.decode()?),
        _ => Ok(match learn::lesson(event)? {
            Some((id, Learn::CycleOpened(terms))) => Some(opened(models, id, terms)?),
            lesson => lesson.map(learn::keep),
        }),
    }
}

/// A round for every area of the cycle's model.
fn opened(models: &Models, id: KnownId, terms: CycleTerms) -> Result<Reaction, Malformed> {
    let model = models.get(&terms.model);
    let model = model.ok_or_else(|| Malformed::new("model_version", "is not known here"))?;
    let area_round = |area: &model::Area| AreaRoundId { cycle: terms.id, area: area.key.clone() };
    let rounds: Vec<_> = model.areas.iter().map(area_round).collect();
    let mut streams: Vec<_> = rounds.iter().map(AreaRound::stream).collect();
    streams.push(Known::stream(&id));
    Ok(Reaction::on(streams, move |desk| {
        desk.act::<Known>(&id, Learn::CycleOpened(terms.clone()))?;
        for round in &rounds {
            desk.act::<AreaRound>(round, AreaRoundCommand::Open { round: round.clone() })?;
        }
        Ok(())
    }))
}

/// A dossier opens a case, makes a supplemented one assessable again (C6), or opens an included one
/// again during step one.
fn completed(models: &Models, event: DossierCompleted) -> Result<Reaction, Malformed> {
    let (case, initiative, cycle) = case(&event.initiative, &event.cycle)?;
    let dossier = Dossier {
        administration: parse("administration", &event.administration)?,
        area: parse("area", &event.area)?,
        basis: basis(&event)?,
        reference: event.reference,
        title: event.title,
        cost: Money::ore(event.total_cost_ore),
        round: event.round,
    };
    let streams = streams(models, case, cycle, Some(&dossier.area));
    Ok(Reaction::on(streams, move |desk| {
        let cycle_open = cycle_open(desk, cycle)?;
        let step_one = in_step_one(desk, case, cycle, &dossier.area)?;
        let dossier = dossier.clone();
        let command = CaseCommand::Receive { initiative, cycle, dossier, step_one, cycle_open };
        act_on_case(desk, case, command)
    }))
}

fn basis(event: &DossierCompleted) -> Result<Basis, Malformed> {
    let affected = event.affected_administrations.iter();
    let affected = affected.map(|id| parse("affected_administrations", id));
    let year = |cost: &proto::beredning::v1::Cost| {
        let sum = cost.one_off_ore.checked_add(cost.running_ore);
        let sum = sum.ok_or_else(|| Malformed::new("costs", "is more than can be held"))?;
        Ok(YearCost { year: cost.year, cost: Money::ore(sum) })
    };
    let value = u32::try_from(event.value).map_err(|error| Malformed::new("value", error))?;
    Ok(Basis {
        costs: event.costs.iter().map(year).collect::<Result<_, Malformed>>()?,
        affected: affected.collect::<Result<_, Malformed>>()?,
        scores: event.scores.iter().map(|one| (one.criterion.clone(), one.score)).collect(),
        value: Some(value),
    })
}

/// An initiative that was prepared for no cycle has no case.
fn withdrawn(models: &Models, event: &InitiativeWithdrawn) -> Result<Option<Reaction>, Malformed> {
    if event.cycle.is_empty() {
        return Ok(None);
    }
    let (case, initiative, cycle) = case(&event.initiative, &event.cycle)?;
    let streams = streams(models, case, cycle, None);
    Ok(Some(Reaction::on(streams, move |desk| {
        act_on_case(desk, case, CaseCommand::Withdraw { initiative, cycle })
    })))
}

fn case(initiative: &str, cycle: &str) -> Result<(CaseId, InitiativeId, CycleId), Malformed> {
    let initiative = parse("initiative", initiative)?;
    let cycle = parse("cycle", cycle)?;
    Ok((CaseId::derived(initiative, cycle), initiative, cycle))
}

/// The case, the cycle and every round that could be the case's: a case stays in the area in which
/// it was opened, and the event may name another or none.
fn streams(models: &Models, case: CaseId, cycle: CycleId, area: Option<&AreaKey>) -> Vec<Stream> {
    let of_models = models.iter().flat_map(|model| model.areas.iter().map(|area| &area.key));
    let areas: BTreeSet<_> = of_models.chain(area).cloned().collect();
    let mut streams = vec![Case::stream(&case), Known::stream(&KnownId::Cycle(cycle))];
    streams.extend(areas.into_iter().map(|area| AreaRound::stream(&AreaRoundId { cycle, area })));
    streams
}
