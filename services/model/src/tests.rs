use std::fmt::Write as _;

use kernel::AreaKey;
use proptest::prelude::*;

use super::*;

const STOCKHOLM: &str = include_str!("../../../deploy/model/stockholm/2008.toml");

fn stockholm() -> Model {
    Model::parse(STOCKHOLM).unwrap()
}

fn errors(text: &str) -> String {
    Model::parse(text).unwrap_err().to_string()
}

fn line_of(text: &str, part: &str) -> usize {
    1 + text.lines().position(|line| line.contains(part)).unwrap()
}

#[test]
fn the_shipped_model_has_five_areas_of_which_the_last_is_a_support_area_b5() {
    let models = Models::shipped().unwrap();
    let model = models.get("stockholm-2008").unwrap();
    let keys: Vec<_> = model.areas.iter().map(|area| area.key.as_str()).collect();
    assert_eq!(keys, ["pedagogical", "social", "technical", "administrative", "infrastructure"]);
    let support: Vec<_> = model.areas.iter().map(|area| area.support_area).collect();
    assert_eq!(support, [false, false, false, false, true]);
    assert!(model.area(&AreaKey::new("sports")).is_none());
}

#[test]
fn what_is_recorded_points_into_a_version_by_its_keys() {
    let model = stockholm();
    let keys: Vec<_> = model.keys().collect();
    for key in ["stockholm-2008", "social", "initiative", "costs", "maintenance_object", NO_SUPPORT]
    {
        assert!(keys.contains(&key), "{key}: {keys:?}");
    }
    assert!(keys.iter().all(|key| !key.is_empty()));
}

#[test]
fn the_shipped_model_states_what_the_decision_states() {
    let model = stockholm();
    assert_eq!(model.scope.min_administrations, 2); // B1
    assert_eq!(model.bodies.committee.seats, Some(5)); // A6
    assert_eq!(model.experts, [Competence::Business, Competence::It]); // D5
    assert!(model.reason(StepOneOutcome::Rejected, NO_SUPPORT).is_some()); // C6
    assert!(model.reason(StepOneOutcome::Included, NO_SUPPORT).is_none());
    assert_eq!(model.ranking.method, RankingMethod::Borda);
    let template = model.initiative_template().unwrap();
    assert!(template.field("costs").unwrap().required);
    assert!(template.field("maintenance_object").unwrap().is_own()); // A12
    assert_eq!(model.calendar.tertial_1.of(2027).unwrap().to_string(), "2027-04-30"); // C12
    assert_eq!(model.register.diary_number(42, 2027), "031-0042/2027");
}

#[test]
fn all_errors_come_at_once_each_with_its_line() {
    let text = STOCKHOLM
        .replace("min_administrations = 2", "min_administrations = \"two\"")
        .replace("weight = 35", "weight = 36")
        .replace("seats = 5", "seets = 5")
        .replace("method = \"borda\"", "method = \"lottery\"")
        .replace("code = \"NO_SUPPORT\"", "code = \"UNLOVED\"");
    let mut expected = String::new();
    for (part, rest) in [
        ("min_administrations", "scope.min_administrations must be a whole number"),
        ("[[valuation.criterion]]", "valuation.criterion weights sum to 101, not to 100"),
        ("[[reason]]", "reason has no NO_SUPPORT for the outcome rejected"),
        ("seets", "bodies.committee.seets is not known"),
        ("lottery", "ranking.method is not one of borda, schulze, ranked_pairs"),
    ] {
        let line = line_of(&text, part);
        writeln!(expected, "line {line}: {rest}").unwrap();
    }
    assert_eq!(errors(&text), expected.trim_end());
}

#[test]
fn errors_of_the_toml_itself_have_lines_too() {
    let found = Model::parse("version = \"a\"\nname = \n").unwrap_err();
    assert_eq!(found.iter().filter(|error| error.path.is_empty()).map(|e| e.line).min(), Some(2));
}

#[test]
fn an_empty_text_names_every_part_that_is_missing() {
    let found = errors("");
    for key in ["version", "area", "scope", "template", "valuation", "bodies", "calendar"] {
        assert!(found.contains(&format!("line 1: {key} is missing")), "{found}");
    }
}

