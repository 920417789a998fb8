//! Submission: compilation, register and initiatives in one transaction (C3).

use std::sync::Arc;

use intake_domain::{
    Administration, Candidate, Compilation, CompilationCommand, CompilationFact, Docket,
    DocketCommand, Enter, Initiative, InitiativeCommand, Register, RegisterYear,
};
use kernel::{
    AdministrationId, Aggregate, CompilationId, CycleId, InitiativeId, Known, KnownId, Stream,
};
use model::Models;
use platform::journal::{Desk, Refusal};
use proto::intake::v1::*;
use tonic::{Request, Status};

use super::{Answer, Rpc, main_id, terms};
use crate::answering;
use crate::input::Input;

/// What is submitted.
struct Submission {
    id: CompilationId,
    administration: AdministrationId,
    cycle: CycleId,
    year: RegisterYear,
    initiatives: Vec<InitiativeId>,
}

impl Rpc {
    pub(super) async fn submit(
        &self,
        request: Request<SubmitCompilationRequest>,
    ) -> Answer<SubmitCompilationResponse> {
        let caller =
            self.gate.command("SubmitCompilation", &request, &request.get_ref().request_id).await?;
        let submission = self.read_submission(request.get_ref())?;
        let stream = Compilation::stream(&submission.id);
        let models = self.models.clone();
        let done = self
            .journal
            .execute(caller, submission.streams(), &stream, move |desk| {
                submission.act(desk, &models)
            })
            .await?;
        let diary_number = done.facts.iter().find_map(|fact| {
            let CompilationFact::Submitted { diary_number, .. } = fact.fact::<Compilation>()?;
            Some(diary_number.clone())
        });
        let answer = SubmitCompilationResponse {
            compilation: main_id(&done),
            revision: done.revision,
            diary_number: diary_number.unwrap_or_default(),
        };
        Ok(self.gate.answer(&done, answer))
    }

    fn read_submission(&self, request: &SubmitCompilationRequest) -> Result<Submission, Status> {
        let mut input = Input::default();
        let administration = input.parse("administration", &request.administration);
        let cycle = input.parse("cycle", &request.cycle);
        let ids = request.initiatives.iter().enumerate();
        let ids: Vec<_> =
            ids.map(|(i, id)| input.parse(&format!("initiatives[{i}]"), id)).collect();
        let read = (|| Some((administration?, cycle?, ids.into_iter().collect::<Option<_>>()?)))();
        let (administration, cycle, initiatives) = input.done(read)?;
        Ok(Submission {
            id: CompilationId::new(self.ids.uuid()),
            administration,
            cycle,
            year: RegisterYear(self.clock.now().date().year()),
            initiatives,
        })
    }
}

impl Submission {
    fn streams(&self) -> Vec<Stream> {
        let mut streams = vec![
            Compilation::stream(&self.id),
            Administration::stream(&self.administration),
            Known::stream(&KnownId::Cycle(self.cycle)),
            Register::stream(&self.year),
            Docket::stream(&self.cycle),
            answering::stream(),
        ];
        streams.extend(self.initiatives.iter().map(Initiative::stream));
        streams
    }

    fn act(&self, desk: &mut Desk<'_>, models: &Arc<Models>) -> Result<(), Refusal> {
        let Self { id, administration, cycle, year, .. } = *self;
        let (terms, model) = terms(desk, models, cycle)?;
        let register = desk.state::<Register>(&year)?;
        let policy = model.map(|model| model.register.clone());
        let diary_number =
            policy.as_ref().map(|policy| Register::next(register.as_ref(), year, policy));
        let command = CompilationCommand {
            id,
            administration,
            submitter: desk.state::<Administration>(&administration)?,
            cycle,
            terms,
            candidates: self.candidates(desk)?,
            diary_number: diary_number.clone(),
        };
        desk.act::<Compilation>(&id, command)?;
        // Without a model the compilation was refused.
        let (Some(policy), Some(diary_number)) = (policy, diary_number) else { return Ok(()) };
        let enter = Enter { year, compilation: id, administration, policy };
        desk.act::<Register>(&year, enter)?;
        let initiatives = self.initiatives.clone();
        desk.act::<Docket>(&cycle, DocketCommand::Enter { cycle, initiatives })?;
        let contacts = answering::contacts(desk)?;
        for initiative in &self.initiatives {
            let (diary_number, contacts) = (diary_number.clone(), contacts.clone());
            let command = InitiativeCommand::Submit { compilation: id, diary_number, contacts };
            answering::act(desk, *initiative, command)?;
        }
        Ok(())
    }

    fn candidates(&self, desk: &Desk<'_>) -> Result<Vec<Candidate>, Refusal> {
        let candidate = |id: &InitiativeId| {
            Ok(Candidate { id: *id, initiative: desk.state::<Initiative>(id)? })
        };
        self.initiatives.iter().map(candidate).collect()
    }
}
