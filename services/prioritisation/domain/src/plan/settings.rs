//! How a proposal is to be made (C8).

use std::collections::BTreeMap;

use kernel::{AreaKey, InitiativeId, Money, Violations};
use model::{CityMethod, Completion, ProposalPolicy, Utility, ValueSource, Voters};
use serde::{Deserialize, Serialize};

use super::field::Field;
use super::{Ground, choose};
use crate::subject::check_text;

const REASON_LENGTH: usize = 4000;
const ENTRIES: usize = 1000;
const WEIGHT: u32 = 1_000_000;
const YEARS: usize = 20;

kernel::named! {
    /// Whose scores count, by weights and in WSJF.
    pub enum ScoreSource {
        /// The experts', in the dossier (D4, D5).
        Experts = "experts",
        /// The mean of what the groups' members gave before their group ranked (F3). Not in WSJF.
        Members = "members",
    }
}

/// Two criteria compared, for the analytic hierarchy process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// Key of the one.
    pub first: String,
    /// Key of the other.
    pub second: String,
    /// `n`, 1 to 9: the first is n times as important. `-n`, -2 to -9: the second is.
    pub times: i32,
}

/// Criteria that WSJF takes its numbers from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WsjfCriteria {
    /// Value for users and the city.
    pub business_value: String,
    /// How the value falls if it is done later.
    pub time_criticality: String,
    /// Risk reduced or opportunity enabled.
    pub risk_reduction: String,
    /// Size of the job; `None`: the total cost in whole kronor, at least 1.
    pub job_size: Option<String>,
}

/// A frame of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearFrame {
    /// The year.
    pub year: i32,
    /// The frame.
    pub frame: Money,
}

/// How a proposal is to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The method.
    pub method: CityMethod,
    /// What all that is within may cost in total.
    pub frame: Money,
    /// Best portfolio: frames of years instead, each for what costs in it. Empty: the total counts.
    pub frames: Vec<YearFrame>,
    /// Weight by criterion. Empty: those of the model.
    pub weights: BTreeMap<String, u32>,
    /// Weighted: weights by comparison of each two criteria instead. Empty: not so.
    pub comparisons: Vec<Comparison>,
    /// Whose scores count.
    pub scores: ScoreSource,
    /// WSJF: where its numbers come from.
    pub wsjf: Option<WsjfCriteria>,
    /// Who holds a share.
    pub voters: Voters,
    /// Weights of voters, by administration id or area key; one that is not named weighs 1.
    pub voter_weights: BTreeMap<String, u32>,
    /// What a voter values.
    pub utility: Utility,
    /// What becomes of money left.
    pub completion: Completion,
    /// What an initiative is worth.
    pub values: ValueSource,
    /// Pairs: the first needs the second.
    pub requires: Vec<(InitiativeId, InitiativeId)>,
    /// Pairs of which at most one is within.
    pub excludes: Vec<(InitiativeId, InitiativeId)>,
    /// The most initiatives of an area.
    pub caps: Vec<(AreaKey, u32)>,
    /// What must be within.
    pub locked_in: Vec<InitiativeId>,
    /// What must not.
    pub locked_out: Vec<InitiativeId>,
}

impl Settings {
    /// By area score, as the model's group rankings give it.
    #[must_use]
    pub fn area_score(frame: Money) -> Self {
        Self {
            method: CityMethod::AreaScore,
            frame,
            frames: Vec::new(),
            weights: BTreeMap::new(),
            comparisons: Vec::new(),
            scores: ScoreSource::Experts,
            wsjf: None,
            voters: Voters::Administrations,
            voter_weights: BTreeMap::new(),
            utility: Utility::Cost,
            completion: Completion::Greedy,
            values: ValueSource::AreaScore,
            requires: Vec::new(),
            excludes: Vec::new(),
            caps: Vec::new(),
            locked_in: Vec::new(),
            locked_out: Vec::new(),
        }
    }

    /// As the cycle's model says.
    #[must_use]
    pub fn by_model(policy: &ProposalPolicy, frame: Money) -> Self {
        Self {
            method: policy.method,
            voters: policy.voters,
            utility: policy.utility,
            completion: policy.completion,
            values: policy.values,
            ..Self::area_score(frame)
        }
    }

    pub(super) fn violations(&self, ground: &Ground, field: &Field<'_>) -> Violations {
        let mut wrong = Violations::none();
        wrong.unless(self.frame.as_ore() >= 0, "settings.frame_ore", "must not be negative");
        self.check_weights(&mut wrong, ground);
        self.check_comparisons(&mut wrong, ground);
        self.check_wsjf(&mut wrong, ground);
        self.check_voters(&mut wrong, field);
        self.check_limits(&mut wrong, ground, field);
        wrong
    }

    fn check_weights(&self, wrong: &mut Violations, ground: &Ground) {
        for (criterion, weight) in &self.weights {
            let path = || format!("settings.weights[{criterion}]");
            let known = ground.valuation.criterion(criterion).is_some();
            wrong.unless(known, path(), "is no criterion of the model");
            wrong.unless((1..=WEIGHT).contains(weight), path(), format!("must be 1 to {WEIGHT}"));
        }
        let all = ground.valuation.criteria.iter();
        let lacking = all.filter(|one| !self.weights.contains_key(&one.key));
        for one in lacking.filter(|_| !self.weights.is_empty()) {
            wrong.add("settings.weights", format!("lacks {}", one.key));
        }
    }

