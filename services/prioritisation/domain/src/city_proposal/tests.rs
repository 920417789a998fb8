use kernel::{Money, Office};
use proptest::prelude::*;

use super::*;
use crate::composition::tests::ranked;
use crate::plan::tests::ground;
use crate::testing::{History, chair, id, officer};
use crate::{Counts, Phase, Settings, plan};

fn compose_of(areas: &[&str], rounds: Vec<AreaRound>) -> CityProposalCommand {
    let areas = areas.iter().map(|area| AreaKey::new(*area)).collect();
    let settings = Settings::area_score(Money::ore(1_000));
    let plan = Box::new(plan(&ground(&rounds), &settings, &[]).expect("it is planned"));
    let ground = ground_digest(id(1), &rounds);
    CityProposalCommand::Compose { cycle: id(1), areas, rounds, plan, ground, cycle_open: true }
}

fn compose_two() -> CityProposalCommand {
    compose_of(&["a"], two())
}

fn two() -> Vec<AreaRound> {
    vec![ranked("a", &[(1, 5), (2, 5)], &[vec![1, 2]])]
}

fn sign(competence: Competence) -> CityProposalCommand {
    CityProposalCommand::Sign { cycle: id(1), competence, cycle_open: true }
}

fn hand_over() -> CityProposalCommand {
    hand_over_of(two())
}

fn hand_over_of(rounds: Vec<AreaRound>) -> CityProposalCommand {
    CityProposalCommand::HandOver { cycle: id(1), rounds, cycle_open: true }
}

fn slk() -> kernel::Actor {
    officer(Office::HandlingOfficer)
}

fn composed() -> History<CityProposal> {
    let mut proposal = History::new();
    proposal.act(&slk(), compose_two()).expect("composed");
    proposal
}

fn signed() -> History<CityProposal> {
    let mut proposal = composed();
    proposal.act(&officer(Office::BusinessExpert), sign(Competence::Business)).expect("signed");
    proposal.act(&officer(Office::ItExpert), sign(Competence::It)).expect("signed");
    proposal
}

#[test]
fn it_is_composed_only_when_every_area_is_done_and_all_others_are_named_c8() {
    let empty =
        AreaRound { phase: Phase::StepOne, counts: Counts::default(), ..ranked("b", &[], &[]) };
    let counts = Counts { included: 1, ..Counts::default() };
    let busy = AreaRound { phase: Phase::BallotOpen, counts, ..ranked("c", &[], &[]) };
    let rounds = vec![ranked("a", &[(1, 1)], &[vec![1]]), empty, busy];
    let refused =
        History::<CityProposal>::new().act(&slk(), compose_of(&["a", "b", "c", "d"], rounds));
    assert_eq!(refused, Err(Rejection::AreasNotRanked { areas: "c, d".to_owned() }));
}

#[test]
fn a_handling_officer_composes_and_hands_over_c8_c9() {
    let refused = History::<CityProposal>::new().act(&chair(), compose_two());
    assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    let refused = signed().act(&officer(Office::Registrar), hand_over());
    assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
}

#[test]
fn an_expert_signs_for_the_own_competence_only_and_once_d5() {
    let mut proposal = composed();
    let refused = proposal.act(&officer(Office::ItExpert), sign(Competence::Business));
    assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    let expert = officer(Office::BusinessExpert);
    proposal.act(&expert, sign(Competence::Business)).expect("signed");
    let refused = proposal.act(&expert, sign(Competence::Business));
    assert_eq!(refused, Err(Rejection::AlreadySigned { competence: Competence::Business }));
}

#[test]
fn it_is_not_handed_over_without_both_signatures_and_all_missing_are_named_d5() {
    let refused = composed().act(&slk(), hand_over());
    assert_eq!(refused, Err(Rejection::SignaturesMissing { missing: "business, it".to_owned() }));
}

#[test]
fn composing_again_voids_the_signatures_d5() {
    let mut proposal = signed();
    proposal.act(&slk(), compose_two()).expect("composed again");
    let refused = proposal.act(&slk(), hand_over());
    assert!(matches!(refused, Err(Rejection::SignaturesMissing { .. })), "{refused:?}");
}

