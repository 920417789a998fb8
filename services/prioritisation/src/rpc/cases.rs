//! Step one.

use kernel::{Aggregate as _, Known, KnownId, PersonId, Stream};
use model::{Model, StepOneOutcome};
use platform::grpc::invalid;
use platform::journal::{Desk, Done, Refusal};
use prioritisation_domain::{
    Appraisal, AppraisalId, AreaRound, AreaRoundId, Case, CaseCommand, CaseFact, Outcome,
    may_assess, within,
};
use proto::prioritisation::v1::{
    AssessCaseRequest, AssessCaseResponse, AssessCasesRequest, AssessCasesResponse,
};
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::input;
use crate::input::batch::{Batch, Item};
use crate::moves::{act_on_case, conflicted, cycle_open};

impl Rpc {
    pub(super) async fn assess_case(
        &self,
        request: Request<AssessCaseRequest>,
    ) -> Result<Response<AssessCaseResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("AssessCase", &request, request_id).await?;
        let asked = request.into_inner();
        let (case, assessment) =
            input::assessment(&asked).map_err(|violations| invalid(&violations))?;
        let round = self.round_of(case).await?;
        let model = self.model(round.cycle).await?;
        let item = Item { place: 0, case, revision: asked.revision, assessment };
        let chair = caller.actor.person_id();
        let (streams, stream) = (streams(&round, [&item], &chair), Case::stream(&case));
        let act =
            move |desk: &mut Desk<'_>| assess(desk, &item, &round, &model, &chair).map(|_| ());
        let done = self.journal.execute(caller, streams, &stream, act).await?;
        let answer = AssessCaseResponse { case: case.to_string(), revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn assess_cases(
        &self,
        request: Request<AssessCasesRequest>,
    ) -> Result<Response<AssessCasesResponse>, Status> {
        let request_id = &request.get_ref().request_id;
        let caller = self.gate.command("AssessCases", &request, request_id).await?;
        let batch = input::batch::batch(request.get_ref()).map_err(|wrong| invalid(&wrong))?;
        let model = self.model(batch.round.cycle).await?;
        let chair = caller.actor.person_id();
        let streams = streams(&batch.round, &batch.items, &chair);
        let main = AreaRound::stream(&batch.round);
        let act = move |desk: &mut Desk<'_>| assess_all(desk, &batch, &model, &chair);
        let done = self.journal.execute(caller, streams, &main, act).await?;
        let answer = AssessCasesResponse { cases: assessed(&done) };
        Ok(self.gate.answer(&done, answer))
    }
}

/// The area's round and its cycle, the cases, and whether the chair is out of one.
fn streams<'i>(
    round: &AreaRoundId,
    items: impl IntoIterator<Item = &'i Item>,
    chair: &PersonId,
) -> Vec<Stream> {
    let mut streams = vec![AreaRound::stream(round), Known::stream(&KnownId::Cycle(round.cycle))];
    for item in items {
        let appraisal = AppraisalId { case: item.case, member: chair.clone() };
        streams.extend([Case::stream(&item.case), Appraisal::stream(&appraisal)]);
    }
    streams
}

fn assess(
    desk: &mut Desk<'_>,
    item: &Item,
    round: &AreaRoundId,
    model: &Model,
    chair: &PersonId,
) -> Result<(), Refusal> {
    desk.at_revision::<Case>(&item.case, item.revision)?;
    let command = CaseCommand::Assess {
        case: item.case,
        assessment: item.assessment.clone(),
        reasons: reasons(model, item.assessment.outcome),
        conflicted: conflicted(desk, item.case, chair)?,
        cycle_open: cycle_open(desk, round.cycle)?,
    };
    act_on_case(desk, item.case, command)
}

/// All items or none; everything that is wrong with any of them at once.
fn assess_all(
    desk: &mut Desk<'_>,
    batch: &Batch,
    model: &Model,
    chair: &PersonId,
) -> Result<(), Refusal> {
    may_assess(desk.actor(), desk.now(), &batch.round)?;
    let mut refused = batch.refused();
    for item in &batch.items {
        let case = desk.state::<Case>(&item.case)?;
        let ended = within(case.as_ref(), item.case, &batch.round).map_err(Refusal::from);
        match ended.and_then(|()| assess(desk, item, &batch.round, model, chair)) {
            Ok(()) => {}
            Err(Refusal::Rule(rule)) => refused.note(item.place, rule.as_ref()),
            Err(other) => return Err(other),
        }
    }
    Ok(refused.check()?)
}

fn assessed(done: &Done) -> Vec<AssessCaseResponse> {
    let outcomes = done
        .facts
        .iter()
        .filter(|fact| matches!(fact.fact::<Case>(), Some(CaseFact::Assessed { .. })));
    let answer = |fact: &platform::journal::Recorded| {
        let case = fact.id::<Case>()?.to_string();
        Some(AssessCaseResponse { case, revision: fact.revision })
    };
    outcomes.filter_map(answer).collect()
}

/// Codes of the model that fit an outcome.
fn reasons(model: &Model, outcome: Outcome) -> Vec<String> {
    let outcome = in_model(outcome);
    let fitting = model.reasons.iter().filter(|reason| reason.outcome == outcome);
    fitting.map(|reason| reason.code.clone()).collect()
}

fn in_model(outcome: Outcome) -> StepOneOutcome {
    match outcome {
        Outcome::Included => StepOneOutcome::Included,
        Outcome::Supplement => StepOneOutcome::Supplement,
        Outcome::Rejected => StepOneOutcome::Rejected,
    }
}
