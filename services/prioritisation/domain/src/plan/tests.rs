use kernel::{AdministrationId, Money};
use model::{CityMethod, Completion, ValueSource, Voters};
use proptest::prelude::*;

use super::*;
use crate::composition::compose;
use crate::composition::tests::ranked;
use crate::testing::id;
use crate::{AreaRound, YearCost};

const ONES: &str = "citizen_benefit";

fn valuation() -> Valuation {
    let criterion =
        |key: &str, weight| model::Criterion { key: key.to_owned(), name: key.to_owned(), weight };
    Valuation { min: 0, max: 5, criteria: vec![criterion(ONES, 60), criterion("goals", 40)] }
}

/// What these rounds give: scores by the initiative's number, all costs in 2028, nobody affected.
pub(crate) fn ground(rounds: &[AreaRound]) -> Ground {
    let items = compose(rounds);
    let basis = |item: &ProposalItem| {
        let n = i32::try_from(item.candidate.initiative.uuid().as_u128() % 6).expect("it is small");
        let scores = BTreeMap::from([(ONES.to_owned(), n), ("goals".to_owned(), 5 - n)]);
        let costs = vec![YearCost { year: 2028, cost: item.candidate.cost }];
        let value = Some(u32::try_from(n).expect("it is small"));
        (item.candidate.case, Basis { costs, scores, value, ..Basis::default() })
    };
    let area = |round: &AreaRound| GroundArea {
        key: round.area.clone(),
        counts: round.counts,
        gaps: Vec::new(),
    };
    Ground {
        bases: items.iter().map(basis).collect(),
        items,
        appraisals: BTreeMap::new(),
        areas: rounds.iter().map(area).collect(),
        valuation: valuation(),
    }
}

/// 1, 2, 3 of area a in this order, 4 and 5 of area b in this order.
fn two_areas() -> Vec<AreaRound> {
    vec![
        ranked("a", &[(1, 60), (2, 30), (3, 20)], &[vec![1, 2, 3]]),
        ranked("b", &[(4, 50), (5, 10)], &[vec![4, 5]]),
    ]
}

fn settings(frame: i64) -> Settings {
    Settings::area_score(Money::ore(frame))
}

fn by(method: CityMethod, frame: i64) -> Settings {
    Settings { method, ..settings(frame) }
}

/// WSJF needs to know where its numbers come from.
fn usual(method: CityMethod, frame: i64) -> Settings {
    let goals = || "goals".to_owned();
    let wsjf = (method == CityMethod::Wsjf).then(|| WsjfCriteria {
        business_value: ONES.to_owned(),
        time_criticality: goals(),
        risk_reduction: goals(),
        job_size: None,
    });
    Settings { wsjf, ..by(method, frame) }
}

fn planned(settings: &Settings, overrides: &[Override]) -> Plan {
    plan(&ground(&two_areas()), settings, overrides).expect("it is planned")
}

fn order(plan: &Plan) -> Vec<InitiativeId> {
    plan.items.iter().map(|item| item.candidate.initiative).collect()
}

fn within(plan: &Plan) -> Vec<InitiativeId> {
    let within = plan.items.iter().filter(|item| item.within);
    within.map(|item| item.candidate.initiative).collect()
}

fn changed(n: u128, to_rank: Option<u32>, within: Option<bool>) -> Override {
    Override { initiative: id(n), to_rank, within, reason: "The law asks for it.".to_owned() }
}

fn fields(refused: Result<Plan, Violations>) -> Vec<String> {
    refused.expect_err("it is refused").iter().map(|one| one.field.clone()).collect()
}

#[test]
fn by_area_score_the_order_is_that_of_the_scores_and_what_fits_is_within_b6_c8() {
    let plan = planned(&settings(100), &[]);
    // 1 and 4 both have all of their area's points: 4 is cheaper.
    assert_eq!(order(&plan), [4, 1, 2, 5, 3].map(id));
    assert_eq!(within(&plan), [4, 2, 5].map(id), "1 is passed over");
    assert_eq!(plan.making.outcome.computed_cost_ore, 90);
    let pairs = [[4, 1].map(id).to_vec(), [5, 3].map(id).to_vec()];
    assert_eq!(plan.making.outcome.ties, pairs, "complaint 21: ties are on record");
}

#[test]
fn complaint_5_people_override_with_a_reason_and_what_was_computed_stays_beside() {
    let overrides = [changed(3, Some(1), None), changed(1, None, Some(true))];
    let plan = planned(&settings(100), &overrides);
    assert_eq!(order(&plan), [3, 4, 1, 2, 5].map(id));
    assert_eq!(within(&plan), [4, 1, 2, 5].map(id));
    let computed: Vec<_> =
        plan.items.iter().map(|item| (item.computed_rank, item.computed_within)).collect();
    assert_eq!(computed, [(5, false), (1, true), (2, false), (3, true), (4, true)]);
    assert_eq!(plan.making.overrides, overrides);
    assert_eq!(plan.making.whole.within_ore, 150, "more than the frame, and it is told");
}

