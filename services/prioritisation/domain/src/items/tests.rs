use kernel::{AreaKey, Rejection as _, SeatRole};

use super::*;
use crate::Standing;
use crate::testing::{NOW, chair, id, prepared_case, round_id, seated};

fn begun() -> ItemsRefused {
    ItemsRefused::begin(Violations::none(), 2, &[(0, id(1)), (1, id(2))])
}

fn named(refused: &ItemsRefused) -> Vec<String> {
    let violations = refused.violations().expect("it names them");
    violations.iter().map(|one| one.field.clone()).collect()
}

#[test]
fn nothing_wrong_is_nothing_refused() {
    assert!(begun().check().is_ok());
}

#[test]
fn what_is_wrong_with_the_list_itself_is_named() {
    let none = ItemsRefused::begin(Violations::none(), 0, &[]).check().expect_err("empty");
    assert_eq!(named(&none), ["items"]);
    let cases = [(0, id(1)), (2, id(1))];
    let many = ItemsRefused::begin(Violations::none(), MOST_ITEMS + 1, &cases);
    let many = many.check().expect_err("too many");
    assert_eq!(named(&many), ["items", "items[2].case"]);
    assert_eq!(many.reason().reason, "INVALID_FIELDS");
}

#[test]
fn one_refused_item_gives_its_own_reason_and_its_place() {
    let mut refused = begun();
    refused.note(1, &Rejection::CaseWithdrawn { case: id(2) });
    refused.note(0, &Rejection::AwaitingSupplement { case: id(1) });
    let refused = refused.check().expect_err("two are refused");
    assert_eq!(refused.reason().reason, "CASE_WITHDRAWN");
    assert!(refused.metadata().contains(&("item", "items[1]".to_owned())));
    assert_eq!(named(&refused), ["items[1]", "items[0]"]);
    assert!(refused.to_string().starts_with("items[1] CASE_WITHDRAWN: case cas_"), "{refused}");
}

#[test]
fn fields_of_items_and_refused_items_are_named_together() {
    let mut refused = begun();
    refused.note(0, &Rejection::CaseWithdrawn { case: id(1) });
    let mut wrong = Violations::none();
    wrong.add("reason", "is missing");
    wrong.add("missing[3]", "must be shorter");
    refused.note(1, &Rejection::Invalid(wrong));
    let refused = refused.check().expect_err("both are refused");
    assert_eq!(refused.reason().reason, "INVALID_FIELDS");
    assert_eq!(named(&refused), ["items[0]", "items[1].reason", "items[1].missing[3]"]);
}

#[test]
fn an_answer_names_no_more_than_a_client_takes_and_counts_the_rest() {
    let mut refused = begun();
    for item in 0..MOST_NAMED + 5 {
        refused.note(item, &Rejection::CaseWithdrawn { case: id(1) });
    }
    let refused = refused.check().expect_err("all are refused");
    assert_eq!(named(&refused).len(), MOST_NAMED + 1);
    let last = refused.violations().and_then(|all| all.iter().last().cloned());
    assert_eq!(last.expect("one").rule, "have 5 more violations");
}

#[test]
fn a_case_of_another_area_or_cycle_is_no_item() {
    let case = prepared_case(Standing::Registered, 1);
    assert_eq!(within(Some(&case), id(1), &round_id()), Ok(()));
    for round in [
        AreaRoundId { cycle: id(2), ..round_id() },
        AreaRoundId { area: AreaKey::new("technical"), ..round_id() },
    ] {
        let refused = within(Some(&case), id(1), &round);
        assert!(matches!(refused, Err(Rejection::Invalid(_))), "{refused:?}");
    }
    assert!(matches!(within(None, id(1), &round_id()), Err(Rejection::NotFound { .. })));
}

#[test]
fn only_the_chair_of_the_areas_group_gives_outcomes_a10() {
    assert_eq!(may_assess(&chair(), NOW, &round_id()), Ok(()));
    let member = seated("member", SeatRole::GroupMember);
    assert!(may_assess(&member, NOW, &round_id()).is_err());
    let elsewhere = AreaRoundId { area: AreaKey::new("technical"), ..round_id() };
    assert!(may_assess(&chair(), NOW, &elsewhere).is_err());
}
