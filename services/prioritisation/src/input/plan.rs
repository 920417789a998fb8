//! How a proposal is to be made, out of a request.

use std::collections::BTreeMap;

use kernel::{AreaKey, CycleId, InitiativeId, Money, Violations};
use model::ProposalPolicy;
use platform::input::{clean, finish, page, parsed};
use platform::page::Page;
use prioritisation_domain::{
    CityMethod, Completion, CriteriaComparison, Override, ScoreSource, Settings, Utility,
    ValueSource, Voters, WsjfCriteria, YearFrame,
};
use proto::prioritisation::v1 as pb;

/// The settings asked for; what is left out is as the model says, on the cycle's `frame`.
pub(crate) fn settings(
    wrong: &mut Violations,
    asked: Option<&pb::ProposalSettings>,
    policy: &ProposalPolicy,
    frame: Money,
) -> Settings {
    let usual = Settings::by_model(policy, frame);
    let Some(asked) = asked else { return usual };
    let year = |one: &pb::YearFrame| YearFrame { year: one.year, frame: Money::ore(one.frame_ore) };
    Settings {
        method: method(asked.method()).unwrap_or(usual.method),
        frame: asked.frame_ore.map_or(usual.frame, Money::ore),
        frames: asked.frames.iter().map(year).collect(),
        weights: weights(wrong, &asked.weights),
        comparisons: asked.comparisons.iter().map(comparison).collect(),
        scores: match asked.scores() {
            pb::ScoreSource::Unspecified | pb::ScoreSource::Experts => ScoreSource::Experts,
            pb::ScoreSource::Members => ScoreSource::Members,
        },
        wsjf: asked.wsjf.as_ref().map(wsjf),
        voters: match asked.voters() {
            pb::Voters::Unspecified => usual.voters,
            pb::Voters::Administrations => Voters::Administrations,
            pb::Voters::Areas => Voters::Areas,
        },
        voter_weights: voter_weights(wrong, &asked.voter_weights),
        utility: match asked.utility() {
            pb::Utility::Unspecified => usual.utility,
            pb::Utility::Cost => Utility::Cost,
            pb::Utility::Cardinality => Utility::Cardinality,
        },
        completion: match asked.completion() {
            pb::Completion::None => Completion::None,
            pb::Completion::Add1 => Completion::Add1,
            pb::Completion::Unspecified => usual.completion,
            pb::Completion::Greedy => Completion::Greedy,
            pb::Completion::Add1Greedy => Completion::Add1Greedy,
        },
        values: match asked.values() {
            pb::ValueSource::Unspecified => usual.values,
            pb::ValueSource::AreaScore => ValueSource::AreaScore,
            pb::ValueSource::Valuation => ValueSource::Valuation,
        },
        requires: pairs(wrong, "settings.requires", &asked.requires),
        excludes: pairs(wrong, "settings.excludes", &asked.excludes),
        caps: caps(wrong, &asked.caps),
        locked_in: list(wrong, "settings.locked_in", &asked.locked_in),
        locked_out: list(wrong, "settings.locked_out", &asked.locked_out),
    }
}

fn method(method: pb::CityMethod) -> Option<CityMethod> {
    Some(match method {
        pb::CityMethod::Unspecified => return None,
        pb::CityMethod::AreaScore => CityMethod::AreaScore,
        pb::CityMethod::Weighted => CityMethod::Weighted,
        pb::CityMethod::EqualShares => CityMethod::EqualShares,
        pb::CityMethod::Portfolio => CityMethod::Portfolio,
        pb::CityMethod::Wsjf => CityMethod::Wsjf,
    })
}

fn voter_weights(wrong: &mut Violations, asked: &[pb::VoterWeight]) -> BTreeMap<String, u32> {
    let all = asked.iter().map(|one| (one.voter.as_str(), one.weight));
    named_weights(wrong, "settings.voter_weights", "voter", all)
}

fn weights(wrong: &mut Violations, asked: &[pb::CriterionWeight]) -> BTreeMap<String, u32> {
    let all = asked.iter().map(|one| (one.criterion.as_str(), one.weight));
    named_weights(wrong, "settings.weights", "criterion", all)
}

fn comparison(one: &pb::CriteriaComparison) -> CriteriaComparison {
    let (first, second) = (one.first.clone(), one.second.clone());
    CriteriaComparison { first, second, times: one.times }
}

