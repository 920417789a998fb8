use kernel::{AreaKey, Money};
use proptest::prelude::*;

use super::*;
use crate::testing::{History, chair, director, id, system};
use crate::{RecommendationItem, RecommendationItemCommand, RecommendationItemFact};

fn item(n: u32) -> ProposedItem {
    ProposedItem {
        cycle: id(1),
        initiative: id(n.into()),
        case: id(n.into()),
        administration: id(1),
        reference: format!("ref-{n}"),
        title: format!("Initiative {n}"),
        area: AreaKey::new("a"),
        area_rank: n,
        city_rank: n,
        score_numerator: if n == 1 { 1 } else { 0 },
        score_denominator: 1,
        cost: Money::ore(if n == 1 { 100 } else { 50 }),
    }
}

fn receive_item(n: u32) -> RecommendationCommand {
    RecommendationCommand::ReceiveItem(item(n))
}

fn hand_over(count: u32, digest: &str) -> RecommendationCommand {
    let announced = Announced { count, digest: digest.to_owned() };
    RecommendationCommand::ReceiveHandOver { cycle: id(1), announced }
}

fn issue_of(items: u32) -> RecommendationCommand {
    RecommendationCommand::Issue { cycle: id(1), meeting: id(1), items, withdrawn: 0 }
}

fn received(count: u32) -> History<Recommendation> {
    let mut one = History::new();
    for n in 1..=count {
        one.act(&system(), receive_item(n)).expect("received");
    }
    one
}

fn complete() -> History<Recommendation> {
    let mut one = received(2);
    let digest = one.state().digest.clone();
    one.act(&system(), hand_over(2, &digest)).expect("handed over");
    one
}

#[test]
fn the_digest_is_the_one_that_prioritisation_states_c9() {
    assert_eq!(
        first_digest(id(1)),
        "cb3019b60b8acd2d557a552e0c79f33be96134e4adf7b22d065c2ea81a38c3a8"
    );
    assert_eq!(
        received(2).state().digest,
        "4ea83f50712178a1d7657eb7b8db1d98a0b736a0ad990c70cdbc2243fccd17a4"
    );
}

#[test]
fn items_come_in_order_and_a_repeat_changes_nothing() {
    let mut one = received(2);
    assert_eq!(one.act(&system(), receive_item(1)), Ok(Vec::new()));
    let refused = one.act(&system(), receive_item(4));
    assert!(matches!(refused, Err(Rejection::Invalid(_))), "{refused:?}");
    assert_eq!(one.state().received, 2);
}

#[test]
fn it_is_complete_when_count_and_digest_are_as_announced_c9() {
    assert!(complete().state().complete());
    assert_eq!(complete().act(&system(), hand_over(9, "other")), Ok(Vec::new()));
    for (count, digest) in [(3, received(2).state().digest.clone()), (2, "other".to_owned())] {
        let mut one = received(2);
        one.act(&system(), hand_over(count, &digest)).expect("it was announced");
        assert!(!one.state().complete());
        let refused = one.act(&chair(), issue_of(2));
        let incomplete = matches!(refused, Err(Rejection::ProposalIncomplete { .. }));
        let differs = matches!(refused, Err(Rejection::ProposalDiffers { .. }));
        assert!(if count == 3 { incomplete } else { differs }, "{refused:?}");
    }
}

#[test]
fn an_empty_proposal_is_complete() {
    let mut one = History::<Recommendation>::new();
    one.act(&system(), hand_over(0, &first_digest(id(1)))).expect("handed over");
    assert!(one.state().complete());
}

#[test]
fn it_is_not_issued_before_anything_was_handed_over_c10() {
    let refused = History::<Recommendation>::new().act(&chair(), issue_of(0));
    assert!(matches!(refused, Err(Rejection::ProposalIncomplete { .. })), "{refused:?}");
}

#[test]
fn the_chair_issues_it_once_with_all_its_items_c10() {
    let mut one = complete();
    let refused = one.act(&director(), issue_of(2));
    assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    let refused = one.act(&chair(), issue_of(1));
    assert!(matches!(refused, Err(Rejection::Invalid(_))), "{refused:?}");
    one.act(&chair(), issue_of(2)).expect("issued");
    let refused = one.act(&chair(), issue_of(2));
    assert_eq!(refused, Err(Rejection::AlreadyIssued { cycle: id(1), meeting: id(1) }));
}

#[test]
fn what_was_withdrawn_is_not_counted_and_the_digest_stays_that_of_the_proposal_c9_c10() {
    let mut one = complete();
    let digest = one.state().digest.clone();
    let issue =
        RecommendationCommand::Issue { cycle: id(1), meeting: id(1), items: 2, withdrawn: 1 };
    let facts = one.act(&chair(), issue).expect("issued");
    let [RecommendationFact::Issued { count, digest: of, .. }] = &facts[..] else {
        panic!("must be issued: {facts:?}")
    };
    assert_eq!((*count, of), (1, &digest));
}

#[test]
fn an_item_is_received_once_and_recommended_once_c10() {
    let mut one = History::<RecommendationItem>::new();
    let (case, meeting) = (id(1), id(1));
    let recommend = RecommendationItemCommand::Recommend { case, meeting, withdrawal: None };
    let refused = one.act(&chair(), recommend.clone());
    assert!(matches!(refused, Err(Rejection::NotFound { .. })), "{refused:?}");
    one.act(&system(), RecommendationItemCommand::Receive(item(1))).expect("received");
    let again = one.act(&system(), RecommendationItemCommand::Receive(item(1)));
    assert_eq!(again, Ok(Vec::new()));
    let refused = one.act(&director(), recommend.clone());
    assert!(matches!(refused, Err(Rejection::Mandate(_))), "{refused:?}");
    let facts = one.act(&chair(), recommend.clone()).expect("recommended");
    assert_eq!(facts, [RecommendationItemFact::Recommended { meeting: id(1) }]);
    let refused = one.act(&chair(), recommend);
    assert_eq!(refused, Err(Rejection::AlreadyIssued { cycle: id(1), meeting: id(1) }));
}

proptest! {
    #[test]
    fn whatever_comes_nothing_incomplete_is_issued(
        commands in proptest::collection::vec((0_u8..4, 0_u32..4), 0..25),
    ) {
        let right = received(3).state().digest.clone();
        let mut one = History::<Recommendation>::new();
        for (command, n) in commands {
            let _ = match command {
                0 | 1 => one.act(&system(), receive_item(n + 1)),
                2 => one.act(&system(), hand_over(n, if n == 3 { &right } else { "other" })),
                _ => one.act(&chair(), issue_of(n)),
            };
            if let Some(one) = &one.state {
                prop_assert!(one.issued.is_none() || one.complete() || one.received > 3);
            }
        }
    }
}
