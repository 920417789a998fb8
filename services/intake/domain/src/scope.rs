//! What the model covers: an explainable rule (B1, B2, B3).

use kernel::CycleTerms;
use model::ScopePolicy;
use serde::{Deserialize, Serialize};

use crate::Content;

kernel::named! {
    /// The rule that decided on scope.
    pub enum ScopeRule {
        /// Enough administrations are affected (B1).
        SeveralAdministrations = "several_administrations",
        /// The cost reaches the cycle's threshold (B2).
        LargeBudget = "large_budget",
        /// A benefit of coordination is asserted (B3).
        CoordinationBenefit = "coordination_benefit",
        /// None of them: a local initiative, out of scope (B3).
        LocalInitiative = "local_initiative",
    }
}

/// What decided on scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The rule.
    pub rule: ScopeRule,
    /// What the rule found, and for what is out of scope where it can go instead.
    pub explanation: String,
}

impl Scope {
    /// Whether the model covers the initiative.
    #[must_use]
    pub fn covers(&self) -> bool {
        self.rule != ScopeRule::LocalInitiative
    }
}

/// Applies the rules in their order; the first that holds decides.
pub(crate) fn judge(
    content: &Content,
    terms: &CycleTerms,
    policy: &ScopePolicy,
    coordination_benefit: &str,
) -> Scope {
    let affected = content.affected_administrations.len();
    let (cost, threshold) = (content.total_cost, terms.large_budget);
    if u32::try_from(affected).is_ok_and(|affected| affected >= policy.min_administrations) {
        let explanation = format!(
            "{affected} administrations are affected; {} are enough",
            policy.min_administrations
        );
        return Scope { rule: ScopeRule::SeveralAdministrations, explanation };
    }
    if cost >= threshold {
        let explanation =
            format!("the cost is {cost}; from {threshold} on one administration is enough");
        return Scope { rule: ScopeRule::LargeBudget, explanation };
    }
    if !coordination_benefit.trim().is_empty() {
        let explanation = coordination_benefit.trim().to_owned();
        return Scope { rule: ScopeRule::CoordinationBenefit, explanation };
    }
    let explanation = format!(
        "{affected} administrations are affected, fewer than {}; the cost is {cost}, less than \
         {threshold}; no benefit of coordination is asserted. {}",
        policy.min_administrations, policy.route
    );
    Scope { rule: ScopeRule::LocalInitiative, explanation }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kernel::Money;

    use super::*;
    use crate::testing::{adm, content, stockholm, terms};

    fn rule(affected: u128, cost: i64, benefit: &str) -> ScopeRule {
        let content = Content {
            affected_administrations: (0..affected).map(adm).collect::<BTreeSet<_>>(),
            total_cost: Money::ore(cost),
            ..content()
        };
        judge(&content, &terms(), &stockholm().scope, benefit).rule
    }

    #[test]
    fn two_affected_administrations_are_in_scope_b1() {
        assert_eq!(rule(2, 1, ""), ScopeRule::SeveralAdministrations);
    }

    #[test]
    fn the_threshold_itself_is_a_large_budget_b2() {
        let threshold = terms().large_budget.as_ore();
        assert_eq!(rule(1, threshold, ""), ScopeRule::LargeBudget);
        assert_eq!(rule(0, threshold, ""), ScopeRule::LargeBudget);
        assert_eq!(rule(1, threshold - 1, ""), ScopeRule::LocalInitiative);
    }

    #[test]
    fn an_asserted_benefit_of_coordination_brings_a_local_initiative_in_b3() {
        assert_eq!(rule(1, 1, "Samma lösning i fyra stadsdelar"), ScopeRule::CoordinationBenefit);
        assert_eq!(rule(1, 1, "  "), ScopeRule::LocalInitiative);
    }

    #[test]
    fn out_of_scope_says_what_was_missing_and_where_to_go_b3() {
        let content = Content {
            affected_administrations: BTreeSet::from([adm(1)]),
            total_cost: Money::ore(100),
            ..content()
        };
        let scope = judge(&content, &terms(), &stockholm().scope, "");
        assert!(!scope.covers());
        assert!(scope.explanation.starts_with("1 administrations are affected, fewer than 2"));
        assert!(scope.explanation.contains(&stockholm().scope.route));
    }
}
