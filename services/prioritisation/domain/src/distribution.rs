//! How appraisals are shared (A19): nobody gets more than the cap, all get about as many, and who has
//! a place keeps it unless evenness needs another.
//!
//! A place moves along a chain: one member gives a case to the next, who gives another on, until
//! somebody has room. The search for chains finds one whenever there is one, so what is said to lack
//! does lack.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use kernel::{CaseId, PersonId};
use model::Load;

use crate::assignment::Places;

/// What is shared by whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Appraisers {
    /// The cases to appraise.
    pub cases: BTreeSet<CaseId>,
    /// Who sits in the group.
    pub members: BTreeSet<PersonId>,
    /// Who has appraised which case. They keep it.
    pub appraised: BTreeSet<(CaseId, PersonId)>,
    /// Who is out of which case.
    pub conflicted: BTreeSet<(CaseId, PersonId)>,
}

/// Shares the appraisals: each case gets `per_case` members, or as many as have no conflict of
/// interest in it. New places go to who has least, then by person id.
///
/// # Errors
/// How many places are lacking under the cap.
pub fn distribute(before: &Places, asked: &Appraisers, load: Load) -> Result<Places, u64> {
    let mut plan = Plan::new(asked, load);
    plan.keep(before);
    match plan.fill() {
        0 => {
            plan.level();
            Ok(plan.places())
        }
        lacking => Err(lacking),
    }
}

type Person<'a> = &'a PersonId;

