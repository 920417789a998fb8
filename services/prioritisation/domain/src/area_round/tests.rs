use kernel::{AdministrationId, Money, PersonId, SeatRole};
use model::RankingMethod;
use proptest::prelude::*;

use super::*;
use crate::Basis;
use crate::testing::{History, area, candidate, chair, id, meeting, round_id, seated, system};
use crate::{Dossier, Vote, compute, may_see_all};

fn case(n: u128, standing: Standing) -> (CaseId, Case) {
    let administration: AdministrationId = id(1);
    let dossier = Dossier {
        administration,
        area: area(),
        reference: format!("ref-{n}"),
        title: format!("Initiative {n}"),
        cost: Money::ore(100),
        round: 1,
        basis: Basis::default(),
    };
    let case = Case {
        initiative: id(n),
        cycle: id(1),
        dossier: Some(dossier),
        standing,
        assessment: None,
    };
    (id(n), case)
}

fn moved(n: u128, from: Option<Standing>, to: Standing) -> AreaRoundCommand {
    AreaRoundCommand::MoveCase { round: round_id(), case: id(n), from, to: Some(to) }
}

fn open(cases: &[(u128, Standing)]) -> AreaRoundCommand {
    let cases = cases.iter().map(|(n, standing)| case(*n, *standing)).collect();
    AreaRoundCommand::OpenBallot { round: round_id(), cases, cycle_open: true }
}

fn close() -> AreaRoundCommand {
    AreaRoundCommand::CloseBallot { round: round_id(), cast: true, cycle_open: true }
}

fn rank(candidates: &[u128], order: &[u128]) -> AreaRoundCommand {
    let places = order.iter().map(|n| vec![id(*n)]).collect();
    let vote = Vote { places, conflicts: BTreeSet::new() };
    let candidates: Vec<_> = candidates.iter().map(|n| candidate(*n, 100)).collect();
    let computed = compute(RankingMethod::Borda, &candidates, &[vote]).expect("counted");
    AreaRoundCommand::DecideRanking {
        round: round_id(),
        computed,
        read_closed: true,
        moves: Vec::new(),
        meeting: meeting(),
        cycle_open: true,
    }
}

/// A round with these cases.
fn with(cases: &[(u128, Standing)]) -> History<AreaRound> {
    let mut round = History::new();
    round.act(&system(), AreaRoundCommand::Open { round: round_id() }).expect("opened");
    for (n, standing) in cases {
        round.act(&system(), moved(*n, None, *standing)).expect("counted");
    }
    round
}

/// A round whose ballot is open on candidates 1 to 3.
fn balloting() -> History<AreaRound> {
    let cases = [(1, Standing::Included), (2, Standing::Included), (3, Standing::Included)];
    let mut round = with(&cases);
    round.act(&chair(), open(&cases)).expect("the ballot opens");
    round
}

fn ranked_order(round: &History<AreaRound>) -> Vec<InitiativeId> {
    let ranking = round.state().ranking.as_ref().expect("it is ranked");
    ranking.entries.iter().map(|entry| entry.candidate.initiative).collect()
}

#[test]
fn a_round_is_opened_once() {
    let mut round = with(&[]);
    let again = round.act(&system(), AreaRoundCommand::Open { round: round_id() });
    assert_eq!(again, Ok(Vec::new()));
}

#[test]
fn what_names_no_round_is_not_found() {
    let refused = History::<AreaRound>::new().act(&chair(), close());
    assert_eq!(refused, Err(Rejection::not_found("area round", &round_id())));
}

#[test]
fn a_conflict_of_interest_changes_the_round_and_not_its_state_c7() {
    let mut round = balloting();
    let before = round.state().clone();
    let note = AreaRoundCommand::NoteConflict { round: round_id(), case: id(1) };
    let facts = round.act(&chair(), note).expect("it is noted");
    assert_eq!(facts, [AreaRoundFact::ConflictChanged { case: id(1) }]);
    assert_eq!(*round.state(), before);
}

