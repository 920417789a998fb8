use super::*;
use crate::ranking::{RankingEntry, Vote, compute};
use crate::testing::{NOW, area, candidate, chair, id, meeting, seat};

fn computed() -> Computed {
    let candidates = [1, 2, 3].map(|n| candidate(n, 1));
    let places = [1, 2, 3].map(|n| vec![id(n)]).to_vec();
    let vote = Vote { places, conflicts: BTreeSet::new() };
    compute(RankingMethod::Borda, &candidates, &[vote]).expect("it can be counted")
}

fn decided(moves: &[MoveAsked], meeting: &Meeting) -> Result<Ranking, Rejection> {
    decide(&computed(), moves, meeting, &area(), &Acting::new(&chair(), NOW))
}

fn asked(n: u128, to_rank: u32, reason: &str) -> MoveAsked {
    MoveAsked { initiative: id(n), to_rank, reason: reason.to_owned() }
}

fn fields(refused: Result<Ranking, Rejection>) -> Vec<String> {
    let Err(Rejection::Invalid(wrong)) = refused else { panic!("{refused:?}") };
    wrong.iter().map(|one| one.field.clone()).collect()
}

fn places(ranking: &Ranking) -> Vec<(InitiativeId, u32, u32, u64)> {
    let place = |entry: &RankingEntry| {
        (entry.candidate.initiative, entry.rank, entry.computed_rank, entry.points)
    };
    ranking.entries.iter().map(place).collect()
}

#[test]
fn a_group_adopts_what_was_computed_a13() {
    let ranking = decided(&[], &meeting()).expect("it is decided");
    assert_eq!(places(&ranking), [(id(1), 1, 1, 2), (id(2), 2, 2, 1), (id(3), 3, 3, 0)]);
    assert_eq!(ranking.decision.attendance, meeting().attendance);
    assert_eq!((ranking.decision.quorum, ranking.decision.gaps), (2, Vec::new()));
}

#[test]
fn complaint_5_a_group_changes_the_order_with_a_reason_each_and_both_stay_side_by_side_a13() {
    let moves = [asked(3, 1, "The law asks for it."), asked(2, 2, "It carries the third.")];
    let ranking = decided(&moves, &meeting()).expect("it is decided");
    // The points belong to the places.
    assert_eq!(places(&ranking), [(id(3), 1, 3, 2), (id(2), 2, 2, 1), (id(1), 3, 1, 0)]);
    let made: Vec<_> =
        ranking.decision.moves.iter().map(|one| (one.from_rank, one.to_rank)).collect();
    assert_eq!(made, [(3, 1), (3, 2)]);
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let mut meeting = meeting();
    meeting.attendance.retain(|person| *person != PersonId::new("chair"));
    meeting.attendance.push(PersonId::new("it"));
    meeting.attendance.push(PersonId::new("stranger"));
    meeting.despite = Some(" ".to_owned());
    let moves = [asked(9, 1, "So."), asked(1, 4, ""), asked(2, 2, "So.")];
    assert_eq!(
        fields(decided(&moves, &meeting)),
        [
            "attendance[1]",
            "attendance[2]",
            "attendance",
            "despite_gaps",
            "moves[0].initiative",
            "moves[1].reason",
            "moves[1].to_rank",
            "moves[2].to_rank",
        ]
    );
}

#[test]
fn complaint_11_a_quorum_is_counted_and_too_few_do_not_decide_a10() {
    let mut meeting = meeting();
    meeting.attendance = vec![PersonId::new("chair")];
    let refused = decided(&[], &meeting);
    assert_eq!(refused, Err(Rejection::QuorumMissing { present: 1, quorum: 2 }));
    meeting.rules.seats = Some(1);
    meeting.despite = Some("The IT manager is ill.".to_owned());
    assert!(decided(&[], &meeting).is_ok());
}

#[test]
fn a_gap_in_what_is_answered_for_is_named_and_needs_a_reason_a11() {
    let mut meeting = meeting();
    meeting.seats =
        vec![seat("chair", Responsibility::Business), seat("it", Responsibility::Business)];
    let refused = decided(&[], &meeting);
    assert_eq!(refused, Err(Rejection::CompositionGap { area: area(), gaps: "it".to_owned() }));
    meeting.despite = Some("The seat is vacant until May.".to_owned());
    let decision = decided(&[], &meeting).expect("it is decided").decision;
    assert_eq!(decision.gaps, [Responsibility::It]);
    assert_eq!(decision.despite, meeting.despite);
}

#[test]
fn who_has_left_the_group_is_not_present() {
    let mut meeting = meeting();
    for seat in meeting.seats.iter_mut().filter(|seat| seat.person == PersonId::new("it")) {
        seat.until = Some(NOW.date());
    }
    assert_eq!(fields(decided(&[], &meeting)), ["attendance[1]"]);
}