#[test]
fn a_template_must_hold_the_standard_fields_in_their_kinds() {
    let text = STOCKHOLM
        .replace("key = \"costs\"", "key = \"expenses\"")
        .replace("kind = \"benefits\"", "kind = \"text\"");
    let found = errors(&text);
    assert!(found.contains("template[0].field has no field costs"), "{found}");
    assert!(found.contains("kind of an own field must be text, int or choice"), "{found}");
    assert!(found.contains("kind of benefits must be benefits"), "{found}");
}

#[test]
fn keys_may_not_stand_twice() {
    let found = errors(&STOCKHOLM.replace("key = \"social\"", "key = \"pedagogical\""));
    assert!(found.contains("area names pedagogical more than once"), "{found}");
}

#[test]
fn days_of_the_year_must_exist_and_follow_each_other_c11() {
    let text = STOCKHOLM
        .replace("submit_by = { month = 2, day = 15", "submit_by = { month = 2, day = 30")
        .replace("step_two_by = { month = 5", "step_two_by = { month = 3");
    let found = errors(&text);
    assert!(found.contains("calendar.submit_by.day is no day of every year"), "{found}");
    assert!(found.contains("calendar.step_two_by must be later"), "{found}");
}

#[test]
fn a_version_stands_once_in_a_set() {
    let twice = Models::read([STOCKHOLM, STOCKHOLM]).unwrap_err();
    assert_eq!(twice.to_string(), "there are two definitions of version stockholm-2008");
}

#[test]
fn the_value_is_the_weighted_share_of_the_scale() {
    let valuation = stockholm().valuation;
    assert_eq!(valuation.permille(|_| Some(5)), Some(1000));
    assert_eq!(valuation.permille(|_| Some(0)), Some(0));
    assert_eq!(valuation.permille(|one| (one.key != "goals").then_some(1)), None);
    let only = |one: &Criterion| Some(if one.key == "citizen_benefit" { 3 } else { 0 });
    assert_eq!(valuation.permille(only), Some(210));
}

#[test]
fn the_shipped_model_says_how_appraisals_are_shared_a19() {
    let load = stockholm().appraisal.load;
    assert_eq!(load, Load { per_case: 3, cap: 25 });
    let found = errors(&STOCKHOLM.replace("per_case = 3", "per_case = 0").replace("cap = 25", ""));
    assert!(found.contains("appraisal.per_case must be at least 1"), "{found}");
    assert!(found.contains("appraisal.cap is missing"), "{found}");
}

#[test]
fn the_value_is_rounded_half_up_once() {
    let criterion = |key: &str, weight| Criterion { key: key.into(), name: key.into(), weight };
    let criteria = vec![criterion("a", 1), criterion("b", 99)];
    let valuation = Valuation { min: 1, max: 5, criteria };
    // 1 % of one step of four: 2.5 permille.
    assert_eq!(valuation.permille(|one| Some(if one.key == "a" { 2 } else { 1 })), Some(3));
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(text in "\\PC{0,200}") {
        let _ = Model::parse(&text);
    }

    #[test]
    fn a_definition_without_one_of_its_lines_is_read_or_named(line in 0_usize..300) {
        let kept = STOCKHOLM.lines().enumerate().filter(|(i, _)| *i != line);
        let text: String = kept.map(|(_, line)| format!("{line}\n")).collect();
        if let Err(errors) = Model::parse(&text) {
            prop_assert!(errors.iter().all(|error| error.line <= text.lines().count() + 1));
            prop_assert!(errors.iter().count() > 0);
        }
    }

    #[test]
    fn a_higher_score_never_lowers_the_value(scores in proptest::collection::vec(0_i32..5, 5), at in 0_usize..5) {
        let valuation = stockholm().valuation;
        let value = |scores: &[i32]| valuation.permille(|one| {
            let place = valuation.criteria.iter().position(|other| other == one)?;
            scores.get(place).copied()
        });
        let mut more = scores.clone();
        more[at] += 1;
        prop_assert!(value(&more) > value(&scores));
    }
}
