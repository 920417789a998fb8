//! What members say of cases.

use kernel::{AreaKey, CaseId, CycleId, PersonId, Violations};
use platform::input::{clean, filter, finish, page, parsed};
use platform::page::Page;
use proto::prioritisation::v1 as pb;

use crate::views::ConflictFilter;

/// Case, round of the dossier, and scores.
pub(crate) fn appraisal(
    asked: &pb::AppraiseCaseRequest,
) -> Result<(CaseId, Vec<(String, i32)>), Violations> {
    let mut wrong = Violations::none();
    let case = parsed(&mut wrong, "case", &asked.case);
    wrong.unless(asked.round > 0, "round", "is missing");
    for (i, score) in asked.scores.iter().enumerate() {
        clean(&mut wrong, format!("scores[{i}].criterion"), &score.criterion);
    }
    clean(&mut wrong, "comment", &asked.comment);
    let scores = asked.scores.iter().map(|one| (one.criterion.clone(), one.score)).collect();
    finish(wrong, case.map(|case| (case, scores)))
}

/// A case, and a text under `field` that is said of it.
pub(crate) fn said(case: &str, field: &str, text: &str) -> Result<CaseId, Violations> {
    let mut wrong = Violations::none();
    let case = parsed(&mut wrong, "case", case);
    clean(&mut wrong, field, text);
    finish(wrong, case)
}

/// Which appraisal: the caller's own unless another member is named.
pub(crate) fn appraisal_of(
    asked: &pb::GetAppraisalRequest,
    caller: PersonId,
) -> Result<(CaseId, PersonId), Violations> {
    let mut wrong = Violations::none();
    let case = parsed(&mut wrong, "case", &asked.case);
    let member = filter(&mut wrong, "member", &asked.member).unwrap_or(caller);
    finish(wrong, case.map(|case| (case, member)))
}

/// A list of what was said of one case.
pub(crate) fn of_case(
    case: &str,
    page_size: i32,
    page_token: &str,
) -> Result<(CaseId, Page), Violations> {
    let mut wrong = Violations::none();
    let case: Option<CaseId> = parsed(&mut wrong, "case", case);
    let page = page(&mut wrong, page_size, page_token, &format!("{case:?}"), 1);
    finish(wrong, case.zip(page))
}

pub(crate) fn conflicts(
    asked: &pb::ListConflictsRequest,
) -> Result<(ConflictFilter, Page), Violations> {
    let mut wrong = Violations::none();
    let cycle: Option<CycleId> = parsed(&mut wrong, "cycle", &asked.cycle);
    let filters = cycle.map(|cycle| ConflictFilter {
        cycle,
        area: filter(&mut wrong, "area", &asked.area),
        case: filter(&mut wrong, "case", &asked.case),
        member: filter(&mut wrong, "member", &asked.member),
    });
    let page = page(&mut wrong, asked.page_size, &asked.page_token, &format!("{filters:?}"), 2);
    finish(wrong, filters.zip(page))
}

pub(crate) fn to_do(
    asked: &pb::ListMyAppraisalsRequest,
) -> Result<(CycleId, Option<AreaKey>, Page), Violations> {
    let mut wrong = Violations::none();
    let cycle: Option<CycleId> = parsed(&mut wrong, "cycle", &asked.cycle);
    let area: Option<AreaKey> = filter(&mut wrong, "area", &asked.area);
    let filters = format!("{cycle:?} {area:?}");
    let page = page(&mut wrong, asked.page_size, &asked.page_token, &filters, 1);
    finish(wrong, cycle.zip(page).map(|(cycle, page)| (cycle, area, page)))
}
