//! The five groups: step one, step two; the city-wide proposal.

use std::cmp::Reverse;

use kernel::{CaseId, CycleId, InitiativeId};
use proto::prioritisation::v1 as api;

use super::super::client::{Client, Who, call, tell};
use super::super::plan::Initiative;
use super::beredning::dossier;
use super::intake::{in_scope, initiative};
use super::{Failure, Made, Player};

/// What the group says of a case.
struct Said {
    outcome: api::StepOneOutcome,
    reason_code: String,
    reason: String,
    missing: Vec<String>,
}

impl Player<'_> {
    /// First what is sent back, then its supplement and all the rest.
    pub(super) async fn step_one(&self, made: &Made) -> Result<(), Failure> {
        let cases: Vec<_> = self
            .numbered()
            .filter(|(at, one)| in_scope(made, *at) && one.fate.withdrawn.is_none())
            .collect();
        let back = cases.iter().copied().filter(|(_, one)| one.fate.supplement.is_some());
        self.each("sent back and supplemented", back, |(at, one)| async move {
            let what = one.fate.supplement.clone().unwrap_or_default();
            let said = Said {
                outcome: api::StepOneOutcome::Supplement,
                reason_code: "BASIS_INCOMPLETE".to_owned(),
                reason: what.clone(),
                missing: vec![what],
            };
            self.assess(made, at, one, said).await?;
            self.supplement(made, at, one).await?;
            self.prepare(&dossier(made, at)?, one).await
        })
        .await?;
        self.each("step one", cases, |(at, one)| async move {
            let said = match &one.fate.rejected {
                Some((code, text)) => Said {
                    outcome: api::StepOneOutcome::Rejected,
                    reason_code: code.clone(),
                    reason: text.clone(),
                    missing: Vec::new(),
                },
                None => Said {
                    outcome: api::StepOneOutcome::Included,
                    reason_code: "MEETS_NEED".to_owned(),
                    reason: "Tas med i områdets prioritering".to_owned(),
                    missing: Vec::new(),
                },
            };
            self.assess(made, at, one, said).await
        })
        .await?;
        Ok(())
    }

    async fn assess(
        &self,
        made: &Made,
        at: usize,
        one: &Initiative,
        said: Said,
    ) -> Result<(), Failure> {
        let due = said.outcome == api::StepOneOutcome::Supplement;
        let due_on = if due {
            self.today().saturating_add(jiff::Span::new().days(21)).to_string()
        } else {
            String::new()
        };
        tell!(
            self.client,
            prioritisation.assess_case,
            &self.member(one.area, 0),
            api::AssessCaseRequest {
                request_id: Client::request_id(),
                case: case(made, at)?,
                revision: 0,
                outcome: said.outcome.into(),
                reason_code: said.reason_code,
                reason: said.reason,
                missing: said.missing,
                due_on,
            }
        );
        Ok(())
    }

    /// Members appraise what they are given before their group ranks. Where the model's cap leaves no
    /// room for all, the group ranks without.
    pub(super) async fn appraise(&self, made: &Made) -> Result<(), Failure> {
        let busy = |area: &usize| !self.candidates(made, *area).is_empty();
        let mut shared = Vec::new();
        for area in (0..self.areas()).filter(busy) {
            let request = api::AssignAppraisalsRequest {
                request_id: Client::request_id(),
                cycle: made.cycle.clone(),
                area: self.area(area),
            };
            let chair = self.member(area, 0);
            match call!(self.client, prioritisation.assign_appraisals, &chair, request) {
                Err(status) if status.code() == tonic::Code::FailedPrecondition => {}
                ended => {
                    self.client.took(ended?);
                    shared.push(area);
                }
            }
        }
        let members = 0..self.plan.administrations.len();
        let all = shared.into_iter().flat_map(|area| members.clone().map(move |one| (area, one)));
        self.each("members' appraisals", all, |(area, member)| async move {
            let member = self.member(area, member);
            for case in self.to_appraise(made, area, &member).await? {
                let request = api::AppraiseCaseRequest {
                    request_id: Client::request_id(),
                    scores: self.member_scores(&case.case),
                    case: case.case,
                    round: case.round,
                    comment: String::new(),
                };
                tell!(self.client, prioritisation.appraise_case, &member, request);
            }
            Ok(())
        })
        .await?;
        Ok(())
    }

    async fn to_appraise(
        &self,
        made: &Made,
        area: usize,
        member: &Who,
    ) -> Result<Vec<api::AppraisalToDo>, Failure> {
        let mut all = Vec::new();
        let mut page_token = String::new();
        loop {
            let request = api::ListMyAppraisalsRequest {
                cycle: made.cycle.clone(),
                area: self.area(area),
                page_size: 1_000,
                page_token,
            };
            let page = call!(self.client, prioritisation.list_my_appraisals, member, request)?;
            let page = page.into_inner();
            all.extend(page.todo);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(all);
            }
        }
    }

    /// Scores on the model's scale that follow from the case alone.
    fn member_scores(&self, case: &str) -> Vec<api::Score> {
        let scale = &self.model.valuation;
        let width = scale.max.abs_diff(scale.min).saturating_add(1);
        let score = |(at, criterion): (u32, &model::Criterion)| {
            let drawn = crc32fast::hash(case.as_bytes()).rotate_left(at * 5) % width;
            let score = scale.min.saturating_add_unsigned(drawn);
            api::Score { criterion: criterion.key.clone(), score }
        };
        (0_u32..).zip(&scale.criteria).map(score).collect()
    }

    /// Each area that has something to rank: ballots by all members, the ranking by the chair.
    pub(super) async fn step_two(&self, made: &Made) -> Result<(), Failure> {
        let areas: Vec<_> = (0..self.areas())
            .map(|area| (area, self.candidates(made, area)))
            .filter(|(_, candidates)| !candidates.is_empty())
            .collect();
        for (area, _) in &areas {
            let request = api::OpenBallotRequest {
                request_id: Client::request_id(),
                cycle: made.cycle.clone(),
                area: self.area(*area),
            };
            tell!(self.client, prioritisation.open_ballot, &self.member(*area, 0), request);
        }
        let members = 0..self.plan.administrations.len();
        let ballots = areas
            .iter()
            .flat_map(|(area, all)| members.clone().map(move |member| (*area, all, member)));
        self.each("ballots cast", ballots, |(area, candidates, member)| async move {
            let order = self.order(made, candidates, member);
            tell!(
                self.client,
                prioritisation.cast_ballot,
                &self.member(area, member),
                api::CastBallotRequest {
                    request_id: Client::request_id(),
                    cycle: made.cycle.clone(),
                    area: self.area(area),
                    order,
                    places: Vec::new(),
                }
            );
            Ok(())
        })
        .await?;
        self.each("area rankings decided", areas, |(at, _)| async move {
            let chair = self.member(at, 0);
            let (cycle, area) = (made.cycle.clone(), self.area(at));
            let request_id = Client::request_id();
            let request =
                api::CloseBallotRequest { request_id, cycle: cycle.clone(), area: area.clone() };
            tell!(self.client, prioritisation.close_ballot, &chair, request);
            let request = api::DecideRankingRequest {
                request_id: Client::request_id(),
                cycle,
                area,
                attendance: self.group(at),
                moves: Vec::new(),
                despite_gaps: self.despite(),
            };
            tell!(self.client, prioritisation.decide_ranking, &chair, request);
            Ok(())
        })
        .await?;
        Ok(())
    }

    /// Everyone in the area's group.
    fn group(&self, area: usize) -> Vec<String> {
        let members = 0..self.plan.administrations.len();
        members.map(|member| self.member(area, member).id()).collect()
    }

    /// A city with one administration has nobody else in its groups, who could answer for IT.
    fn despite(&self) -> String {
        let alone = self.plan.administrations.len() < 2;
        if alone { "Gruppen har en enda ledamot.".to_owned() } else { String::new() }
    }

    /// What the area's group ranks.
    fn candidates(&self, made: &Made, area: usize) -> Vec<usize> {
        self.numbered()
            .filter(|(at, one)| one.area == area && in_scope(made, *at))
            .filter(|(_, one)| one.fate.withdrawn.is_none() && one.fate.rejected.is_none())
            .map(|(at, _)| at)
            .collect()
    }

    /// A member's order: points of the administration, then lower cost, then reference.
    fn order(&self, made: &Made, candidates: &[usize], member: usize) -> Vec<String> {
        let mut order = candidates.to_vec();
        order.sort_by_key(|at| {
            let one = self.plan.initiatives.get(*at);
            let points = one.and_then(|one| one.points.get(member)).copied().unwrap_or_default();
            (Reverse(points), one.map(Initiative::total), one.map(|one| one.reference.as_str()))
        });
        order.into_iter().map(|at| initiative(made, at)).collect()
    }

    pub(super) async fn propose_city(&self, made: &Made) -> Result<(), Failure> {
        let officer = &Self::handling_officer();
        let cycle = &made.cycle;
        let bar = self.progress.stage("city-wide proposal", 4);
        let request = api::ComposeProposalRequest {
            request_id: Client::request_id(),
            cycle: cycle.clone(),
            ..api::ComposeProposalRequest::default()
        };
        tell!(self.client, prioritisation.compose_proposal, officer, request);
        bar.step();
        let experts = [
            (Self::business_expert(), api::Competence::Business),
            (Self::it_expert(), api::Competence::It),
        ];
        for (expert, competence) in experts {
            let request = api::SignProposalRequest {
                request_id: Client::request_id(),
                cycle: cycle.clone(),
                revision: 0,
                competence: competence.into(),
            };
            tell!(self.client, prioritisation.sign_proposal, &expert, request);
            bar.step();
        }
        let request = api::HandOverProposalRequest {
            request_id: Client::request_id(),
            cycle: cycle.clone(),
            revision: 0,
        };
        tell!(self.client, prioritisation.hand_over_proposal, officer, request);
        bar.step();
        bar.end();
        Ok(())
    }
}

/// An initiative's case follows from the initiative and the cycle.
fn case(made: &Made, at: usize) -> Result<String, Failure> {
    let initiative: InitiativeId = initiative(made, at).parse()?;
    let cycle: CycleId = made.cycle.parse()?;
    Ok(CaseId::derived(initiative, cycle).to_string())
}
