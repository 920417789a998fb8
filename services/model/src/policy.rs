//! The smaller parts of a model: areas, scope, experts, reasons, ranking, register.

use kernel::AreaKey;

use crate::NO_SUPPORT;
use crate::read::{Section, unique};

/// A service area (tjänsteområde), B5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Key.
    pub key: AreaKey,
    /// Label shown to people.
    pub name: String,
    /// Whether it is a support area and no business area. It is ranked on equal terms (B6).
    pub support_area: bool,
}

/// What the model covers. The large-budget threshold comes from the cycle (B2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopePolicy {
    /// Affected administrations from which on an initiative is in scope (B1).
    pub min_administrations: u32,
    /// Where a local need can go instead (B3).
    pub route: String,
    /// What this rests on.
    pub basis: String,
}

kernel::named! {
    /// A kind of expert (D5).
    pub enum Competence {
        /// Knows the business.
        Business = "business",
        /// Knows IT and systems.
        It = "it",
    }
}

kernel::named! {
    /// Outcome of step one: these three and no other (C6).
    pub enum StepOneOutcome {
        /// Taken into the area's ranking.
        Included = "included",
        /// Must be supplemented first.
        Supplement = "supplement",
        /// Rejected.
        Rejected = "rejected",
    }
}

/// A reason that an outcome of step one can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonCode {
    /// The outcome.
    pub outcome: StepOneOutcome,
    /// Code.
    pub code: String,
    /// Label shown to people.
    pub label: String,
}

kernel::named! {
    /// How a group's ballots become a ranking.
    pub enum RankingMethod {
        /// Of m initiatives the first on a ballot gets m-1 points, the last 0.
        Borda = "borda",
        /// The strongest chains of pairwise wins decide.
        Schulze = "schulze",
        /// Pairwise wins are locked from the clearest on, unless they close a cycle.
        RankedPairs = "ranked_pairs",
    }
}

/// How a group ranks (C7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankingPolicy {
    /// The method.
    pub method: RankingMethod,
    /// What this rests on.
    pub basis: String,
}

/// How submissions are registered (C3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterPolicy {
    /// Class in the city's plan of records: the part of a diary number before the serial number.
    pub class: String,
    /// Digits of the serial number, filled with zeros.
    pub serial_digits: u32,
    /// What this rests on.
    pub basis: String,
}

impl RegisterPolicy {
    /// The diary number of this serial number and year, such as `031-0042/2027`.
    #[must_use]
    pub fn diary_number(&self, serial: u32, year: i16) -> String {
        let digits = usize::try_from(self.serial_digits).unwrap_or_default();
        format!("{}-{serial:0digits$}/{year}", self.class)
    }
}

pub(crate) fn read_area(section: &Section<'_, '_>) -> Option<Area> {
    let key = section.parsed("key");
    let name = section.text("name");
    let support_area = section.flag("support_area");
    Some(Area { key: key?, name: name?, support_area: support_area? })
}

pub(crate) fn read_scope(section: &Section<'_, '_>) -> Option<ScopePolicy> {
    let min_administrations = section.int("min_administrations");
    let route = section.text("route");
    let basis = section.text("basis");
    section.check(min_administrations != Some(0), "min_administrations", "must be at least 1");
    Some(ScopePolicy { min_administrations: min_administrations?, route: route?, basis: basis? })
}

pub(crate) fn read_experts(section: &Section<'_, '_>) -> Option<Vec<Competence>> {
    let required = section.list("required");
    let basis = section.text("basis");
    if let Some(required) = &required {
        section.check(!required.is_empty(), "required", "must name at least one");
        unique(section, "required", required.iter().map(|one: &Competence| one.as_str()));
    }
    basis.and(required)
}

pub(crate) fn read_reason(section: &Section<'_, '_>) -> Option<ReasonCode> {
    let outcome = section.parsed("outcome");
    let code = section.text("code");
    let label = section.text("label");
    Some(ReasonCode { outcome: outcome?, code: code?, label: label? })
}

pub(crate) fn check_reasons(root: &Section<'_, '_>, reasons: &[ReasonCode]) {
    unique(root, "reason", reasons.iter().map(|reason| reason.code.as_str()));
    for outcome in StepOneOutcome::ALL {
        let there = reasons.iter().any(|reason| reason.outcome == *outcome);
        root.check(there, "reason", format!("has none for the outcome {outcome}"));
    }
    let there = reasons
        .iter()
        .any(|reason| reason.outcome == StepOneOutcome::Rejected && reason.code == NO_SUPPORT);
    root.check(there, "reason", format!("has no {NO_SUPPORT} for the outcome rejected"));
}

pub(crate) fn read_ranking(section: &Section<'_, '_>) -> Option<RankingPolicy> {
    let method = section.parsed("method");
    let basis = section.text("basis");
    Some(RankingPolicy { method: method?, basis: basis? })
}

pub(crate) fn read_register(section: &Section<'_, '_>) -> Option<RegisterPolicy> {
    let class = section.text("class");
    let serial_digits = section.int("serial_digits");
    let basis = section.text("basis");
    let fits = serial_digits.is_none_or(|digits| (1..=9).contains(&digits));
    section.check(fits, "serial_digits", "must be 1 to 9");
    Some(RegisterPolicy { class: class?, serial_digits: serial_digits?, basis: basis? })
}
