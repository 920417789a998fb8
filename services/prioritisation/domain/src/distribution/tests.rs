use proptest::prelude::*;

use super::*;
use crate::testing::id;

fn member(n: usize) -> PersonId {
    PersonId::new(format!("m{n:04}"))
}

fn appraisers(cases: u128, members: usize) -> Appraisers {
    Appraisers {
        cases: (1..=cases).map(id).collect(),
        members: (0..members).map(member).collect(),
        ..Appraisers::default()
    }
}

fn loads(places: &Places, members: &BTreeSet<PersonId>) -> Vec<usize> {
    let has = |member: &PersonId| places.values().filter(|on| on.contains(member)).count();
    members.iter().map(has).collect()
}

fn spread(places: &Places, members: &BTreeSet<PersonId>) -> usize {
    let loads = loads(places, members);
    let (most, least) = (loads.iter().max(), loads.iter().min());
    most.copied().unwrap_or_default() - least.copied().unwrap_or_default()
}

fn count(places: &Places) -> usize {
    places.values().map(BTreeSet::len).sum()
}

const LOAD: Load = Load { per_case: 3, cap: 25 };

#[test]
fn each_case_gets_as_many_as_asked_and_who_has_least_comes_first() {
    let places = distribute(&Places::new(), &appraisers(2, 4), LOAD).expect("it fits");
    let who = |case| places[&id(case)].iter().map(PersonId::as_str).collect::<Vec<_>>();
    assert_eq!(who(1), ["m0000", "m0001", "m0002"]);
    assert_eq!(who(2), ["m0000", "m0001", "m0003"]);
}

#[test]
fn a_case_gets_fewer_where_a_conflict_leaves_fewer() {
    let mut asked = appraisers(1, 3);
    asked.conflicted = [0, 1].map(|n| (id(1), member(n))).into();
    let places = distribute(&Places::new(), &asked, LOAD).expect("it fits");
    assert_eq!(places[&id(1)], [member(2)].into());
    asked.conflicted.insert((id(1), member(2)));
    assert_eq!(distribute(&Places::new(), &asked, LOAD), Ok(Places::new()));
}

#[test]
fn who_has_appraised_keeps_the_case_and_relieves_who_has_not() {
    let mut asked = appraisers(1, 4);
    asked.appraised = [(id(1), member(3))].into();
    let places = distribute(&Places::new(), &asked, LOAD).expect("it fits");
    assert!(places[&id(1)].contains(&member(3)), "{places:?}");
    assert_eq!(places[&id(1)].len(), 3);
}

#[test]
fn a_place_is_found_through_others_where_nobody_free_may_take_the_case() {
    // Only 0 may take case 2, and has case 1 already: 1 takes that over.
    let load = Load { per_case: 1, cap: 1 };
    let mut asked = appraisers(2, 2);
    asked.conflicted = [(id(2), member(1))].into();
    let places = distribute(&Places::new(), &asked, load).expect("it fits");
    assert_eq!((&places[&id(1)], &places[&id(2)]), (&[member(1)].into(), &[member(0)].into()));
    asked.conflicted.insert((id(1), member(1)));
    assert_eq!(distribute(&Places::new(), &asked, load), Err(1));
}

#[test]
fn one_who_joins_takes_over_what_makes_it_even_and_no_more() {
    let before = distribute(&Places::new(), &appraisers(12, 3), LOAD).expect("it fits");
    let asked = appraisers(12, 4);
    let after = distribute(&before, &asked, LOAD).expect("it fits");
    assert_eq!(loads(&after, &asked.members), [9, 9, 9, 9]);
    let kept: usize = after.iter().map(|(case, on)| on.intersection(&before[case]).count()).sum();
    assert_eq!(kept, 27);
}

#[test]
fn complaint_18_ten_thousand_cases_are_shared_and_shared_again() {
    let asked = appraisers(10_000, 1_201);
    let before = distribute(&Places::new(), &asked, LOAD).expect("it fits");
    assert_eq!(count(&before), 30_000);
    assert_eq!(spread(&before, &asked.members), 1);
    let fewer = appraisers(10_000, 1_200);
    let after = distribute(&before, &fewer, LOAD).expect("it just fits");
    assert_eq!(spread(&after, &fewer.members), 0);
    assert_eq!(distribute(&after, &appraisers(10_000, 10), LOAD), Err(29_750));
}

/// Cases, members, conflicts and appraisals.
fn any() -> impl Strategy<Value = (Appraisers, Load)> {
    let pairs = || prop::collection::btree_set((1_u128..20, 0_usize..7), 0..12);
    (1_u128..20, 1_usize..7, pairs(), pairs(), 1_u32..4, 3_u32..20).prop_map(
        |(cases, members, conflicted, appraised, per_case, cap)| {
            let named = |pairs: BTreeSet<(u128, usize)>| {
                pairs.into_iter().map(|(case, one)| (id(case), member(one))).collect()
            };
            let (conflicted, appraised) = (named(conflicted), named(appraised));
            let asked = Appraisers { conflicted, appraised, ..appraisers(cases, members) };
            (asked, Load { per_case, cap })
        },
    )
}

