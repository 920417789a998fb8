//! Requests in the form of the rules. All that is wrong with a request is named at once.

pub(crate) mod appraisals;
pub(crate) mod batch;
mod plan;

use kernel::{AreaKey, CaseId, CycleId, Date, InitiativeId, PersonId, Violations};
use model::RankingMethod;
use platform::input::{clean, filter, finish, page, parsed};
use platform::page::Page;
use prioritisation_domain::{
    AreaRoundId, Assessment, Competence, MoveAsked, Outcome, Phase, Standing,
};
use proto::prioritisation::v1 as pb;

pub(crate) use plan::{item_asked, overrides, pictured, previewed, settings};

/// Cycle and area.
pub(crate) fn round(cycle: &str, area: &str) -> Result<AreaRoundId, Violations> {
    let mut wrong = Violations::none();
    let round = round_of(&mut wrong, cycle, area);
    finish(wrong, round)
}

fn round_of(wrong: &mut Violations, cycle: &str, area: &str) -> Option<AreaRoundId> {
    let cycle: Option<CycleId> = parsed(wrong, "cycle", cycle);
    let area: Option<AreaKey> = parsed(wrong, "area", area);
    Some(AreaRoundId { cycle: cycle?, area: area? })
}

pub(crate) fn assessment(
    asked: &pb::AssessCaseRequest,
) -> Result<(CaseId, Assessment), Violations> {
    let (case, revision) = (asked.case.clone(), asked.revision);
    item(&pb::AssessItem {
        case,
        revision,
        outcome: asked.outcome,
        reason_code: asked.reason_code.clone(),
        reason: asked.reason.clone(),
        missing: asked.missing.clone(),
        due_on: asked.due_on.clone(),
    })
}

/// One case and its outcome.
fn item(asked: &pb::AssessItem) -> Result<(CaseId, Assessment), Violations> {
    let mut wrong = Violations::none();
    let case = parsed(&mut wrong, "case", &asked.case);
    let outcome = outcome(&mut wrong, asked.outcome());
    clean(&mut wrong, "reason_code", &asked.reason_code);
    clean(&mut wrong, "reason", &asked.reason);
    for (i, entry) in asked.missing.iter().enumerate() {
        clean(&mut wrong, format!("missing[{i}]"), entry);
    }
    let due_on: Option<Date> = filter(&mut wrong, "due_on", &asked.due_on);
    let value = case.zip(outcome).map(|(case, outcome)| {
        let assessment = Assessment {
            outcome,
            reason_code: Some(asked.reason_code.clone()).filter(|code| !code.is_empty()),
            reason: asked.reason.clone(),
            missing: asked.missing.clone(),
            due_on,
        };
        (case, assessment)
    });
    finish(wrong, value)
}

fn outcome(wrong: &mut Violations, asked: pb::StepOneOutcome) -> Option<Outcome> {
    match asked {
        pb::StepOneOutcome::Unspecified => {
            wrong.add("outcome", "is missing");
            None
        }
        pb::StepOneOutcome::Included => Some(Outcome::Included),
        pb::StepOneOutcome::Supplement => Some(Outcome::Supplement),
        pb::StepOneOutcome::Rejected => Some(Outcome::Rejected),
    }
}

/// The places of a ballot, and whether they were named as an order.
pub(crate) fn ballot(
    asked: &pb::CastBallotRequest,
) -> Result<(AreaRoundId, Vec<Vec<InitiativeId>>, bool), Violations> {
    let mut wrong = Violations::none();
    let round = round_of(&mut wrong, &asked.cycle, &asked.area);
    let both = !asked.order.is_empty() && !asked.places.is_empty();
    wrong.unless(!both, "order", "stands beside places: give one of them");
    let ordered = !asked.order.is_empty();
    let mut places: Vec<Vec<InitiativeId>> = Vec::new();
    for (i, text) in asked.order.iter().enumerate() {
        places.extend(parsed(&mut wrong, &format!("order[{i}]"), text).map(|one| vec![one]));
    }
    for (i, place) in asked.places.iter().enumerate() {
        let group = place.initiatives.iter().enumerate();
        let field = |j: usize| format!("places[{i}].initiatives[{j}]");
        places.push(group.filter_map(|(j, text)| parsed(&mut wrong, &field(j), text)).collect());
    }
    finish(wrong, round.map(|round| (round, places, ordered)))
}

/// What a group's meeting decides, beside what the model asks of it.
pub(crate) struct Decided {
    pub(crate) round: AreaRoundId,
    pub(crate) attendance: Vec<PersonId>,
    pub(crate) moves: Vec<MoveAsked>,
    pub(crate) despite: Option<String>,
}

pub(crate) fn decided(asked: &pb::DecideRankingRequest) -> Result<Decided, Violations> {
    let mut wrong = Violations::none();
    let round = round_of(&mut wrong, &asked.cycle, &asked.area);
    let people = asked.attendance.iter().enumerate();
    let person =
        |(i, text): (usize, &String)| parsed(&mut wrong, &format!("attendance[{i}]"), text);
    let attendance = people.filter_map(person).collect();
    let mut moves = Vec::with_capacity(asked.moves.len());
    for (i, one) in asked.moves.iter().enumerate() {
        let initiative = parsed(&mut wrong, &format!("moves[{i}].initiative"), &one.initiative);
        clean(&mut wrong, format!("moves[{i}].reason"), &one.reason);
        let (to_rank, reason) = (one.to_rank, one.reason.clone());
        moves.extend(initiative.map(|initiative| MoveAsked { initiative, to_rank, reason }));
    }
    clean(&mut wrong, "despite_gaps", &asked.despite_gaps);
    let despite = Some(asked.despite_gaps.clone()).filter(|text| !text.is_empty());
    finish(wrong, round.map(|round| Decided { round, attendance, moves, despite }))
}

