//! How a proposal was made, as values of the contract.

use prioritisation_domain::{
    Certificate, CityMethod, Completion, CriteriaComparison, GroupShare, Making, Override, Part,
    PlanOutcome, ProposalItem, ScoreSource, SelectionChange, Settings, Utility, ValueSource,
    Voters, WholeView, WsjfCriteria,
};
use proto::prioritisation::v1 as pb;

use super::{responsibility, texts};

pub(crate) fn making(making: &Making) -> pb::ProposalMaking {
    pb::ProposalMaking {
        settings: Some(settings(&making.settings)),
        overrides: making.overrides.iter().map(changed).collect(),
        outcome: Some(outcome(&making.outcome)),
        whole: Some(whole(&making.whole)),
        certificate: Some(certificate(&making.certificate)),
    }
}

pub(crate) fn city_method(method: CityMethod) -> pb::CityMethod {
    match method {
        CityMethod::AreaScore => pb::CityMethod::AreaScore,
        CityMethod::Weighted => pb::CityMethod::Weighted,
        CityMethod::EqualShares => pb::CityMethod::EqualShares,
        CityMethod::Portfolio => pb::CityMethod::Portfolio,
        CityMethod::Wsjf => pb::CityMethod::Wsjf,
    }
}

pub(crate) fn settings(settings: &Settings) -> pb::ProposalSettings {
    let pair = |(one, other): &(kernel::InitiativeId, kernel::InitiativeId)| pb::Dependency {
        initiative: one.to_string(),
        other: other.to_string(),
        holds: false,
    };
    let year = |one: &prioritisation_domain::YearFrame| pb::YearFrame {
        year: one.year,
        frame_ore: one.frame.as_ore(),
    };
    let weight = |(criterion, weight): (&String, &u32)| pb::CriterionWeight {
        criterion: criterion.clone(),
        weight: *weight,
    };
    let most = |(area, most): &(kernel::AreaKey, u32)| pb::AreaMost {
        area: area.to_string(),
        most: *most,
    };
    pb::ProposalSettings {
        method: city_method(settings.method).into(),
        frame_ore: Some(settings.frame.as_ore()),
        frames: settings.frames.iter().map(year).collect(),
        weights: settings.weights.iter().map(weight).collect(),
        voters: voters(settings.voters).into(),
        utility: utility(settings.utility).into(),
        completion: completion(settings.completion).into(),
        values: values(settings.values).into(),
        requires: settings.requires.iter().map(pair).collect(),
        excludes: settings.excludes.iter().map(pair).collect(),
        caps: settings.caps.iter().map(most).collect(),
        locked_in: texts(&settings.locked_in),
        locked_out: texts(&settings.locked_out),
        comparisons: settings.comparisons.iter().map(comparison).collect(),
        scores: match settings.scores {
            ScoreSource::Experts => pb::ScoreSource::Experts,
            ScoreSource::Members => pb::ScoreSource::Members,
        }
        .into(),
        wsjf: settings.wsjf.as_ref().map(wsjf),
        voter_weights: settings.voter_weights.iter().map(voter_weight).collect(),
    }
}

fn voter_weight((voter, weight): (&String, &u32)) -> pb::VoterWeight {
    pb::VoterWeight { voter: voter.clone(), weight: *weight }
}

fn comparison(one: &CriteriaComparison) -> pb::CriteriaComparison {
    let (first, second) = (one.first.clone(), one.second.clone());
    pb::CriteriaComparison { first, second, times: one.times }
}

fn wsjf(keys: &WsjfCriteria) -> pb::WsjfCriteria {
    pb::WsjfCriteria {
        business_value: keys.business_value.clone(),
        time_criticality: keys.time_criticality.clone(),
        risk_reduction: keys.risk_reduction.clone(),
        job_size: keys.job_size.clone().unwrap_or_default(),
    }
}

fn voters(voters: Voters) -> pb::Voters {
    match voters {
        Voters::Administrations => pb::Voters::Administrations,
        Voters::Areas => pb::Voters::Areas,
    }
}

fn utility(utility: Utility) -> pb::Utility {
    match utility {
        Utility::Cost => pb::Utility::Cost,
        Utility::Cardinality => pb::Utility::Cardinality,
    }
}

fn completion(completion: Completion) -> pb::Completion {
    match completion {
        Completion::None => pb::Completion::None,
        Completion::Add1 => pb::Completion::Add1,
        Completion::Greedy => pb::Completion::Greedy,
        Completion::Add1Greedy => pb::Completion::Add1Greedy,
    }
}

fn values(values: ValueSource) -> pb::ValueSource {
    match values {
        ValueSource::AreaScore => pb::ValueSource::AreaScore,
        ValueSource::Valuation => pb::ValueSource::Valuation,
    }
}