    fn check_comparisons(&self, wrong: &mut Violations, ground: &Ground) {
        if self.comparisons.is_empty() {
            return;
        }
        let path = "settings.comparisons";
        let only = "are only for the method weighted, without weights";
        let fits = self.method == CityMethod::Weighted && self.weights.is_empty();
        wrong.unless(fits, path, only);
        match choose::compared(ground, self) {
            Ok(weights) if weights.acceptable => {}
            Ok(weights) => {
                let ratio = weights.consistency_ratio;
                wrong.add(path, format!("contradict each other: ratio {ratio}, at most 1/10"));
            }
            Err(error) => wrong.add(path, error),
        }
    }

    fn check_wsjf(&self, wrong: &mut Violations, ground: &Ground) {
        let needed = self.method == CityMethod::Wsjf;
        let Some(keys) = &self.wsjf else {
            wrong.unless(!needed, "settings.wsjf", "is missing");
            return;
        };
        wrong.unless(needed, "settings.wsjf", "is only for the method wsjf");
        let experts = self.scores == ScoreSource::Experts;
        wrong.unless(experts, "settings.scores", "must be the experts', for the method wsjf");
        for (name, key) in [
            ("business_value", Some(&keys.business_value)),
            ("time_criticality", Some(&keys.time_criticality)),
            ("risk_reduction", Some(&keys.risk_reduction)),
            ("job_size", keys.job_size.as_ref()),
        ] {
            let known = key.is_none_or(|key| ground.valuation.criterion(key).is_some());
            wrong.unless(known, format!("settings.wsjf.{name}"), "is no criterion of the model");
        }
    }

    fn check_voters(&self, wrong: &mut Violations, field: &Field<'_>) {
        if self.voter_weights.is_empty() {
            return;
        }
        let shares = self.method == CityMethod::EqualShares;
        wrong.unless(shares, "settings.voter_weights", "are only for the method equal_shares");
        let voters = choose::supports(field, self.voters);
        for (voter, weight) in &self.voter_weights {
            let path = || format!("settings.voter_weights[{voter}]");
            wrong.unless(voters.contains_key(voter), path(), "supports nothing here");
            wrong.unless((1..=WEIGHT).contains(weight), path(), format!("must be 1 to {WEIGHT}"));
        }
    }

    fn check_limits(&self, wrong: &mut Violations, ground: &Ground, field: &Field<'_>) {
        let portfolio = self.method == CityMethod::Portfolio;
        let only = "is only for the method portfolio";
        wrong.unless(portfolio || self.frames.is_empty(), "settings.frames", only);
        wrong.unless(portfolio || self.caps.is_empty(), "settings.caps", only);
        wrong.unless(self.frames.len() <= YEARS, "settings.frames", "must be at most 20 years");
        let mut years = Vec::new();
        for (i, frame) in self.frames.iter().enumerate() {
            let path = |name: &str| format!("settings.frames[{i}].{name}");
            wrong.unless(!years.contains(&frame.year), path("year"), "is named before");
            wrong.unless(frame.frame.as_ore() >= 0, path("frame_ore"), "must not be negative");
            years.push(frame.year);
        }
        for (i, (area, _)) in self.caps.iter().enumerate() {
            let known = ground.areas.iter().any(|one| one.key == *area);
            wrong.unless(known, format!("settings.caps[{i}].area"), "is no area of the model");
        }
        let pairs = [("requires", &self.requires), ("excludes", &self.excludes)];
        for (name, pairs) in pairs {
            let path = format!("settings.{name}");
            wrong.unless(portfolio || pairs.is_empty(), path.clone(), only);
            let entries = format!("must have at most {ENTRIES} entries");
            wrong.unless(pairs.len() <= ENTRIES, path, entries);
            for (i, (one, other)) in pairs.iter().enumerate().take(ENTRIES) {
                let path = |part: &str| format!("settings.{name}[{i}].{part}");
                known(wrong, path("initiative"), *one, field);
                known(wrong, path("other"), *other, field);
                wrong.unless(one != other, path("other"), "is the initiative itself");
            }
        }
        for (name, list) in [("locked_in", &self.locked_in), ("locked_out", &self.locked_out)] {
            wrong.unless(portfolio || list.is_empty(), format!("settings.{name}"), only);
            for (i, one) in list.iter().enumerate() {
                known(wrong, format!("settings.{name}[{i}]"), *one, field);
            }
        }
    }
}

fn known(wrong: &mut Violations, path: String, initiative: InitiativeId, field: &Field<'_>) {
    let found = field.index_of(initiative).is_some();
    wrong.unless(found, path, format!("{initiative} is not ranked by any area"));
}

/// A change that the executive office makes to what was computed, with its reason (C8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// What is changed.
    pub initiative: InitiativeId,
    /// Its new place; the changes before it have been made.
    pub to_rank: Option<u32>,
    /// Whether it is within the frame from here on.
    pub within: Option<bool>,
    /// Why.
    pub reason: String,
}

pub(super) fn check_overrides(wrong: &mut Violations, all: &[Override], field: &Field<'_>) {
    let entries = format!("must have at most {ENTRIES} entries");
    wrong.unless(all.len() <= ENTRIES, "overrides", entries);
    for (i, one) in all.iter().enumerate().take(ENTRIES) {
        let path = |name: &str| format!("overrides[{i}].{name}");
        known(wrong, path("initiative"), one.initiative, field);
        let fits = one.to_rank.is_none_or(|rank| (1..=field.len()).contains(&rank));
        wrong.unless(fits, path("to_rank"), format!("must be 1 to {}", field.len()));
        let changes = one.to_rank.is_some() || one.within.is_some();
        wrong.unless(changes, path("to_rank"), "is missing, and so is within_frame");
        check_text(wrong, &path("reason"), &one.reason, REASON_LENGTH);
    }
}
