use jiff::civil::date;

use super::*;
use crate::testing::{seat, today};

fn social() -> BodyKey {
    BodyKey::new("group:social")
}

#[test]
fn an_empty_group_lacks_chair_business_and_it_a11() {
    let gaps = composition_gaps(&social(), [], Some(5), today());
    assert_eq!(gaps, [Gap::Chair, Gap::Business, Gap::It]);
}

#[test]
fn a_group_with_a_chair_for_the_business_and_a_member_for_it_lacks_nothing_a11() {
    let mut lead = seat(1, social(), SeatRole::GroupChair, "a");
    lead.responsibility = Responsibility::Business;
    let mut it = seat(2, social(), SeatRole::GroupMember, "b");
    it.responsibility = Responsibility::It;
    assert_eq!(composition_gaps(&social(), [&lead, &it], Some(5), today()), []);
    it.until = Some(date(2026, 6, 1));
    assert_eq!(composition_gaps(&social(), [&lead, &it], Some(5), today()), [Gap::It]);
}

#[test]
fn a_committee_is_competent_only_with_all_its_members_a6() {
    let seats: Vec<_> = (1..=5)
        .map(|n| seat(n, BodyKey::committee(), SeatRole::CommitteeMember, &format!("m{n}")))
        .collect();
    assert_eq!(composition_gaps(&BodyKey::committee(), &seats, Some(5), today()), []);
    let gaps = composition_gaps(&BodyKey::committee(), &seats[1..], Some(5), today());
    assert_eq!(gaps, [Gap::CommitteeMembers]);
}

#[test]
fn a_council_needs_a_chair_and_an_administration_has_no_rule_here() {
    assert_eq!(composition_gaps(&BodyKey::council(), [], Some(5), today()), [Gap::Chair]);
    assert_eq!(composition_gaps(&BodyKey::new("administration:adm_1"), [], Some(5), today()), []);
}