/// Which method and which steps; `None`: those of the model, or all.
pub(crate) struct Explained {
    pub(crate) round: AreaRoundId,
    pub(crate) method: Option<RankingMethod>,
    pub(crate) initiative: Option<InitiativeId>,
    pub(crate) page: Page,
}

pub(crate) fn explained(asked: &pb::ExplainRankingRequest) -> Result<Explained, Violations> {
    let mut wrong = Violations::none();
    let round = round_of(&mut wrong, &asked.cycle, &asked.area);
    let initiative = filter(&mut wrong, "initiative", &asked.initiative);
    let method = match asked.method() {
        pb::RankingMethod::Unspecified => None,
        pb::RankingMethod::Borda => Some(RankingMethod::Borda),
        pb::RankingMethod::Schulze => Some(RankingMethod::Schulze),
        pb::RankingMethod::RankedPairs => Some(RankingMethod::RankedPairs),
    };
    let filters = format!("{round:?} {method:?} {initiative:?}");
    let page = page(&mut wrong, asked.page_size, &asked.page_token, &filters, 1);
    let both = round.zip(page);
    finish(wrong, both.map(|(round, page)| Explained { round, method, initiative, page }))
}

pub(crate) fn signing(
    asked: &pb::SignProposalRequest,
) -> Result<(CycleId, Competence), Violations> {
    let mut wrong = Violations::none();
    let cycle = parsed(&mut wrong, "cycle", &asked.cycle);
    let competence = match asked.competence() {
        pb::Competence::Unspecified => {
            wrong.add("competence", "is missing");
            None
        }
        pb::Competence::Business => Some(Competence::Business),
        pb::Competence::It => Some(Competence::It),
    };
    finish(wrong, cycle.zip(competence))
}

/// Which ballot: the caller's own unless another member is named.
pub(crate) fn ballot_of(
    asked: &pb::GetBallotRequest,
    caller: PersonId,
) -> Result<(AreaRoundId, PersonId), Violations> {
    let mut wrong = Violations::none();
    let round = round_of(&mut wrong, &asked.cycle, &asked.area);
    let member = filter(&mut wrong, "member", &asked.member).unwrap_or(caller);
    finish(wrong, round.map(|round| (round, member)))
}

/// Filters of a list of cases.
#[derive(Debug, Clone, Default)]
pub(crate) struct CaseFilter {
    pub(crate) cycle: Option<CycleId>,
    pub(crate) area: Option<AreaKey>,
    pub(crate) status: Option<Standing>,
    pub(crate) administration: Option<kernel::AdministrationId>,
}

pub(crate) fn cases(asked: &pb::ListCasesRequest) -> Result<(CaseFilter, Page), Violations> {
    let mut wrong = Violations::none();
    let filters = CaseFilter {
        cycle: filter(&mut wrong, "cycle", &asked.cycle),
        area: filter(&mut wrong, "area", &asked.area),
        status: match asked.status() {
            pb::CaseStatus::Unspecified => None,
            pb::CaseStatus::Registered => Some(Standing::Registered),
            pb::CaseStatus::Included => Some(Standing::Included),
            pb::CaseStatus::AwaitingSupplement => Some(Standing::AwaitingSupplement),
            pb::CaseStatus::Rejected => Some(Standing::Rejected),
            pb::CaseStatus::Withdrawn => Some(Standing::Withdrawn),
        },
        administration: filter(&mut wrong, "administration", &asked.administration),
    };
    let page = page(&mut wrong, asked.page_size, &asked.page_token, &format!("{filters:?}"), 1);
    finish(wrong, page.map(|page| (filters, page)))
}

pub(crate) fn area_rounds(
    asked: &pb::ListAreaRoundsRequest,
) -> Result<(Option<CycleId>, Option<Phase>, Page), Violations> {
    let mut wrong = Violations::none();
    let cycle: Option<CycleId> = filter(&mut wrong, "cycle", &asked.cycle);
    let phase = match asked.phase() {
        pb::AreaPhase::Unspecified => None,
        pb::AreaPhase::StepOne => Some(Phase::StepOne),
        pb::AreaPhase::BallotOpen => Some(Phase::BallotOpen),
        pb::AreaPhase::BallotClosed => Some(Phase::BallotClosed),
        pb::AreaPhase::Ranked => Some(Phase::Ranked),
    };
    let filters = format!("{cycle:?} {phase:?}");
    let page = page(&mut wrong, asked.page_size, &asked.page_token, &filters, 2);
    finish(wrong, page.map(|page| (cycle, phase, page)))
}

pub(crate) fn ballots(asked: &pb::ListBallotsRequest) -> Result<(AreaRoundId, Page), Violations> {
    let mut wrong = Violations::none();
    let round = round_of(&mut wrong, &asked.cycle, &asked.area);
    let filters = format!("{round:?}");
    let page = page(&mut wrong, asked.page_size, &asked.page_token, &filters, 1);
    finish(wrong, round.zip(page))
}

pub(crate) fn proposal_items(
    asked: &pb::ListProposalItemsRequest,
) -> Result<(CycleId, Option<AreaKey>, Page), Violations> {
    let mut wrong = Violations::none();
    let cycle: Option<CycleId> = parsed(&mut wrong, "cycle", &asked.cycle);
    let area: Option<AreaKey> = filter(&mut wrong, "area", &asked.area);
    let filters = format!("{cycle:?} {area:?}");
    let page = page(&mut wrong, asked.page_size, &asked.page_token, &filters, 1);
    finish(wrong, cycle.zip(page).map(|(cycle, page)| (cycle, area, page)))
}