#[test]
fn all_that_is_wrong_is_named_at_once() {
    let wrong = Settings {
        frame: Money::ore(-1),
        frames: vec![YearFrame { year: 2028, frame: Money::ore(1) }],
        weights: BTreeMap::from([("beauty".to_owned(), 0)]),
        requires: vec![(id(1), id(1)), (id(9), id(2))],
        locked_in: vec![id(8)],
        ..settings(0)
    };
    let overrides =
        [Override { reason: " ".to_owned(), ..changed(7, None, None) }, changed(1, Some(6), None)];
    assert_eq!(
        fields(plan(&ground(&two_areas()), &wrong, &overrides)),
        [
            "settings.frame_ore",
            "settings.weights[beauty]",
            "settings.weights[beauty]",
            "settings.weights",
            "settings.weights",
            "settings.frames",
            "settings.requires",
            "settings.requires[0].other",
            "settings.requires[1].initiative",
            "settings.locked_in",
            "settings.locked_in[0]",
            "overrides[0].initiative",
            "overrides[0].to_rank",
            "overrides[0].reason",
            "overrides[1].to_rank",
        ]
    );
}

#[test]
fn weights_decide_and_what_has_no_score_comes_last_and_is_named_d4() {
    // Scores are n and 5 - n: with the weights of the model more n is better.
    assert_eq!(order(&planned(&by(CityMethod::Weighted, 100), &[])), [5, 4, 3, 2, 1].map(id));
    let weights = BTreeMap::from([(ONES.to_owned(), 1), ("goals".to_owned(), 9)]);
    let goals = Settings { weights, ..by(CityMethod::Weighted, 100) };
    assert_eq!(order(&planned(&goals, &[])), [1, 2, 3, 4, 5].map(id));
    let mut ground = ground(&two_areas());
    for basis in ground.bases.values_mut().take(1) {
        basis.scores.clear();
    }
    let plan = plan(&ground, &goals, &[]).expect("it is planned");
    assert_eq!(order(&plan), [2, 3, 4, 5, 1].map(id));
    assert_eq!(plan.making.outcome.unrated, [id(1)]);
    let lacking: Vec<_> = plan.making.certificate.checks.iter().map(|one| one.holds).collect();
    assert_eq!(lacking, [5, 4, 5, 0]);
    assert!(!plan.making.certificate.complete());
}

#[test]
fn equal_shares_give_each_area_its_share() {
    let shares = Settings {
        voters: Voters::Areas,
        completion: Completion::None,
        ..by(CityMethod::EqualShares, 100)
    };
    let plan = planned(&shares, &[]);
    // Each area holds 50. By cost all are worth their price: the cheaper first.
    assert_eq!(within(&plan), [5, 3, 2].map(id));
    let both = plan.making.whole.area_shares();
    let permille: Vec<_> = both.iter().map(|one| one.share_permille).collect();
    assert_eq!(permille, [833, 166]);
    assert_eq!(both.iter().map(|one| one.proportional_permille).collect::<Vec<_>>(), [600, 400]);
}

#[test]
fn a_voters_weight_multiplies_its_share() {
    let weighted = |weights: &[(&str, u32)]| Settings {
        voters: Voters::Areas,
        completion: Completion::None,
        voter_weights: weights.iter().map(|(key, n)| ((*key).to_owned(), *n)).collect(),
        ..by(CityMethod::EqualShares, 100)
    };
    // The heavier area holds 80 of 100, and counts as four that pay.
    assert_eq!(within(&planned(&weighted(&[("a", 4)]), &[])), [3, 2, 5].map(id));
    assert_eq!(within(&planned(&weighted(&[("b", 4)]), &[])), [5, 4, 3].map(id));
    let wrong = weighted(&[("a", 0), ("c", 1)]);
    assert_eq!(
        fields(plan(&ground(&two_areas()), &wrong, &[])),
        ["settings.voter_weights[a]", "settings.voter_weights[c]"]
    );
}

