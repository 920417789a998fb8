//! The administrations: propose, prepare, decide scope, submit, supplement, withdraw.

use kernel::Office;
use proto::intake::v1 as api;

use super::super::client::{Client, Who, call, tell};
use super::super::plan::Initiative;
use super::{Failure, Made, Player};

impl Player<'_> {
    pub(super) async fn register_administrations(&self, made: &mut Made) -> Result<(), Failure> {
        let registrar = &Who::officer("registrar-1", Office::Registrar);
        let plan = self.plan.administrations.iter().enumerate();
        made.administrations = self
            .each("administrations and contact persons", plan, |(at, administration)| async move {
                let registered = tell!(
                    self.client,
                    intake.register_administration,
                    registrar,
                    api::RegisterAdministrationRequest {
                        request_id: Client::request_id(),
                        name: administration.name.clone(),
                        code: administration.code.clone(),
                    }
                );
                tell!(
                    self.client,
                    intake.appoint_contact_person,
                    registrar,
                    api::AppointContactPersonRequest {
                        request_id: Client::request_id(),
                        administration: registered.administration.clone(),
                        person: Self::contact(at).id(),
                        from: self.today().to_string(),
                        decision_ref: format!("KF {}:1", self.plan.year - 1),
                        ..Default::default()
                    }
                );
                Ok(registered.administration)
            })
            .await?;
        Ok(())
    }

    /// Proposed by an employee, prepared by the contact person, decided on by the model's rule.
    pub(super) async fn propose(&self, made: &mut Made) -> Result<(), Failure> {
        let shared = &*made;
        let all = self
            .each("initiatives proposed and prepared", self.numbered(), |(at, one)| {
                self.propose_one(shared, at, one)
            })
            .await?;
        (made.initiatives, made.in_scope) = all.into_iter().unzip();
        Ok(())
    }

    pub(super) fn numbered(&self) -> impl Iterator<Item = (usize, &Initiative)> {
        self.plan.initiatives.iter().enumerate()
    }

    async fn propose_one(
        &self,
        made: &Made,
        at: usize,
        one: &Initiative,
    ) -> Result<(String, bool), Failure> {
        let contact = &Self::contact(one.proposer);
        let proposed = tell!(
            self.client,
            intake.propose_initiative,
            &Self::proposer(at),
            api::ProposeInitiativeRequest {
                request_id: Client::request_id(),
                administration: administration(made, one.proposer),
                reference: one.reference.clone(),
                title: one.title.clone(),
                need: one.texts.need.clone(),
            }
        );
        let initiative = proposed.initiative;
        if one.fate.incomplete_at_first {
            self.refused_as_incomplete(made, &initiative, one).await?;
        }
        tell!(
            self.client,
            intake.prepare_initiative,
            contact,
            api::PrepareInitiativeRequest {
                request_id: Client::request_id(),
                initiative: initiative.clone(),
                revision: 0,
                cycle: made.cycle.clone(),
                form: Some(self.form(made, one)),
            }
        );
        let decided = tell!(
            self.client,
            intake.decide_scope,
            contact,
            api::DecideScopeRequest {
                request_id: Client::request_id(),
                initiative: initiative.clone(),
                revision: 0,
                cycle: made.cycle.clone(),
                coordination_benefit: one.coordination_benefit.clone(),
            }
        );
        Ok((initiative, decided.scope.is_some_and(|scope| scope.in_scope)))
    }

    /// A form without need and costs has to be refused, with both fields named at once.
    async fn refused_as_incomplete(
        &self,
        made: &Made,
        initiative: &str,
        one: &Initiative,
    ) -> Result<(), Failure> {
        let mut form = self.form(made, one);
        form.need.clear();
        form.costs.clear();
        let request = api::PrepareInitiativeRequest {
            request_id: Client::request_id(),
            initiative: initiative.to_owned(),
            revision: 0,
            cycle: made.cycle.clone(),
            form: Some(form),
        };
        let contact = Self::contact(one.proposer);
        match call!(self.client, intake.prepare_initiative, &contact, request) {
            Err(status) if status.code() == tonic::Code::InvalidArgument => Ok(()),
            Err(status) => Err(status.into()),
            Ok(_) => Err(format!("{}: an incomplete form was taken", one.reference).into()),
        }
    }

    /// One compilation per administration that has something in scope.
    pub(super) async fn submit(&self, made: &mut Made) -> Result<(), Failure> {
        let shared = &*made;
        let by_administration = (0..self.plan.administrations.len()).filter_map(|at| {
            let own = self.numbered().filter(|(_, one)| one.proposer == at);
            let own = own.filter(|(i, _)| in_scope(shared, *i));
            let ids: Vec<_> = own.map(|(i, _)| initiative(shared, i)).collect();
            (!ids.is_empty()).then_some((at, ids))
        });
        self.each("compilations submitted", by_administration, |(at, initiatives)| async move {
            tell!(
                self.client,
                intake.submit_compilation,
                &Self::contact(at),
                api::SubmitCompilationRequest {
                    request_id: Client::request_id(),
                    administration: administration(shared, at),
                    cycle: shared.cycle.clone(),
                    initiatives,
                }
            );
            Ok(())
        })
        .await?;
        self.withdraw(shared).await
    }

    async fn withdraw(&self, made: &Made) -> Result<(), Failure> {
        for (at, one) in self.numbered() {
            let Some(reason) = &one.fate.withdrawn else { continue };
            tell!(
                self.client,
                intake.withdraw_initiative,
                &Self::proposer(at),
                api::WithdrawInitiativeRequest {
                    request_id: Client::request_id(),
                    initiative: initiative(made, at),
                    revision: 0,
                    reason: reason.clone(),
                }
            );
        }
        Ok(())
    }

    pub(super) async fn supplement(
        &self,
        made: &Made,
        at: usize,
        one: &Initiative,
    ) -> Result<(), Failure> {
        let note = one.fate.supplement.clone().unwrap_or_default();
        tell!(
            self.client,
            intake.supplement_initiative,
            &Self::contact(one.proposer),
            api::SupplementInitiativeRequest {
                request_id: Client::request_id(),
                initiative: initiative(made, at),
                revision: 0,
                form: Some(self.form(made, one)),
                note,
            }
        );
        Ok(())
    }

    fn form(&self, made: &Made, one: &Initiative) -> api::InitiativeForm {
        let texts = &one.texts;
        let kind = match texts.kind.as_str() {
            "further_development" => api::InitiativeKind::FurtherDevelopment,
            "maintenance" => api::InitiativeKind::Maintenance,
            _ => api::InitiativeKind::NewDevelopment,
        };
        let fields = Some(texts.maintenance_object.clone()).filter(|text| !text.is_empty());
        api::InitiativeForm {
            title: one.title.clone(),
            kind: kind.into(),
            area: self.area(one.area),
            need: texts.need.clone(),
            process: texts.process.clone(),
            city_goals: texts.city_goals.clone(),
            business_goals: texts.business_goals.clone(),
            driver: api::Driver::Business.into(),
            affected_administrations: one
                .affected
                .iter()
                .map(|a| administration(made, *a))
                .collect(),
            costs: one
                .costs
                .iter()
                .map(|(year, one_off, running)| api::Cost {
                    year: i32::from(*year),
                    one_off_ore: one_off.as_ore(),
                    running_ore: running.as_ore(),
                })
                .collect(),
            benefits: texts
                .benefits
                .iter()
                .map(|(group, description)| api::Benefit {
                    target_group: target_group(group).into(),
                    description: description.clone(),
                })
                .collect(),
            risks: texts
                .risks
                .iter()
                .map(|(description, mitigation)| api::Risk {
                    description: description.clone(),
                    mitigation: mitigation.clone(),
                })
                .collect(),
            fields: fields
                .map(|text| ("maintenance_object".to_owned(), text))
                .into_iter()
                .collect(),
        }
    }
}

fn target_group(name: &str) -> api::TargetGroup {
    match name {
        "visitors" => api::TargetGroup::Visitors,
        "companies" => api::TargetGroup::Companies,
        "users" => api::TargetGroup::Users,
        "management" => api::TargetGroup::Management,
        _ => api::TargetGroup::Citizens,
    }
}

pub(super) fn administration(made: &Made, at: usize) -> String {
    made.administrations.get(at).cloned().unwrap_or_default()
}

pub(super) fn initiative(made: &Made, at: usize) -> String {
    made.initiatives.get(at).cloned().unwrap_or_default()
}

pub(super) fn in_scope(made: &Made, at: usize) -> bool {
    made.in_scope.get(at).copied().unwrap_or_default()
}