#[test]
fn hand_over_gives_one_fact_per_item_in_city_order_then_count_and_digest_c9() {
    let mut proposal = signed();
    let items = proposal.state().items.clone();
    let facts = proposal.act(&slk(), hand_over()).expect("handed over");
    let handed: Vec<_> = facts
        .iter()
        .filter_map(|fact| match fact {
            CityProposalFact::ItemHandedOver { item } => Some(item.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(handed, *items);
    let Some(CityProposalFact::HandedOver { count, digest: announced, signatures, making }) =
        facts.last()
    else {
        panic!("the last fact is the hand-over")
    };
    assert!(making.is_some(), "whole view and certificate go with it (F4, F7)");
    assert_eq!((*count, signatures.len()), (2, 2));
    assert_eq!(*announced, digest(id(1), &items));
    assert!(proposal.state().items.is_empty(), "the state stays small");
}

#[test]
fn what_was_handed_over_cannot_change_c9() {
    let mut proposal = signed();
    proposal.act(&slk(), hand_over()).expect("handed over");
    for (actor, command) in [
        (slk(), compose_two()),
        (slk(), hand_over()),
        (officer(Office::ItExpert), sign(Competence::It)),
    ] {
        assert_eq!(proposal.act(&actor, command), Err(Rejection::HandedOver { cycle: id(1) }));
    }
}

#[test]
fn an_empty_proposal_can_be_handed_over() {
    let mut proposal = History::<CityProposal>::new();
    proposal.act(&slk(), compose_of(&[], Vec::new())).expect("composed");
    proposal.act(&officer(Office::BusinessExpert), sign(Competence::Business)).expect("signed");
    proposal.act(&officer(Office::ItExpert), sign(Competence::It)).expect("signed");
    assert_eq!(proposal.act(&slk(), hand_over_of(Vec::new())).map(|facts| facts.len()), Ok(1));
}

#[test]
fn what_was_withdrawn_since_the_composition_is_not_handed_over_c9() {
    let mut rounds = two();
    let gone = rounds[0].candidates.first().map(|one| one.case);
    rounds[0].withdrawn.extend(gone);
    let refused = signed().act(&slk(), hand_over_of(rounds));
    assert_eq!(refused, Err(Rejection::ProposalOutdated { cycle: id(1) }));
}

#[test]
fn one_person_cannot_sign_for_both_competences_d5() {
    let both = officer(Office::BusinessExpert).with_office(Office::ItExpert);
    let mut proposal = composed();
    proposal.act(&both, sign(Competence::Business)).expect("signed");
    let refused = proposal.act(&both, sign(Competence::It));
    assert_eq!(refused, Err(Rejection::BothCompetences { person: both.person_id() }));
}

#[test]
fn what_was_never_composed_is_not_found() {
    for command in [sign(Competence::It), hand_over()] {
        let refused = History::<CityProposal>::new().act(&slk(), command);
        assert!(matches!(refused, Err(Rejection::NotFound { .. })), "{refused:?}");
    }
}

#[test]
fn nothing_is_composed_signed_or_handed_over_in_a_closed_cycle_c11() {
    let cycle = id(1);
    let mut closed = compose_two();
    if let CityProposalCommand::Compose { cycle_open, .. } = &mut closed {
        *cycle_open = false;
    }
    let competence = Competence::It;
    for (actor, command) in [
        (slk(), closed),
        (
            officer(Office::ItExpert),
            CityProposalCommand::Sign { cycle, competence, cycle_open: false },
        ),
        (slk(), CityProposalCommand::HandOver { cycle, rounds: two(), cycle_open: false }),
    ] {
        assert_eq!(composed().act(&actor, command), Err(Rejection::CycleClosed { cycle }));
    }
}

proptest! {
    #[test]
    fn whatever_is_asked_nothing_is_handed_over_unsigned(
        commands in proptest::collection::vec(0_u8..4, 0..20),
    ) {
        let mut proposal = History::<CityProposal>::new();
        for command in commands {
            let _ = match command {
                0 => proposal.act(&slk(), compose_two()),
                1 => proposal.act(&officer(Office::BusinessExpert), sign(Competence::Business)),
                2 => proposal.act(&officer(Office::ItExpert), sign(Competence::It)),
                _ => proposal.act(&slk(), hand_over()),
            };
            if let Some(proposal) = &proposal.state {
                prop_assert!(!proposal.handed_over || proposal.signatures.len() == 2);
                prop_assert_eq!(proposal.count, 2);
            }
        }
    }
}