#[test]
fn complaint_6_dependencies_name_with_what_and_the_best_portfolio_holds_to_them() {
    let portfolio = |frame| Settings {
        values: ValueSource::Valuation,
        requires: vec![(id(5), id(1))],
        excludes: vec![(id(3), id(4))],
        ..by(CityMethod::Portfolio, frame)
    };
    // Values are the numbers. 5 needs 1; 3 excludes 4.
    let plan = planned(&portfolio(100), &[]);
    assert_eq!(plan.making.outcome.value, Some(9), "5, 1 and 2 or 3");
    assert_eq!(within(&plan).len(), 3);
    assert!(plan.making.outcome.proven);
    let held = &plan.making.whole;
    assert_eq!((held.requires[0].2, held.excludes[0].2), (true, true));
    let broken = planned(&portfolio(100), &[changed(1, None, Some(false))]);
    assert!(!broken.making.whole.requires[0].2, "what people override is told");
    let impossible = Settings { locked_in: vec![id(3), id(4)], ..portfolio(100) };
    assert_eq!(fields(super::plan(&ground(&two_areas()), &impossible, &[])), ["settings"]);
    let years = Settings {
        frames: vec![
            YearFrame { year: 2027, frame: Money::ore(0) },
            YearFrame { year: 2028, frame: Money::ore(50) },
        ],
        requires: Vec::new(),
        ..portfolio(100)
    };
    assert_eq!(planned(&years, &[]).making.whole.within_ore, 30, "5 and 3 are worth 8");
}

#[test]
fn the_whole_view_holds_every_part_and_what_is_left_out_f7() {
    let whole = planned(&settings(100), &[]).making.whole;
    assert_eq!((whole.total, whole.total_ore, whole.within, whole.within_ore), (5, 170, 3, 90));
    let (a, b) = (&whole.areas[0].1, &whole.areas[1].1);
    assert_eq!((a.total, a.total_ore, a.within, a.within_ore), (3, 110, 1, 30));
    assert_eq!((b.total, b.total_ore, b.within, b.within_ore), (2, 60, 2, 60));
    assert_eq!(whole.years, [YearPart { year: 2028, total_ore: 170, within_ore: 90 }]);
    let administrations: i64 = whole.administrations.iter().map(|(_, part)| part.total_ore).sum();
    assert_eq!(administrations, whole.total_ore);
}

#[test]
fn row_13_why_not_mine_says_what_it_would_have_taken_and_it_is_true() {
    let ground = ground(&two_areas());
    let settings = settings(100);
    let told = why(&ground, &settings, id(1)).expect("asked").expect("it is ranked");
    // After 4 there are 50 left.
    assert_eq!((told.selected, told.cheaper_by_ore, told.needed_rank), (false, Some(10), Some(1)));
    for (cost, selected) in [(50, true), (51, false)] {
        let mut rounds = two_areas();
        rounds[0] = ranked("a", &[(1, cost), (2, 30), (3, 20)], &[vec![1, 2, 3]]);
        let plan = plan(&super::tests::ground(&rounds), &settings, &[]).expect("it is planned");
        assert_eq!(within(&plan).contains(&id(1)), selected, "at {cost}");
    }
    let moved = planned(&settings, &[changed(1, Some(1), None)]);
    assert_eq!(order(&moved)[0], id(1));
    assert_eq!(why(&ground, &settings, id(9)).expect("asked"), None);
    assert!(why(&ground, &settings, id(4)).expect("asked").expect("it is ranked").selected);
    for method in CityMethod::ALL {
        let settings = usual(*method, 100);
        let told = why(&ground, &settings, id(1)).expect("asked").expect("it is ranked");
        let plan = planned(&settings, &[]);
        assert_eq!(told.selected, within(&plan).contains(&id(1)), "{method}");
    }
}

#[test]
fn the_overview_tells_what_frame_weights_and_neighbouring_methods_would_change() {
    let ground = ground(&two_areas());
    let told = overview(&ground, &settings(100)).expect("asked");
    let [smaller, larger] = &told.frames[..] else { panic!("{told:?}") };
    assert_eq!((smaller.frame_ore, &smaller.change.lost[..]), (89, &[id(5)][..]));
    assert_eq!((larger.frame_ore, &larger.change.gained[..]), (110, &[id(1)][..]));
    assert_eq!(larger.change.lost, [id(2), id(5)]);
    assert_eq!(told.methods.len(), 3);
    let told = overview(&ground, &by(CityMethod::Weighted, 100)).expect("asked");
    let ranges: Vec<_> = told.weights.iter().map(|one| (&*one.low, &*one.share)).collect();
    assert_eq!(ranges, [("1/2", "3/5"), ("0", "2/5")]);
    let told = overview(&ground, &by(CityMethod::Portfolio, 100)).expect("asked");
    assert_eq!(told.frames.iter().map(|one| one.frame_ore).collect::<Vec<_>>(), [90, 95, 105, 110]);
}

fn any_settings() -> impl Strategy<Value = Settings> {
    let methods = prop::sample::select(CityMethod::ALL);
    let voters = prop::sample::select(Voters::ALL);
    let completions = prop::sample::select(Completion::ALL);
    let values = prop::sample::select(ValueSource::ALL);
    (methods, voters, completions, values, 0_i64..200).prop_map(
        |(method, voters, completion, values, frame)| Settings {
            voters,
            completion,
            values,
            ..usual(method, frame)
        },
    )
}

