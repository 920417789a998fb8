//! How a city-wide proposal is made where nobody says otherwise (B6, C8).

use crate::read::Section;

kernel::named! {
    /// How initiatives of all areas are put on one scale.
    pub enum CityMethod {
        /// By each area's own points as a share of those possible; what still fits is within.
        AreaScore = "area_score",
        /// By the experts' scores and the weights of the criteria; what still fits is within.
        Weighted = "weighted",
        /// Weighted shortest job first: value, urgency and risk over the size of the job; what still
        /// fits is within.
        Wsjf = "wsjf",
        /// Equal Shares of the frame to every voter.
        EqualShares = "equal_shares",
        /// The greatest sum of values under frames and dependencies.
        Portfolio = "portfolio",
    }
}

kernel::named! {
    /// Who holds a share of the frame, in Equal Shares.
    pub enum Voters {
        /// Each administration: it supports what it proposes and what affects it.
        Administrations = "administrations",
        /// Each area: it supports what it ranked.
        Areas = "areas",
    }
}

kernel::named! {
    /// What a voter values, in Equal Shares.
    pub enum Utility {
        /// The money that goes to what it supports.
        Cost = "cost",
        /// How many that it supports are within.
        Cardinality = "cardinality",
    }
}

kernel::named! {
    /// What becomes of money that Equal Shares leaves.
    pub enum Completion {
        /// It is left.
        None = "none",
        /// The shares are raised, by a hundredth of a share but at least one krona, while the result
        /// stays within the frame.
        Add1 = "add1",
        /// What still fits, by area score.
        Greedy = "greedy",
        /// The former, then the latter.
        Add1Greedy = "add1_greedy",
    }
}

kernel::named! {
    /// What an initiative is worth in the best portfolio.
    pub enum ValueSource {
        /// Its area score in millionths, rounded down.
        AreaScore = "area_score",
        /// The experts' weighted value in permille.
        Valuation = "valuation",
    }
}

/// How the executive office composes the city-wide proposal (B6, C8). It may ask for another way, and
/// sees what each other way would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalPolicy {
    /// The method.
    pub method: CityMethod,
    /// Who holds a share.
    pub voters: Voters,
    /// What a voter values.
    pub utility: Utility,
    /// What becomes of money left.
    pub completion: Completion,
    /// What an initiative is worth.
    pub values: ValueSource,
    /// What this rests on.
    pub basis: String,
}

pub(crate) fn read(section: &Section<'_, '_>) -> Option<ProposalPolicy> {
    let method = section.parsed("method");
    let voters = section.parsed("voters");
    let utility = section.parsed("utility");
    let completion = section.parsed("completion");
    let values = section.parsed("values");
    let basis = section.text("basis");
    let itself = method != Some(CityMethod::Wsjf);
    section.check(itself, "method", "must not be wsjf, which needs criteria with each request");
    Some(ProposalPolicy {
        method: method?,
        voters: voters?,
        utility: utility?,
        completion: completion?,
        values: values?,
        basis: basis?,
    })
}
