//! Step one.

use kernel::{Aggregate as _, Known, KnownId};
use model::StepOneOutcome;
use platform::grpc::{invalid, not_found};
use prioritisation_domain::{AreaRound, Case, CaseCommand, Outcome};
use proto::prioritisation::v1::{AssessCaseRequest, AssessCaseResponse};
use tonic::{Request, Response, Status};

use super::Rpc;
use crate::input;
use crate::moves::{act_on_case, cycle_open};

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
        let round = self.views.round_of(case).await?.ok_or_else(|| not_found("case", case))?;
        let model = self.model(round.cycle).await?;
        let outcome = in_model(assessment.outcome);
        let fitting = model.reasons.iter().filter(|reason| reason.outcome == outcome);
        let reasons: Vec<_> = fitting.map(|reason| reason.code.clone()).collect();
        let (cycle, stream) = (round.cycle, Case::stream(&case));
        let streams =
            vec![stream.clone(), AreaRound::stream(&round), Known::stream(&KnownId::Cycle(cycle))];
        let act = move |desk: &mut platform::journal::Desk<'_>| {
            desk.at_revision::<Case>(&case, asked.revision)?;
            let cycle_open = cycle_open(desk, cycle)?;
            let (assessment, reasons) = (assessment.clone(), reasons.clone());
            act_on_case(desk, case, CaseCommand::Assess { case, assessment, reasons, cycle_open })
        };
        let done = self.journal.execute(caller, streams, &stream, act).await?;
        let answer = AssessCaseResponse { case: case.to_string(), revision: done.revision };
        Ok(self.gate.answer(&done, answer))
    }
}

fn in_model(outcome: Outcome) -> StepOneOutcome {
    match outcome {
        Outcome::Included => StepOneOutcome::Included,
        Outcome::Supplement => StepOneOutcome::Supplement,
        Outcome::Rejected => StepOneOutcome::Rejected,
    }
}