proptest! {
    #[test]
    fn whatever_the_method_every_initiative_has_one_place_and_the_frame_holds(
        settings in any_settings(),
    ) {
        let plan = planned(&settings, &[]);
        let mut all = order(&plan);
        all.sort();
        prop_assert_eq!(all, [1, 2, 3, 4, 5].map(id).to_vec());
        prop_assert!(plan.making.whole.within_ore <= settings.frame.as_ore());
        let ranks: Vec<_> = plan.items.iter().map(|item| item.city_rank).collect();
        prop_assert_eq!(ranks, [1, 2, 3, 4, 5].to_vec());
        prop_assert!(plan.items.iter().all(|item| item.city_rank == item.computed_rank));
        prop_assert_eq!(&planned(&settings, &[]), &plan, "the same input gives the same");
    }
}

#[test]
fn an_administration_that_is_affected_supports_too() {
    let mut ground = ground(&two_areas());
    let other: AdministrationId = id(2);
    for basis in ground.bases.values_mut().take(1) {
        basis.affected = vec![other];
    }
    let settings = Settings { completion: Completion::None, ..by(CityMethod::EqualShares, 100) };
    // 2 holds a half of the frame and supports 1 alone, which costs 60.
    let plan = plan(&ground, &settings, &[]).expect("it is planned");
    assert!(plan.making.whole.within_ore <= 100);
    let affected =
        plan.making.certificate.checks.iter().find(|one| one.rule == CheckRule::Affected);
    assert_eq!(affected.map(|one| one.holds), Some(1));
}

#[test]
fn shortest_jobs_with_the_greatest_cost_of_delay_come_first() {
    // (n + 2 x (5 - n)) over the cost in kronor, at least 1: all cost less than that.
    let plan = planned(&usual(CityMethod::Wsjf, 100), &[]);
    assert_eq!(order(&plan), [1, 2, 3, 4, 5].map(id));
    let told = why(&ground(&two_areas()), &usual(CityMethod::Wsjf, 100), id(2));
    assert_eq!(told.expect("asked").expect("it is ranked").score.as_deref(), Some("8"));
    let wsjf = WsjfCriteria {
        business_value: "beauty".to_owned(),
        ..usual(CityMethod::Wsjf, 1).wsjf.expect("it is there")
    };
    let wrong = Settings { wsjf: Some(wsjf), scores: ScoreSource::Members, ..settings(100) };
    assert_eq!(
        fields(super::plan(&ground(&two_areas()), &wrong, &[])),
        ["settings.wsjf", "settings.scores", "settings.wsjf.business_value"]
    );
    let lacking = by(CityMethod::Wsjf, 100);
    assert_eq!(fields(super::plan(&ground(&two_areas()), &lacking, &[])), ["settings.wsjf"]);
}

#[test]
fn weights_can_be_given_by_comparison_and_contradictions_are_refused() {
    let compared = |times| Comparison { first: "goals".to_owned(), second: ONES.to_owned(), times };
    let goals =
        |times| Settings { comparisons: vec![compared(times)], ..by(CityMethod::Weighted, 100) };
    assert_eq!(order(&planned(&goals(9), &[])), [1, 2, 3, 4, 5].map(id));
    assert_eq!(order(&planned(&goals(-9), &[])), [5, 4, 3, 2, 1].map(id));
    assert_eq!(fields(plan(&ground(&two_areas()), &goals(0), &[])), ["settings.comparisons"]);
    let mut ground = ground(&two_areas());
    let third = model::Criterion { key: "c".to_owned(), name: String::new(), weight: 1 };
    ground.valuation.criteria.push(third);
    let one = |first: &str, second: &str, times| Comparison {
        first: first.to_owned(),
        second: second.to_owned(),
        times,
    };
    let circle = vec![one(ONES, "goals", 9), one("goals", "c", 9), one("c", ONES, 9)];
    let wrong = Settings { comparisons: circle, ..by(CityMethod::Weighted, 100) };
    assert_eq!(fields(plan(&ground, &wrong, &[])), ["settings.comparisons"]);
}

#[test]
fn members_appraisals_count_by_their_mean_f3() {
    let mut ground = ground(&two_areas());
    let scores = |one, goals| BTreeMap::from([(ONES.to_owned(), one), ("goals".to_owned(), goals)]);
    ground.appraisals = BTreeMap::from([
        (id(1), vec![scores(5, 5), scores(3, 3)]),
        (id(2), vec![scores(5, 4)]),
        (id(3), vec![scores(0, 0)]),
    ]);
    let members = Settings { scores: ScoreSource::Members, ..by(CityMethod::Weighted, 100) };
    let plan = plan(&ground, &members, &[]).expect("it is planned");
    assert_eq!(order(&plan), [2, 1, 3, 5, 4].map(id));
    assert_eq!(plan.making.outcome.unrated, [5, 4].map(id));
}
