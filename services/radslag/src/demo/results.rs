//! What became of the year, read back through the APIs.

use std::collections::{BTreeMap, HashMap};

use kernel::Money;
use proto::budget_integration::v1 as budget;
use proto::intake::v1 as intake;
use proto::prioritisation::v1 as prioritisation;

use super::client::{Who, call};
use super::player::{Failure, Made, Player};

/// How an initiative ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Funded,
    NotFunded,
    OutOfScope,
    Rejected,
    Withdrawn,
    /// It has no final answer yet.
    Open,
}

/// One initiative, in the plan's order.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) reference: String,
    pub(super) id: String,
    pub(super) area: usize,
    pub(super) affected: usize,
    pub(super) proposer: String,
    pub(super) cost: Money,
    pub(super) step_one: Option<String>,
    pub(super) supplemented: bool,
    pub(super) area_rank: Option<u32>,
    pub(super) city_rank: Option<u32>,
    pub(super) outcome: Outcome,
    pub(super) decided_in: Option<&'static str>,
    pub(super) funded: Money,
    pub(super) answers: usize,
    /// Whether a final answer with a reason reached the proposer and the contact person (F1).
    pub(super) answered: bool,
}

/// The whole year.
#[derive(Debug, Clone, Default)]
pub(super) struct Results {
    pub(super) items: Vec<Item>,
    pub(super) frame: Money,
    /// Files about the city-wide proposal: name and content.
    pub(super) proposal: Vec<(&'static str, String)>,
}

impl Results {
    pub(super) fn count(&self, outcome: Outcome) -> usize {
        self.items.iter().filter(|item| item.outcome == outcome).count()
    }

    pub(super) fn answered(&self) -> usize {
        self.items.iter().filter(|item| item.answered).count()
    }
}

/// What services say of the year's initiatives, by initiative.
struct Said {
    cases: HashMap<String, prioritisation::Case>,
    proposal: HashMap<String, prioritisation::ProposalEntry>,
    items: HashMap<String, budget::Item>,
    answers: HashMap<String, Vec<intake::Answer>>,
}

impl Player<'_> {
    /// Reads the year back.
    pub(super) async fn results(&self, made: &Made) -> Result<Results, Failure> {
        let said = Said {
            cases: by(self.cases(made).await?, |case| case.initiative.clone()),
            proposal: by(self.proposal(made).await?, |entry| entry.initiative.clone()),
            items: by(self.items(made).await?, |item| item.initiative.clone()),
            answers: self.answers().await?,
        };
        let areas: BTreeMap<_, _> = self
            .model
            .areas
            .iter()
            .enumerate()
            .map(|(at, area)| (area.key.to_string(), at))
            .collect();
        let places: HashMap<_, _> =
            made.administrations.iter().zip(&self.plan.administrations).collect();
        let said = &said;
        let read = self.each("results read back", made.initiatives.iter(), |id| async move {
            let request = intake::GetInitiativeRequest { initiative: id.clone() };
            let answer =
                call!(self.client, intake.get_initiative, &reader(), request)?.into_inner();
            answer.initiative.ok_or_else(|| "an answer without initiative".into())
        });
        let mut items = Vec::new();
        for one in read.await? {
            let area = areas.get(&one.area).copied().unwrap_or_default();
            let proposer = places.get(&one.administration).map(|place| place.name.clone());
            items.push(item(one, area, proposer.unwrap_or_default(), said));
        }
        let frame = self.cycle(made).await?.frame_ore;
        let proposal = self.proposal_files(made).await?;
        Ok(Results { items, frame: Money::ore(frame), proposal })
    }

    /// How the proposal was made, and its pictures.
    async fn proposal_files(&self, made: &Made) -> Result<Vec<(&'static str, String)>, Failure> {
        let request = prioritisation::GetProposalRequest { cycle: made.cycle.clone() };
        let answer =
            call!(self.client, prioritisation.get_proposal, &reader(), request)?.into_inner();
        let making = answer.proposal.and_then(|proposal| proposal.making);
        let mut files = vec![("proposal.json", serde_json::to_string_pretty(&making)?)];
        for (name, picture) in [
            ("proposal.svg", prioritisation::ProposalPicture::CostByRank),
            ("areas.svg", prioritisation::ProposalPicture::AreaShares),
        ] {
            let (cycle, picture) = (made.cycle.clone(), picture.into());
            let request = prioritisation::GetProposalPictureRequest { cycle, picture };
            let answer =
                call!(self.client, prioritisation.get_proposal_picture, &reader(), request);
            files.push((name, answer?.into_inner().svg));
        }
        Ok(files)
    }

    async fn cycle(&self, made: &Made) -> Result<budget::Cycle, Failure> {
        let request = budget::GetCycleRequest { cycle: made.cycle.clone() };
        let answer = call!(self.client, budget_service.get_cycle, &reader(), request)?.into_inner();
        answer.cycle.ok_or_else(|| "an answer without cycle".into())
    }