/// The most places that can be given at all, by a search of its own: one place after the other, each
/// by any chain.
fn most(asked: &Appraisers, load: Load) -> (usize, usize) {
    fn place(
        case: CaseId,
        asked: &Appraisers,
        cap: usize,
        of: &mut BTreeMap<PersonId, BTreeSet<CaseId>>,
        seen: &mut BTreeSet<PersonId>,
    ) -> bool {
        for member in &asked.members {
            let has = of.get(member).cloned().unwrap_or_default();
            let barred = asked.conflicted.contains(&(case, member.clone()));
            if barred || has.contains(&case) || !seen.insert(member.clone()) {
                continue;
            }
            let gives = has.iter().find(|other| place(**other, asked, cap, of, seen)).copied();
            if has.len() < cap || gives.is_some() {
                let cases = of.entry(member.clone()).or_default();
                cases.insert(case);
                if let Some(given) = gives {
                    cases.remove(&given);
                }
                return true;
            }
        }
        false
    }
    let (mut demand, mut given, mut of) = (0, 0, BTreeMap::new());
    for case in &asked.cases {
        let free = |member: &&PersonId| !asked.conflicted.contains(&(*case, (*member).clone()));
        for _ in asked.members.iter().filter(free).take(load.per_case as usize) {
            demand += 1;
            let cap = load.cap as usize;
            given += usize::from(place(*case, asked, cap, &mut of, &mut BTreeSet::new()));
        }
    }
    (demand, given)
}

proptest! {
    #[test]
    fn a19_nobody_gets_more_than_the_cap_or_a_case_of_a_conflict((asked, load) in any()) {
        if let Ok(places) = distribute(&Places::new(), &asked, load) {
            let cap = load.cap as usize;
            prop_assert!(loads(&places, &asked.members).iter().all(|has| *has <= cap));
            for (case, on) in &places {
                for one in on {
                    prop_assert!(!asked.conflicted.contains(&(*case, one.clone())));
                    prop_assert!(asked.members.contains(one) && asked.cases.contains(case));
                }
            }
            for case in &asked.cases {
                let free = asked.members.iter();
                let free = free.filter(|one| !asked.conflicted.contains(&(*case, (*one).clone())));
                let wanted = free.count().min(load.per_case as usize);
                prop_assert_eq!(places.get(case).map_or(0, BTreeSet::len), wanted);
            }
        }
    }

    #[test]
    fn sharing_again_without_news_changes_nothing((asked, load) in any()) {
        if let Ok(places) = distribute(&Places::new(), &asked, load) {
            prop_assert_eq!(distribute(&places, &asked, load), Ok(places));
        }
    }

    #[test]
    fn what_is_said_to_lack_lacks((asked, load) in any()) {
        let asked = Appraisers { appraised: BTreeSet::new(), ..asked };
        let (demand, given) = most(&asked, load);
        match distribute(&Places::new(), &asked, load) {
            Ok(places) => prop_assert_eq!(count(&places), demand),
            Err(lacking) => prop_assert_eq!(lacking, (demand - given) as u64),
        }
    }

    #[test]
    fn all_have_as_many_within_one_whoever_comes_or_goes(
        turns in prop::collection::vec((1_u128..20, 1_usize..7), 1..5),
    ) {
        let mut places = Places::new();
        for (cases, members) in turns {
            let asked = appraisers(cases, members);
            places = distribute(&places, &asked, LOAD).expect("it fits");
            prop_assert!(spread(&places, &asked.members) <= 1, "{places:?}");
        }
    }

    #[test]
    fn new_cases_move_nobody(cases in 1_u128..20, more in 0_u128..10, members in 1_usize..7) {
        let load = Load { cap: 100, ..LOAD };
        let before = distribute(&Places::new(), &appraisers(cases, members), load);
        let before = before.expect("it fits");
        let after = distribute(&before, &appraisers(cases + more, members), load);
        let after = after.expect("it fits");
        for (case, on) in before {
            prop_assert_eq!(after.get(&case), Some(&on));
        }
    }

    #[test]
    fn who_has_appraised_keeps_the_case_where_the_cap_allows((asked, load) in any()) {
        let load = Load { cap: 100, ..load };
        let places = distribute(&Places::new(), &asked, load).expect("it fits");
        for case in &asked.cases {
            let done = |one: &&PersonId| {
                let pair = (*case, (*one).clone());
                asked.appraised.contains(&pair) && !asked.conflicted.contains(&pair)
            };
            let on = places.get(case).cloned().unwrap_or_default();
            let done: BTreeSet<_> = asked.members.iter().filter(done).cloned().collect();
            let kept = on.intersection(&done).count();
            prop_assert_eq!(kept, done.len().min(load.per_case as usize));
        }
    }
}
