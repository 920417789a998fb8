//! Between the rules' words and the contract's.

use intake_domain::{
    Content, Demand, Driver, Initiative, InitiativeKind, Scope, ScopeRule, Status, TargetGroup,
};
use proto::intake::v1 as pb;

/// The two sides of an enum, told apart by value.
macro_rules! both_ways {
    ($($from:ident, $into:ident: $ours:ty, $theirs:ty { $($one:ident = $other:ident,)* })*) => {$(
        pub(crate) fn $into(ours: $ours) -> $theirs {
            match ours { $(<$ours>::$one => <$theirs>::$other,)* }
        }
        pub(crate) fn $from(number: i32) -> Option<$ours> {
            match <$theirs>::try_from(number) {
                $(Ok(<$theirs>::$other) => Some(<$ours>::$one),)*
                _ => None,
            }
        }
    )*};
}

both_ways! {
    kind_from, kind_into: InitiativeKind, pb::InitiativeKind {
        NewDevelopment = NewDevelopment,
        FurtherDevelopment = FurtherDevelopment,
        Maintenance = Maintenance,
    }
    driver_from, driver_into: Driver, pb::Driver {
        Business = Business,
        System = System,
    }
    target_group_from, target_group_into: TargetGroup, pb::TargetGroup {
        Citizens = Citizens,
        Visitors = Visitors,
        Companies = Companies,
        Users = Users,
        Management = Management,
    }
    status_from, status_into: Status, pb::InitiativeStatus {
        Registered = Registered,
        Prepared = Prepared,
        InScope = InScope,
        OutOfScope = OutOfScope,
        Submitted = Submitted,
        DossierCompleted = DossierCompleted,
        SupplementRequested = SupplementRequested,
        Included = Included,
        Rejected = Rejected,
        Ranked = Ranked,
        Proposed = Proposed,
        Recommended = Recommended,
        Funded = Funded,
        Deferred = Deferred,
        Declined = Declined,
        Started = Started,
        Finished = Finished,
        Withdrawn = Withdrawn,
    }
}

/// The contract's name of a step, from its text in the read tables.
pub(crate) fn stage_into(text: &str) -> pb::Stage {
    let name = format!("STAGE_{}", text.to_ascii_uppercase());
    pb::Stage::from_str_name(&name).unwrap_or_default()
}

fn rule_into(rule: ScopeRule) -> pb::ScopeRule {
    match rule {
        ScopeRule::SeveralAdministrations => pb::ScopeRule::SeveralAdministrations,
        ScopeRule::LargeBudget => pb::ScopeRule::LargeBudget,
        ScopeRule::CoordinationBenefit => pb::ScopeRule::CoordinationBenefit,
        ScopeRule::LocalInitiative => pb::ScopeRule::LocalInitiative,
    }
}

pub(crate) fn scope(scope: &Scope) -> pb::Scope {
    pb::Scope {
        rule: rule_into(scope.rule).into(),
        in_scope: scope.covers(),
        explanation: scope.explanation.clone(),
    }
}

pub(crate) fn demand(demand: Demand) -> pb::SupplementDemand {
    let due_on = demand.due_on.map(|day| day.to_string()).unwrap_or_default();
    pb::SupplementDemand { missing: demand.missing, due_on }
}

/// The content of a prepared initiative; `None` before it is prepared.
pub(crate) fn content_of(initiative: &Initiative) -> Option<pb::InitiativeContent> {
    let content = initiative.content.clone()?;
    Some(content_with(content, initiative.proposer.as_str(), &initiative.reference))
}

pub(crate) fn content_with(
    content: Content,
    proposer: &str,
    reference: &str,
) -> pb::InitiativeContent {
    let affected = content.affected_administrations.iter();
    let costs = content.costs.into_iter().map(|cost| pb::Cost {
        year: cost.year,
        one_off_ore: cost.one_off.as_ore(),
        running_ore: cost.running.as_ore(),
    });
    let benefits = content.benefits.into_iter().map(|benefit| pb::Benefit {
        target_group: target_group_into(benefit.target_group).into(),
        description: benefit.description,
    });
    let risks = content
        .risks
        .into_iter()
        .map(|risk| pb::Risk { description: risk.description, mitigation: risk.mitigation });
    pb::InitiativeContent {
        proposer: proposer.to_owned(),
        reference: reference.to_owned(),
        title: content.title,
        kind: kind_into(content.kind).into(),
        area: content.area.to_string(),
        need: content.need,
        process: content.process,
        city_goals: content.city_goals,
        business_goals: content.business_goals,
        driver: driver_into(content.driver).into(),
        affected_administrations: affected.map(ToString::to_string).collect(),
        costs: costs.collect(),
        total_cost_ore: content.total_cost.as_ore(),
        benefits: benefits.collect(),
        risks: risks.collect(),
        template_version: content.template_version,
        fields: content.fields.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use intake_domain::Stage;

    use super::*;

    #[test]
    fn every_step_has_a_name_in_the_contract() {
        let own = ["registered", "prepared", "in_scope", "supplemented"];
        for text in Stage::ALL.iter().map(|stage| stage.as_str()).chain(own) {
            assert_ne!(stage_into(text), pb::Stage::Unspecified, "{text}");
        }
    }
}