/// Who would get which case, and from whom; `None`: nobody gives it up.
type Steps<'a> = BTreeMap<Person<'a>, (CaseId, Option<Person<'a>>)>;

struct Plan<'a> {
    asked: &'a Appraisers,
    per_case: usize,
    cap: usize,
    appraised: BTreeSet<(CaseId, Person<'a>)>,
    conflicted: BTreeSet<(CaseId, Person<'a>)>,
    /// Who has each case.
    on: BTreeMap<CaseId, BTreeSet<Person<'a>>>,
    /// What each member has.
    of: BTreeMap<Person<'a>, BTreeSet<CaseId>>,
    /// Members by how many they have.
    by_load: BTreeSet<(usize, Person<'a>)>,
    /// Members from whom no chain leads to room.
    full: BTreeSet<Person<'a>>,
}

fn pairs<'a>(
    asked: &'a Appraisers,
    of: &'a BTreeSet<(CaseId, PersonId)>,
) -> BTreeSet<(CaseId, Person<'a>)> {
    let known = of
        .iter()
        .filter(|(case, member)| asked.cases.contains(case) && asked.members.contains(member));
    known.map(|(case, member)| (*case, member)).collect()
}

impl<'a> Plan<'a> {
    fn new(asked: &'a Appraisers, load: Load) -> Self {
        let conflicted = pairs(asked, &asked.conflicted);
        let mut appraised = pairs(asked, &asked.appraised);
        appraised.retain(|pair| !conflicted.contains(pair));
        let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        Self {
            asked,
            per_case: size(load.per_case),
            cap: size(load.cap),
            appraised,
            conflicted,
            on: asked.cases.iter().map(|case| (*case, BTreeSet::new())).collect(),
            of: asked.members.iter().map(|member| (member, BTreeSet::new())).collect(),
            by_load: asked.members.iter().map(|member| (0, member)).collect(),
            full: BTreeSet::new(),
        }
    }

    fn load(&self, member: Person<'_>) -> usize {
        self.of.get(member).map(BTreeSet::len).unwrap_or_default()
    }

    /// How many members a case gets.
    fn demand(&self, case: CaseId) -> usize {
        let free = |member: &&PersonId| !self.conflicted.contains(&(case, *member));
        self.asked.members.iter().filter(free).take(self.per_case).count()
    }

    fn lacks(&self, case: CaseId) -> usize {
        let there = self.on.get(&case).map(BTreeSet::len).unwrap_or_default();
        self.demand(case).saturating_sub(there)
    }

    fn may_take(&self, case: CaseId, member: Person<'a>) -> bool {
        let has = self.on.get(&case).is_some_and(|members| members.contains(member));
        !has && !self.conflicted.contains(&(case, member))
    }

    fn change(&mut self, case: CaseId, member: Person<'a>, puts: bool) {
        let before = self.load(member);
        let (Some(on), Some(of)) = (self.on.get_mut(&case), self.of.get_mut(member)) else {
            return;
        };
        if puts {
            on.insert(member);
            of.insert(case);
        } else {
            on.remove(member);
            of.remove(&case);
        }
        self.by_load.remove(&(before, member));
        self.by_load.insert((self.load(member), member));
    }

    /// Who has appraised keeps the case, first of all who was to; then who was to and has not.
    fn keep(&mut self, before: &Places) {
        let members = &self.asked.members;
        let had: BTreeSet<_> = before
            .iter()
            .flat_map(|(case, had)| had.iter().map(|member| (*case, member)))
            .filter_map(|(case, member)| Some((case, members.get(member)?)))
            .collect();
        let (kept, rest): (Vec<_>, Vec<_>) =
            self.appraised.iter().copied().partition(|pair| had.contains(pair));
        for (case, member) in kept.into_iter().chain(rest).chain(had) {
            let room = self.load(member) < self.cap && self.lacks(case) > 0;
            if room && self.may_take(case, member) {
                self.change(case, member, true);
            }
        }
    }

    /// Gives every case the members that it lacks. Returns how many places could not be given.
    fn fill(&mut self) -> u64 {
        let mut lacking = 0_u64;
        for case in &self.asked.cases {
            for _ in 0..self.lacks(*case) {
                let room = |plan: &Self, member: Person<'a>| plan.load(member) < plan.cap;
                match self.search([(*case, None)].into(), room) {
                    Ok((last, steps)) => self.walk(last, &steps),
                    Err(seen) => {
                        self.full.extend(seen.into_keys());
                        lacking = lacking.saturating_add(1);
                    }
                }
            }
        }
        lacking
    }

    /// Moves places from who has most to who has at least two less, as long as any can move.
    fn level(&mut self) {
        loop {
            let before = self.by_load.clone();
            for (_, member) in before.iter().rev() {
                while let Some((last, steps)) = self.relief(member) {
                    self.walk(last, &steps);
                }
            }
            if self.by_load == before {
                return;
            }
        }
    }

    /// A chain that takes one case from a member.
    fn relief(&self, member: Person<'a>) -> Option<(Person<'a>, Steps<'a>)> {
        let load = self.load(member);
        let (least, _) = self.by_load.first()?;
        if load < least + 2 {
            return None;
        }
        let gives = self.movable(member).map(|case| (case, Some(member))).collect();
        self.search(gives, |plan, other| plan.load(other) + 2 <= load).ok()
    }

    /// What a member can give on: what they have not appraised.
    fn movable(&self, member: Person<'a>) -> impl Iterator<Item = CaseId> {
        let cases = self.of.get(member).into_iter().flatten().copied();
        cases.filter(move |case| !self.appraised.contains(&(*case, member)))
    }

    /// The shortest chain from any of these cases to a member for whom `ends` holds, or all members
    /// that chains lead to.
    fn search(
        &self,
        mut open: VecDeque<(CaseId, Option<Person<'a>>)>,
        ends: impl Fn(&Self, Person<'a>) -> bool,
    ) -> Result<(Person<'a>, Steps<'a>), Steps<'a>> {
        let mut steps = Steps::new();
        let from = open.front().and_then(|(_, from)| *from);
        while let Some((case, giver)) = open.pop_front() {
            for (_, member) in &self.by_load {
                let seen = steps.contains_key(member) || self.full.contains(member);
                if seen || from == Some(*member) || !self.may_take(case, member) {
                    continue;
                }
                steps.insert(*member, (case, giver));
                if ends(self, member) {
                    return Ok((*member, steps));
                }
                open.extend(self.movable(member).map(|case| (case, Some(*member))));
            }
        }
        Err(steps)
    }

    /// Moves the places of a chain, from its end on.
    fn walk(&mut self, last: Person<'a>, steps: &Steps<'a>) {
        let mut at = Some(last);
        while let Some((member, (case, giver))) =
            at.and_then(|member| Some((member, *steps.get(member)?)))
        {
            if let Some(giver) = giver {
                self.change(case, giver, false);
            }
            self.change(case, member, true);
            at = giver;
        }
    }

    fn places(self) -> Places {
        let taken = self.on.into_iter().filter(|(_, members)| !members.is_empty());
        taken.map(|(case, members)| (case, members.into_iter().cloned().collect())).collect()
    }
}

#[cfg(test)]
mod tests;