    async fn cases(&self, made: &Made) -> Result<Vec<prioritisation::Case>, Failure> {
        let mut all = Vec::new();
        let mut page_token = String::new();
        loop {
            let request = prioritisation::ListCasesRequest {
                cycle: made.cycle.clone(),
                page_size: 1_000,
                page_token,
                ..Default::default()
            };
            let page =
                call!(self.client, prioritisation.list_cases, &reader(), request)?.into_inner();
            all.extend(page.cases);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(all);
            }
        }
    }

    async fn answers(&self) -> Result<HashMap<String, Vec<intake::Answer>>, Failure> {
        let mut all: HashMap<String, Vec<intake::Answer>> = HashMap::new();
        let mut page_token = String::new();
        loop {
            let request =
                intake::ListAnswersRequest { page_size: 1_000, page_token, ..Default::default() };
            let page = call!(self.client, intake.list_answers, &reader(), request)?.into_inner();
            for answer in page.answers {
                all.entry(answer.initiative.clone()).or_default().push(answer);
            }
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(all);
            }
        }
    }

    /// The whole way of one initiative.
    pub(super) async fn journey(&self, id: &str) -> Result<intake::GetJourneyResponse, Failure> {
        let request = intake::GetJourneyRequest { initiative: id.to_owned() };
        Ok(call!(self.client, intake.get_journey, &reader(), request)?.into_inner())
    }
}

fn reader() -> Who {
    Who::employee("employee-1")
}

fn by<T>(all: Vec<T>, key: impl Fn(&T) -> String) -> HashMap<String, T> {
    all.into_iter().map(|one| (key(&one), one)).collect()
}

fn item(one: intake::Initiative, area: usize, proposer: String, said: &Said) -> Item {
    let none = Vec::new();
    let answers = said.answers.get(&one.id).unwrap_or(&none);
    let case = said.cases.get(&one.id);
    let entry = said.proposal.get(&one.id);
    let budget = said.items.get(&one.id);
    let funding = budget.and_then(|item| {
        item.decisions.iter().find(|d| d.outcome() == budget::DecisionOutcome::Funded)
    });
    let last = answers.iter().find(|answer| answer.r#final);
    Item {
        area,
        affected: one.content.as_ref().map_or(0, |c| c.affected_administrations.len()),
        proposer,
        cost: Money::ore(one.total_cost_ore),
        step_one: case.and_then(|case| match case.status() {
            prioritisation::CaseStatus::Included => Some("included".to_owned()),
            prioritisation::CaseStatus::Rejected => Some("rejected".to_owned()),
            _ => None,
        }),
        supplemented: answers.iter().any(|a| a.stage() == intake::Stage::SupplementRequested),
        area_rank: entry.map(|entry| entry.area_rank),
        city_rank: entry.map(|entry| entry.city_rank),
        outcome: outcome(last, funding.is_some()),
        decided_in: funding.map(|decision| match decision.instance() {
            budget::Instance::Tertial1 => "tertial_1",
            budget::Instance::Tertial2 => "tertial_2",
            _ => "budget",
        }),
        funded: funding.map_or(Money::ZERO, |decision| Money::ore(decision.amount_ore)),
        answers: answers.len(),
        answered: last.is_some_and(|answer| reached(answer, &one.proposer)),
        reference: one.reference,
        id: one.id,
    }
}

/// Whether an answer has a reason, and the proposer and a contact person have it.
fn reached(answer: &intake::Answer, proposer: &str) -> bool {
    !answer.reason.is_empty() && answer.proposer == proposer && !answer.contact_person.is_empty()
}

fn outcome(last: Option<&intake::Answer>, funded: bool) -> Outcome {
    let Some(last) = last else { return Outcome::Open };
    match last.stage() {
        intake::Stage::OutOfScope => Outcome::OutOfScope,
        intake::Stage::Rejected => Outcome::Rejected,
        intake::Stage::Withdrawn => Outcome::Withdrawn,
        _ if funded => Outcome::Funded,
        _ => Outcome::NotFunded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_counts_when_it_has_a_reason_and_reached_proposer_and_contact_person_f1() {
        let answer = intake::Answer {
            reason: "Ryms i ramen".to_owned(),
            proposer: "eva".to_owned(),
            contact_person: "anna".to_owned(),
            ..Default::default()
        };
        assert!(reached(&answer, "eva"));
        let waits = intake::Answer { contact_person: String::new(), ..answer.clone() };
        assert!(!reached(&waits, "eva"));
        assert!(!reached(&answer, "bo"));
        let unexplained = intake::Answer { reason: String::new(), ..answer };
        assert!(!reached(&unexplained, "eva"));
    }
}
