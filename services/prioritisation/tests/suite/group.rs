//! What a group's members do before they rank.

use prioritisation_domain::Outcome;
use proto::prioritisation::v1 as pb;
use tonic::{Response, Status};

use crate::world::{SOCIAL, World, case, cycle};

/// Every criterion of the shipped model with this score.
pub(crate) fn scores(score: i32) -> Vec<pb::Score> {
    ["citizen_benefit", "business_benefit", "goals", "coordination", "feasibility"]
        .map(|criterion| pb::Score { criterion: criterion.to_owned(), score })
        .into()
}

/// An item of a batch with all that its outcome needs.
pub(crate) fn item(n: u128, outcome: Outcome) -> pb::AssessItem {
    let (code, wire) = match outcome {
        Outcome::Included => ("", pb::StepOneOutcome::Included),
        Outcome::Supplement => ("BASIS_INCOMPLETE", pb::StepOneOutcome::Supplement),
        Outcome::Rejected => ("NO_SUPPORT", pb::StepOneOutcome::Rejected),
    };
    let supplement = outcome == Outcome::Supplement;
    pb::AssessItem {
        case: case(n),
        outcome: wire.into(),
        reason_code: code.to_owned(),
        reason: "as discussed".to_owned(),
        missing: if supplement { vec!["costs".to_owned()] } else { Vec::new() },
        due_on: if supplement { "2027-02-01".to_owned() } else { String::new() },
        ..pb::AssessItem::default()
    }
}

impl World {
    pub(crate) async fn batch(
        &mut self,
        person: &str,
        items: Vec<pb::AssessItem>,
    ) -> Result<pb::AssessCasesResponse, Status> {
        let (request_id, cycle, area) = (self.id(), cycle().to_string(), SOCIAL.to_owned());
        let request = self.by(person, pb::AssessCasesRequest { request_id, cycle, area, items });
        self.client.assess_cases(request).await.map(Response::into_inner)
    }

    pub(crate) async fn appraise(
        &mut self,
        person: &str,
        n: u128,
        round: u32,
    ) -> Result<pb::AppraiseCaseResponse, Status> {
        let (request_id, comment) = (self.id(), format!("so says {person}"));
        let request = pb::AppraiseCaseRequest {
            request_id,
            case: case(n),
            round,
            scores: scores(3),
            comment,
        };
        let request = self.by(person, request);
        self.client.appraise_case(request).await.map(Response::into_inner)
    }

    pub(crate) async fn declare(
        &mut self,
        person: &str,
        n: u128,
    ) -> Result<pb::DeclareConflictResponse, Status> {
        let (request_id, reason) = (self.id(), "leads the unit".to_owned());
        let request = pb::DeclareConflictRequest { request_id, case: case(n), reason };
        let request = self.by(person, request);
        self.client.declare_conflict(request).await.map(Response::into_inner)
    }

    pub(crate) async fn revoke(
        &mut self,
        person: &str,
        n: u128,
    ) -> Result<pb::RevokeConflictResponse, Status> {
        let (request_id, reason) = (self.id(), "left the unit".to_owned());
        let request = pb::RevokeConflictRequest { request_id, case: case(n), reason };
        let request = self.by(person, request);
        self.client.revoke_conflict(request).await.map(Response::into_inner)
    }

    pub(crate) async fn appraisal(
        &mut self,
        person: &str,
        n: u128,
        member: &str,
    ) -> Result<pb::Appraisal, Status> {
        let request = pb::GetAppraisalRequest { case: case(n), member: member.to_owned() };
        let request = self.by(person, request);
        Ok(self.client.get_appraisal(request).await?.into_inner().appraisal.unwrap())
    }

    pub(crate) async fn appraisals(
        &mut self,
        n: u128,
        page_size: i32,
        page_token: &str,
    ) -> Result<pb::ListAppraisalsResponse, Status> {
        let page_token = page_token.to_owned();
        let request = pb::ListAppraisalsRequest { case: case(n), page_size, page_token };
        let request = self.by("anyone", request);
        self.client.list_appraisals(request).await.map(Response::into_inner)
    }

    pub(crate) async fn conflicts(&mut self) -> Vec<pb::Conflict> {
        let (mut all, mut page_token) = (Vec::new(), String::new());
        loop {
            let request = pb::ListConflictsRequest {
                cycle: cycle().to_string(),
                page_size: 1,
                page_token,
                ..pb::ListConflictsRequest::default()
            };
            let request = self.by("anyone", request);
            let page = self.client.list_conflicts(request).await.unwrap().into_inner();
            all.extend(page.conflicts);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return all;
            }
        }
    }

    pub(crate) async fn comment(
        &mut self,
        person: &str,
        n: u128,
        text: &str,
        in_reply_to: u32,
    ) -> Result<u32, Status> {
        let (request_id, text) = (self.id(), text.to_owned());
        let request = pb::CommentRequest { request_id, case: case(n), text, in_reply_to };
        let request = self.by(person, request);
        Ok(self.client.comment(request).await?.into_inner().number)
    }

    pub(crate) async fn share(
        &mut self,
        person: &str,
    ) -> Result<pb::AssignAppraisalsResponse, Status> {
        let (request_id, cycle, area) = (self.id(), cycle().to_string(), SOCIAL.to_owned());
        let request = self.by(person, pb::AssignAppraisalsRequest { request_id, cycle, area });
        self.client.assign_appraisals(request).await.map(Response::into_inner)
    }

    pub(crate) async fn workload(&mut self, person: &str) -> Result<Vec<pb::Workload>, Status> {
        let (cycle, area) = (cycle().to_string(), SOCIAL.to_owned());
        let request = self.by(person, pb::GetWorkloadRequest { cycle, area });
        Ok(self.client.get_workload(request).await?.into_inner().members)
    }

    /// All that waits for a person, two on a page.
    pub(crate) async fn waiting(&mut self, person: &str) -> Vec<pb::AppraisalToDo> {
        let (mut all, mut page_token) = (Vec::new(), String::new());
        loop {
            let request = pb::ListMyAppraisalsRequest {
                cycle: cycle().to_string(),
                page_size: 2,
                page_token,
                ..pb::ListMyAppraisalsRequest::default()
            };
            let request = self.by(person, request);
            let page = self.client.list_my_appraisals(request).await.unwrap().into_inner();
            all.extend(page.todo);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return all;
            }
        }
    }

    pub(crate) async fn rounds(&mut self, n: u128) -> Vec<pb::CaseRound> {
        let request = self.by("anyone", pb::GetCaseRequest { case: case(n) });
        self.client.get_case(request).await.unwrap().into_inner().rounds
    }
}
