use kernel::Money;

use super::*;
use crate::testing::{id, prepared_case};
use crate::{Basis, Standing, YearCost};

fn dossier() -> Dossier {
    let year = |year, ore| YearCost { year, cost: Money::ore(ore) };
    let basis = Basis {
        costs: vec![year(2027, 60), year(2028, 40)],
        affected: vec![id(2), id(1)],
        scores: [("goals".to_owned(), 3), ("benefit".to_owned(), 1)].into(),
        value: Some(640),
    };
    let case = prepared_case(Standing::Registered, 1);
    Dossier { basis, ..case.dossier.expect("it is prepared") }
}

#[test]
fn complaint_4_what_changed_is_told_field_by_field_with_before_and_after() {
    let before = dossier();
    let mut after = dossier();
    after.round = 2;
    after.title = "Another".to_owned();
    after.cost = Money::ore(160);
    after.basis.costs.remove(1);
    after.basis.scores.insert("goals".to_owned(), 5);
    after.basis.scores.insert("risk".to_owned(), 2);
    after.basis.value = None;
    let changes = difference(&before, &after);
    let told: Vec<_> = changes
        .iter()
        .map(|one| (one.field.as_str(), one.before.as_str(), one.after.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("costs[2028]", "40", ""),
            ("scores[goals]", "3", "5"),
            ("scores[risk]", "", "2"),
            ("title", "Initiative", "Another"),
            ("total_cost_ore", "100", "160"),
            ("value", "640", ""),
        ]
    );
}

#[test]
fn the_round_itself_and_the_order_of_a_list_are_no_change() {
    let mut after = dossier();
    after.round = 2;
    after.basis.affected.reverse();
    assert_eq!(difference(&dossier(), &after), []);
}