#[test]
fn counts_follow_the_cases() {
    let mut round = with(&[(1, Standing::Registered), (2, Standing::Registered)]);
    round.act(&chair(), moved(1, Some(Standing::Registered), Standing::Included)).expect("moved");
    let same = moved(1, Some(Standing::Included), Standing::Included);
    assert_eq!(round.act(&chair(), same), Ok(Vec::new()));
    let counts = Counts { registered: 1, included: 1, ..Counts::default() };
    assert_eq!(round.state().counts, counts);
}

#[test]
fn the_ballot_does_not_open_before_every_case_has_its_outcome_and_all_are_named_c5() {
    let cases =
        [(1, Standing::Included), (2, Standing::Registered), (3, Standing::AwaitingSupplement)];
    let refused = with(&cases).act(&chair(), open(&cases));
    let (two, three): (CaseId, CaseId) = (id(2), id(3));
    let cases = format!("{two}, {three}");
    assert_eq!(refused, Err(Rejection::CasesUndecided { area: area(), cases }));
}

#[test]
fn opening_freezes_exactly_the_included_cases_c7() {
    let cases = [(1, Standing::Included), (2, Standing::Rejected), (3, Standing::Withdrawn)];
    let mut round = with(&cases);
    let refused = round.act(&chair(), open(&cases[1..]));
    assert!(matches!(refused, Err(Rejection::Invalid(_))), "{refused:?}");
    round.act(&chair(), open(&cases)).expect("the ballot opens");
    let initiative: InitiativeId = id(1);
    assert_eq!(round.state().paper(BTreeSet::new()).candidates, [initiative]);
    let refused = round.act(&chair(), open(&cases));
    assert!(matches!(refused, Err(Rejection::WrongPhase { .. })), "{refused:?}");
}

#[test]
fn only_the_chair_leads_the_round_a10() {
    let member = seated("member", SeatRole::GroupMember);
    for (mut round, command) in
        [(with(&[]), open(&[])), (balloting(), close()), (balloting(), rank(&[], &[]))]
    {
        let refused = round.act(&member, command);
        assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    }
}

#[test]
fn nothing_moves_in_a_closed_cycle_c11() {
    let mut ranked = rank(&[], &[]);
    if let AreaRoundCommand::DecideRanking { cycle_open, .. } = &mut ranked {
        *cycle_open = false;
    }
    let round = round_id;
    for command in [
        AreaRoundCommand::OpenBallot { round: round(), cases: Vec::new(), cycle_open: false },
        AreaRoundCommand::CloseBallot { round: round(), cast: true, cycle_open: false },
        ranked,
    ] {
        let refused = with(&[]).act(&chair(), command);
        assert_eq!(refused, Err(Rejection::CycleClosed { cycle: id(1) }));
    }
}

#[test]
fn a_case_that_comes_after_step_one_can_only_be_rejected_c5() {
    let mut round = balloting();
    round.act(&system(), moved(4, None, Standing::Registered)).expect("it is counted");
    for standing in [Standing::Included, Standing::AwaitingSupplement] {
        let refused = round.act(&chair(), moved(4, Some(Standing::Registered), standing));
        assert!(matches!(refused, Err(Rejection::StepOneOver { .. })), "{refused:?}");
    }
    round.act(&chair(), moved(4, Some(Standing::Registered), Standing::Rejected)).expect("so");
}

#[test]
fn a_ballot_with_candidates_does_not_close_without_a_ballot_c7() {
    let close = AreaRoundCommand::CloseBallot { round: round_id(), cast: false, cycle_open: true };
    let refused = balloting().act(&chair(), close);
    assert_eq!(refused, Err(Rejection::NoBallots { area: area() }));
}

#[test]
fn an_area_without_candidates_closes_and_gets_an_empty_ranking() {
    let mut round = with(&[(1, Standing::Rejected)]);
    round.act(&chair(), open(&[])).expect("opens");
    round.act(&chair(), close()).expect("closes");
    round.act(&chair(), rank(&[], &[])).expect("ranks");
    assert_eq!(ranked_order(&round), []);
    assert!(round.state().done());
}

#[test]
fn an_area_with_nothing_to_rank_is_done_and_one_that_waits_is_not() {
    assert!(with(&[]).state().done());
    assert!(with(&[(1, Standing::Rejected)]).state().done());
    assert!(with(&[(1, Standing::Withdrawn)]).state().done());
    assert!(!with(&[(1, Standing::Registered)]).state().done());
}

