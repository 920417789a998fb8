//! The docket of one cycle: everything submitted in it, so that nothing is left without an answer
//! when it closes (E4, F1).

use std::collections::BTreeSet;

use kernel::{Acting, Aggregate, CycleId, Facts, InitiativeId};
use serde::{Deserialize, Serialize};

use crate::Rejection;

/// What was submitted in one cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Docket {
    /// The cycle.
    pub cycle: CycleId,
    /// All initiatives that were submitted in it.
    pub initiatives: BTreeSet<InitiativeId>,
    /// Whether the cycle is closed.
    pub closed: bool,
}

/// What can be asked of a docket.
#[derive(Debug, Clone)]
pub enum DocketCommand {
    /// Takes in what a compilation submits. The compilation has checked the mandate.
    Enter {
        /// The cycle.
        cycle: CycleId,
        /// The initiatives.
        initiatives: Vec<InitiativeId>,
    },
    /// The cycle was closed.
    Close {
        /// The cycle.
        cycle: CycleId,
    },
}

/// What can have happened to a docket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum DocketFact {
    /// Initiatives were submitted.
    #[serde(rename = "entered.v1")]
    Entered {
        /// The cycle.
        cycle: CycleId,
        /// The initiatives.
        initiatives: Vec<InitiativeId>,
    },
    /// The cycle was closed with these initiatives.
    #[serde(rename = "closed.v1")]
    Closed {
        /// The cycle.
        cycle: CycleId,
        /// All initiatives that were submitted in it.
        initiatives: Vec<InitiativeId>,
    },
}

impl Facts for DocketFact {}

impl Aggregate for Docket {
    const KIND: &'static str = "docket";
    const SCHEMA: u32 = 1;
    type Id = CycleId;
    type Command = DocketCommand;
    type Fact = DocketFact;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        command: DocketCommand,
        _: &Acting<'_>,
    ) -> Result<Vec<DocketFact>, Rejection> {
        match command {
            DocketCommand::Enter { cycle, .. } if state.is_some_and(|docket| docket.closed) => {
                Err(Rejection::CycleClosed { cycle })
            }
            DocketCommand::Enter { cycle, initiatives } => {
                Ok(vec![DocketFact::Entered { cycle, initiatives }])
            }
            DocketCommand::Close { cycle } => {
                let open = state.filter(|docket| !docket.closed);
                let initiatives = open.map(|docket| docket.initiatives.iter().copied().collect());
                let closed =
                    initiatives.map(|initiatives| DocketFact::Closed { cycle, initiatives });
                Ok(closed.into_iter().collect())
            }
        }
    }

    fn evolve(state: Option<Self>, fact: &DocketFact) -> Option<Self> {
        let (cycle, more, closed) = match fact {
            DocketFact::Entered { cycle, initiatives } => (*cycle, initiatives, false),
            DocketFact::Closed { cycle, initiatives } => (*cycle, initiatives, true),
        };
        let empty = Self { cycle, initiatives: BTreeSet::new(), closed: false };
        let mut docket = state.unwrap_or(empty);
        docket.initiatives.extend(more);
        docket.closed |= closed;
        Some(docket)
    }
}

#[cfg(test)]
mod tests {
    use kernel::Acting;
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{NOW, cyc, ini, somebody};

    type Asked = Result<(Option<Docket>, Vec<DocketFact>), Rejection>;

    fn ask(state: Option<&Docket>, command: DocketCommand) -> Asked {
        let facts = Docket::decide(state, command, &Acting::new(&somebody(), NOW))?;
        Ok((facts.iter().fold(state.cloned(), Docket::evolve), facts))
    }

    fn enter(numbers: &[u128]) -> DocketCommand {
        let initiatives = numbers.iter().map(|n| ini(*n)).collect();
        DocketCommand::Enter { cycle: cyc(1), initiatives }
    }

    fn close() -> DocketCommand {
        DocketCommand::Close { cycle: cyc(1) }
    }

    #[test]
    fn closing_names_everything_that_was_submitted_once_e4() {
        let (docket, _) = ask(None, enter(&[2, 1])).unwrap();
        let (docket, _) = ask(docket.as_ref(), enter(&[3])).unwrap();
        let (docket, facts) = ask(docket.as_ref(), close()).unwrap();
        let initiatives = [1, 2, 3].map(ini).to_vec();
        assert_eq!(facts, [DocketFact::Closed { cycle: cyc(1), initiatives }]);
        assert_eq!(ask(docket.as_ref(), close()).unwrap().1, []);
        let refused = ask(docket.as_ref(), enter(&[4]));
        assert_eq!(refused, Err(Rejection::CycleClosed { cycle: cyc(1) }));
    }

    #[test]
    fn a_cycle_without_submissions_closes_without_a_fact() {
        assert_eq!(ask(None, close()), Ok((None, Vec::new())));
    }

    proptest! {
        #[test]
        fn whatever_is_asked_it_closes_once_and_the_state_is_that_of_the_facts(
            asked in prop::collection::vec(
                prop::option::of(prop::collection::vec(0_u128..9, 0..4)), 0..12
            )
        ) {
            let (mut docket, mut facts) = (None, Vec::new());
            for numbers in asked {
                let command = numbers.map_or_else(close, |numbers| enter(&numbers));
                if let Ok((state, more)) = ask(docket.as_ref(), command) {
                    docket = state;
                    facts.extend(more);
                }
            }
            let closed = facts.iter().filter(|fact| matches!(fact, DocketFact::Closed { .. }));
            prop_assert!(closed.count() <= 1);
            prop_assert_eq!(Docket::replay(&facts), docket);
        }
    }
}