pub(crate) fn changed(one: &Override) -> pb::ProposalOverride {
    pb::ProposalOverride {
        initiative: one.initiative.to_string(),
        to_rank: one.to_rank.unwrap_or_default(),
        within_frame: one.within,
        reason: one.reason.clone(),
    }
}

fn outcome(outcome: &PlanOutcome) -> pb::ProposalOutcome {
    let tie = |tied: &Vec<kernel::InitiativeId>| pb::ProposalTie { initiatives: texts(tied) };
    pb::ProposalOutcome {
        computed_cost_ore: outcome.computed_cost_ore,
        value: outcome.value,
        bound: outcome.bound,
        proven: outcome.proven,
        ties: outcome.ties.iter().map(tie).collect(),
        unrated: texts(&outcome.unrated),
    }
}

fn part(part: &Part, share: Option<&GroupShare>) -> pb::WholePart {
    let whole = |within: bool| if within { 1000 } else { 0 };
    pb::WholePart {
        initiatives: part.total,
        total_cost_ore: part.total_ore,
        within: part.within,
        within_cost_ore: part.within_ore,
        share_permille: share.map_or_else(|| whole(part.within > 0), |one| one.share_permille),
        proportional_permille: share
            .map_or_else(|| whole(part.total > 0), |one| one.proportional_permille),
    }
}

fn whole(whole: &WholeView) -> pb::WholeView {
    let all = Part {
        total: whole.total,
        total_ore: whole.total_ore,
        within: whole.within,
        within_ore: whole.within_ore,
    };
    let pair = |(one, other, holds): &(kernel::InitiativeId, kernel::InitiativeId, bool)| {
        let (initiative, other) = (one.to_string(), other.to_string());
        pb::Dependency { initiative, other, holds: *holds }
    };
    let shares = whole.area_shares();
    let area = |(key, one, counts): &(kernel::AreaKey, Part, prioritisation_domain::Counts)| {
        let share = shares.iter().find(|share| share.group == key.as_str());
        pb::AreaPart {
            area: key.to_string(),
            part: Some(part(one, share)),
            rejected: counts.rejected,
            withdrawn: counts.withdrawn,
            waiting: counts.undecided(),
        }
    };
    let by_administration = whole.administration_shares();
    let administration = |(id, one): &(String, Part)| {
        let share = by_administration.iter().find(|share| share.group == *id);
        pb::AdministrationPart { administration: id.clone(), part: Some(part(one, share)) }
    };
    let year = |one: &prioritisation_domain::YearPart| pb::YearPart {
        year: one.year,
        total_cost_ore: one.total_ore,
        within_cost_ore: one.within_ore,
    };
    pb::WholeView {
        frame_ore: whole.frame_ore,
        all: Some(part(&all, None)),
        areas: whole.areas.iter().map(area).collect(),
        administrations: whole.administrations.iter().map(administration).collect(),
        years: whole.years.iter().map(year).collect(),
        requires: whole.requires.iter().map(pair).collect(),
        excludes: whole.excludes.iter().map(pair).collect(),
    }
}

fn certificate(certificate: &Certificate) -> pb::PreparationCertificate {
    let check = |one: &prioritisation_domain::Check| pb::PreparationCheck {
        rule: one.rule.to_string(),
        holds: one.holds,
        lacking: texts(&one.lacking),
    };
    let gaps = |(area, gaps): &(kernel::AreaKey, Vec<kernel::Responsibility>)| pb::AreaGaps {
        area: area.to_string(),
        gaps: gaps.iter().map(|one| responsibility(*one).into()).collect(),
    };
    pb::PreparationCertificate {
        initiatives: certificate.initiatives,
        complete: certificate.complete(),
        checks: certificate.checks.iter().map(check).collect(),
        gaps: certificate.gaps.iter().map(gaps).collect(),
    }
}

pub(crate) fn selection(change: &SelectionChange) -> pb::SelectionChange {
    pb::SelectionChange { gained: texts(&change.gained), lost: texts(&change.lost) }
}

pub(crate) fn item(item: &ProposalItem) -> pb::ProposalEntry {
    let one = &item.candidate;
    pb::ProposalEntry {
        initiative: one.initiative.to_string(),
        case: one.case.to_string(),
        administration: one.administration.to_string(),
        reference: one.reference.clone(),
        title: one.title.clone(),
        area: item.area.to_string(),
        area_rank: item.area_rank,
        city_rank: item.city_rank,
        score_numerator: item.score.numerator,
        score_denominator: item.score.denominator,
        total_cost_ore: one.cost.as_ore(),
        computed_rank: item.computed_rank,
        within_frame: item.within,
        computed_within_frame: item.computed_within,
    }
}