fn wsjf(one: &pb::WsjfCriteria) -> WsjfCriteria {
    WsjfCriteria {
        business_value: one.business_value.clone(),
        time_criticality: one.time_criticality.clone(),
        risk_reduction: one.risk_reduction.clone(),
        job_size: Some(one.job_size.clone()).filter(|key| !key.is_empty()),
    }
}

fn named_weights<'a>(
    wrong: &mut Violations,
    field: &str,
    name: &str,
    asked: impl Iterator<Item = (&'a str, u32)>,
) -> BTreeMap<String, u32> {
    let mut weights = BTreeMap::new();
    for (i, (key, weight)) in asked.enumerate() {
        let first = weights.insert(key.to_owned(), weight).is_none();
        wrong.unless(first, format!("{field}[{i}].{name}"), format!("{key} is named before"));
    }
    weights
}

fn pairs(
    wrong: &mut Violations,
    name: &str,
    asked: &[pb::Dependency],
) -> Vec<(InitiativeId, InitiativeId)> {
    let mut pairs = Vec::with_capacity(asked.len());
    for (i, one) in asked.iter().enumerate() {
        let initiative = parsed(wrong, &format!("{name}[{i}].initiative"), &one.initiative);
        let other = parsed(wrong, &format!("{name}[{i}].other"), &one.other);
        pairs.extend(initiative.zip(other));
    }
    pairs
}

fn caps(wrong: &mut Violations, asked: &[pb::AreaMost]) -> Vec<(AreaKey, u32)> {
    let mut caps = Vec::with_capacity(asked.len());
    for (i, one) in asked.iter().enumerate() {
        let area: Option<AreaKey> = parsed(wrong, &format!("settings.caps[{i}].area"), &one.area);
        caps.extend(area.map(|area| (area, one.most)));
    }
    caps
}

fn list(wrong: &mut Violations, name: &str, asked: &[String]) -> Vec<InitiativeId> {
    let mut list = Vec::with_capacity(asked.len());
    for (i, text) in asked.iter().enumerate() {
        list.extend(parsed::<InitiativeId>(wrong, &format!("{name}[{i}]"), text));
    }
    list
}

pub(crate) fn overrides(wrong: &mut Violations, asked: &[pb::ProposalOverride]) -> Vec<Override> {
    let mut overrides = Vec::with_capacity(asked.len());
    for (i, one) in asked.iter().enumerate() {
        let initiative = parsed(wrong, &format!("overrides[{i}].initiative"), &one.initiative);
        clean(wrong, format!("overrides[{i}].reason"), &one.reason);
        let (within, reason) = (one.within_frame, one.reason.clone());
        let to_rank = Some(one.to_rank).filter(|rank| *rank > 0);
        overrides.extend(initiative.map(|initiative| Override {
            initiative,
            to_rank,
            within,
            reason,
        }));
    }
    overrides
}

pub(crate) fn previewed(asked: &pb::PreviewProposalRequest) -> Result<(CycleId, Page), Violations> {
    let mut wrong = Violations::none();
    let cycle = parsed(&mut wrong, "cycle", &asked.cycle);
    let (settings, changed) = (&asked.settings, &asked.overrides);
    let filters = format!("{cycle:?} {settings:?} {changed:?} {}", asked.model_version);
    let page = page(&mut wrong, asked.page_size, &asked.page_token, &filters, 1);
    finish(wrong, cycle.zip(page))
}

pub(crate) fn item_asked(
    asked: &pb::ExplainProposalItemRequest,
) -> Result<(CycleId, InitiativeId), Violations> {
    let mut wrong = Violations::none();
    let cycle: Option<CycleId> = parsed(&mut wrong, "cycle", &asked.cycle);
    let initiative = parsed(&mut wrong, "initiative", &asked.initiative);
    finish(wrong, cycle.zip(initiative))
}

pub(crate) fn pictured(
    asked: &pb::GetProposalPictureRequest,
) -> Result<(CycleId, pb::ProposalPicture), Violations> {
    let mut wrong = Violations::none();
    let cycle: Option<CycleId> = parsed(&mut wrong, "cycle", &asked.cycle);
    let picture = asked.picture();
    wrong.unless(picture != pb::ProposalPicture::Unspecified, "picture", "is missing");
    finish(wrong, cycle.map(|cycle| (cycle, picture)))
}
