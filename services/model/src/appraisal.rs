//! How members of a group share the appraisals, so that nobody gets too many (A19).

use crate::read::Section;

/// How many appraisals a case gets and how many a member gives (A19).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Members who appraise each case.
    pub per_case: u32,
    /// Most cases per member in one area and cycle.
    pub cap: u32,
}

/// How a group's members appraise cases before they rank (F3, A19).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppraisalPolicy {
    /// How many each.
    pub load: Load,
    /// What this rests on.
    pub basis: String,
}

pub(crate) fn read(section: &Section<'_, '_>) -> Option<AppraisalPolicy> {
    let per_case = section.int("per_case");
    let cap = section.int("cap");
    let basis = section.text("basis");
    section.check(per_case != Some(0), "per_case", "must be at least 1");
    section.check(cap != Some(0), "cap", "must be at least 1");
    Some(AppraisalPolicy { load: Load { per_case: per_case?, cap: cap? }, basis: basis? })
}
