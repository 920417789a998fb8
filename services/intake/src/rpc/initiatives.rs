//! Initiatives: propose, prepare, decide scope, supplement, withdraw.

use std::collections::BTreeSet;

use intake_domain::{
    Administration, Form, Initiative, InitiativeCommand, InitiativeFact, Proposal, check_proposal,
    check_withdrawal,
};
use kernel::{AdministrationId, Aggregate, CycleId, InitiativeId, Known, KnownId, Stream};
use platform::journal::{Caller, Desk, Done, Refusal};
use proto::intake::v1::*;
use tonic::{Request, Status};

use super::{Answer, Rpc, main_id, readable, terms};
use crate::answering;
use crate::convert;
use crate::input::{self, Input};

impl Rpc {
    pub(super) async fn propose(
        &self,
        request: Request<ProposeInitiativeRequest>,
    ) -> Answer<ProposeInitiativeResponse> {
        let caller =
            self.gate.command("ProposeInitiative", &request, &request.get_ref().request_id).await?;
        let ProposeInitiativeRequest { administration, reference, title, need, .. } =
            request.into_inner();
        let mut input = Input::default();
        let read = input.parse::<AdministrationId>("administration", &administration);
        input.also(read.as_ref(), || check_proposal(&reference, &title, &need));
        let administration = input.done(read)?;
        let id = InitiativeId::new(self.ids.uuid());
        let streams = vec![Administration::stream(&administration)];
        let done = self
            .about(caller, id, streams, 0, move |desk| {
                Ok(InitiativeCommand::Propose(Proposal {
                    administration,
                    registered: desk.state::<Administration>(&administration)?.is_some(),
                    reference: reference.clone(),
                    title: title.clone(),
                    need: need.clone(),
                }))
            })
            .await?;
        let revision = done.revision;
        let answer = ProposeInitiativeResponse { initiative: main_id(&done), revision };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn prepare(
        &self,
        request: Request<PrepareInitiativeRequest>,
    ) -> Answer<PrepareInitiativeResponse> {
        let caller =
            self.gate.command("PrepareInitiative", &request, &request.get_ref().request_id).await?;
        let PrepareInitiativeRequest { initiative, revision, cycle, form, .. } =
            request.into_inner();
        let (id, cycle) = initiative_and_cycle(&initiative, &cycle)?;
        let form = input::form(form);
        let mut streams = affected(&form);
        streams.push(Known::stream(&KnownId::Cycle(cycle)));
        let models = self.models.clone();
        let done = self
            .about(caller, id, streams, revision, move |desk| {
                let (terms, model) = terms(desk, &models, cycle)?;
                let registered = registered(desk, &form)?;
                let form = Box::new(form.clone());
                Ok(InitiativeCommand::Prepare { cycle, terms, model, form, registered })
            })
            .await?;
        let revision = done.revision;
        let answer = PrepareInitiativeResponse { initiative: main_id(&done), revision };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn scope(
        &self,
        request: Request<DecideScopeRequest>,
    ) -> Answer<DecideScopeResponse> {
        let caller =
            self.gate.command("DecideScope", &request, &request.get_ref().request_id).await?;
        let DecideScopeRequest { initiative, revision, cycle, coordination_benefit, .. } =
            request.into_inner();
        let (id, cycle) = initiative_and_cycle(&initiative, &cycle)?;
        let models = self.models.clone();
        let streams = vec![Known::stream(&KnownId::Cycle(cycle))];
        let done = self
            .about(caller, id, streams, revision, move |desk| {
                let (terms, model) = terms(desk, &models, cycle)?;
                let coordination_benefit = coordination_benefit.clone();
                Ok(InitiativeCommand::DecideScope {
                    cycle,
                    terms,
                    model,
                    coordination_benefit,
                    contacts: answering::contacts(desk)?,
                })
            })
            .await?;
        let scope = done.facts.iter().find_map(|fact| match fact.fact::<Initiative>()? {
            InitiativeFact::ScopeDecided { scope } => Some(convert::scope(scope)),
            _ => None,
        });
        let revision = done.revision;
        let answer = DecideScopeResponse { initiative: main_id(&done), revision, scope };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn supplement(
        &self,
        request: Request<SupplementInitiativeRequest>,
    ) -> Answer<SupplementInitiativeResponse> {
        let caller = self
            .gate
            .command("SupplementInitiative", &request, &request.get_ref().request_id)
            .await?;
        let SupplementInitiativeRequest { initiative, revision, form, note, .. } =
            request.into_inner();
        let id: InitiativeId = input::id("initiative", &initiative)?;
        let form = input::form(form);
        let models = self.models.clone();
        let done = self
            .about(caller, id, affected(&form), revision, move |desk| {
                let version = desk.state::<Initiative>(&id)?.and_then(|state| state.model);
                let model = version.and_then(|version| models.get(&version).cloned());
                let registered = registered(desk, &form)?;
                let (form, note) = (Box::new(form.clone()), note.clone());
                Ok(InitiativeCommand::Supplement { model, form, registered, note })
            })
            .await?;
        let revision = done.revision;
        let answer = SupplementInitiativeResponse { initiative: main_id(&done), revision };
        Ok(self.gate.answer(&done, answer))
    }

    pub(super) async fn withdraw(
        &self,
        request: Request<WithdrawInitiativeRequest>,
    ) -> Answer<WithdrawInitiativeResponse> {
        let caller = self
            .gate
            .command("WithdrawInitiative", &request, &request.get_ref().request_id)
            .await?;
        let WithdrawInitiativeRequest { initiative, revision, reason, .. } = request.into_inner();
        let mut input = Input::default();
        let id = input.parse::<InitiativeId>("initiative", &initiative);
        input.also(id.as_ref(), || check_withdrawal(&reason));
        let id = input.done(id)?;
        let done = self
            .about(caller, id, Vec::new(), revision, move |desk| {
                let contacts = answering::contacts(desk)?;
                Ok(InitiativeCommand::Withdraw { reason: reason.clone(), contacts })
            })
            .await?;
        let revision = done.revision;
        let answer = WithdrawInitiativeResponse { initiative: main_id(&done), revision };
        Ok(self.gate.answer(&done, answer))
    }

    /// One command to one initiative. `command` may also read `others`.
    async fn about(
        &self,
        caller: Caller,
        id: InitiativeId,
        others: Vec<Stream>,
        revision: u64,
        command: impl Fn(&Desk<'_>) -> Result<InitiativeCommand, Refusal> + Send + Sync + 'static,
    ) -> Result<Done, Status> {
        let stream = Initiative::stream(&id);
        let mut streams = others;
        streams.extend([stream.clone(), answering::stream()]);
        let done = self
            .journal
            .execute(caller, streams, &stream, move |desk| {
                desk.at_revision::<Initiative>(&id, revision)?;
                let command = command(desk)?;
                answering::act(desk, id, command)
            })
            .await?;
        Ok(done)
    }
}

fn initiative_and_cycle(initiative: &str, cycle: &str) -> Result<(InitiativeId, CycleId), Status> {
    let mut input = Input::default();
    let initiative = input.parse("initiative", initiative);
    let cycle = input.parse("cycle", cycle);
    input.done(initiative.zip(cycle))
}

fn affected(form: &Form) -> Vec<Stream> {
    let ids: BTreeSet<AdministrationId> =
        readable(&form.affected_administrations).into_iter().collect();
    ids.iter().map(Administration::stream).collect()
}

fn registered(desk: &Desk<'_>, form: &Form) -> Result<BTreeSet<AdministrationId>, Refusal> {
    let mut registered = BTreeSet::new();
    for id in readable::<AdministrationId>(&form.affected_administrations) {
        if desk.state::<Administration>(&id)?.is_some() {
            registered.insert(id);
        }
    }
    Ok(registered)
}