#[test]
fn the_ranking_is_decided_once_and_after_closing_c7() {
    let mut round = balloting();
    let refused = round.act(&chair(), rank(&[1, 2, 3], &[1, 2, 3]));
    assert!(matches!(refused, Err(Rejection::WrongPhase { .. })), "{refused:?}");
    round.act(&chair(), close()).expect("closes");
    round.act(&chair(), rank(&[1, 2, 3], &[3, 1, 2])).expect("ranks");
    assert_eq!(ranked_order(&round), [3, 1, 2].map(id).to_vec());
    let ranking = round.state().ranking.clone().expect("it is ranked");
    assert_eq!((ranking.ballots, ranking.decided_by), (1, PersonId::new("chair")));
    let refused = round.act(&chair(), rank(&[1, 2, 3], &[]));
    assert!(matches!(refused, Err(Rejection::WrongPhase { .. })), "{refused:?}");
}

#[test]
fn a_ranking_never_rests_on_ballots_read_before_closing() {
    let mut round = balloting();
    round.act(&chair(), close()).expect("closes");
    let mut early = rank(&[1, 2, 3], &[3, 1, 2]);
    if let AreaRoundCommand::DecideRanking { read_closed, .. } = &mut early {
        *read_closed = false;
    }
    let refused = round.act(&chair(), early);
    assert!(matches!(refused, Err(Rejection::Invalid(_))), "{refused:?}");
}

#[test]
fn a_candidate_withdrawn_after_opening_is_dropped_from_the_ranking() {
    let mut round = balloting();
    round.act(&system(), moved(2, Some(Standing::Included), Standing::Withdrawn)).expect("gone");
    round.act(&chair(), close()).expect("closes");
    let refused = round.act(&chair(), rank(&[1, 2, 3], &[2, 3, 1]));
    assert!(matches!(refused, Err(Rejection::Invalid(_))), "{refused:?}");
    round.act(&chair(), rank(&[1, 3], &[2, 3, 1])).expect("ranks");
    assert_eq!(ranked_order(&round), [3, 1].map(id).to_vec());
    let points: Vec<_> = round.state().ranking.iter().flat_map(|one| &one.entries).collect();
    assert_eq!(points.iter().map(|entry| entry.points).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn when_all_candidates_are_withdrawn_the_ballot_closes_without_a_ballot() {
    let mut round = balloting();
    for n in 1..=3 {
        let gone = moved(n, Some(Standing::Included), Standing::Withdrawn);
        round.act(&system(), gone).expect("gone");
    }
    let close = AreaRoundCommand::CloseBallot { round: round_id(), cast: false, cycle_open: true };
    round.act(&chair(), close).expect("closes");
}

fn commands() -> impl Strategy<Value = AreaRoundCommand> {
    let standing = prop_oneof![
        Just(Standing::Registered),
        Just(Standing::Included),
        Just(Standing::AwaitingSupplement),
        Just(Standing::Rejected),
        Just(Standing::Withdrawn),
    ];
    prop_oneof![
        Just(AreaRoundCommand::Open { round: round_id() }),
        (1_u128..4, standing).prop_map(|(n, to)| moved(n, None, to)),
        Just(open(&[])),
        Just(open(&[(1, Standing::Included)])),
        Just(close()),
        Just(rank(&[], &[])),
        Just(rank(&[1], &[1])),
    ]
}

proptest! {
    #[test]
    fn phases_only_go_forward_and_nothing_is_seen_before_closing(
        commands in proptest::collection::vec(commands(), 0..30),
    ) {
        let mut round = History::<AreaRound>::new();
        let mut last = Phase::StepOne;
        for command in commands {
            let _ = round.act(&chair(), command);
            if let Some(round) = &round.state {
                prop_assert!(round.phase >= last);
                prop_assert_eq!(may_see_all(&area(), round.phase).is_ok(), round.phase >= Phase::BallotClosed);
                prop_assert_eq!(round.ranking.is_some(), round.phase == Phase::Ranked);
                last = round.phase;
            }
        }
    }
}
