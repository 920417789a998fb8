//! How long a group's ranking and a city-wide proposal of 10,000 initiatives take, by some methods:
//! `cargo run --release -p prioritisation-domain --example proposal_speed`. Medians of five.
#![expect(clippy::disallowed_methods, reason = "it measures")]
#![expect(clippy::print_stdout, reason = "it tells what it measured")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use kernel::{AreaKey, Id, IdKind, Money};
use model::{Completion, Models, RankingMethod};
use prioritisation_domain::{
    Basis, Candidate, CityMethod, Counts, Ground, GroundArea, ProposalItem, Score, Settings, Vote,
    YearCost, compute, plan, why,
};
use uuid::Uuid;

const AREAS: u64 = 5;
const PER_AREA: u64 = 2_000;
const MEMBERS: u64 = 20;

fn id<K: IdKind>(n: u64) -> Id<K> {
    Id::new(Uuid::from_u128(u128::from(n)))
}

/// A number that looks drawn, the same each time.
fn drawn(n: u64) -> u64 {
    n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 33
}

fn candidate(n: u64) -> Candidate {
    Candidate {
        initiative: id(n),
        case: id(n),
        administration: id(drawn(n) % MEMBERS),
        reference: format!("{n}"),
        title: format!("Initiative {n}"),
        cost: Money::ore(i64::try_from(drawn(n + 7) % 100_000_000).unwrap_or_default() + 1),
    }
}

fn votes(candidates: &[Candidate]) -> Vec<Vote> {
    let order = |member: u64| {
        let mut order: Vec<_> = candidates.iter().zip(0_u64..).collect();
        order.sort_by_key(|(_, n)| drawn(n * 31 + member));
        order.into_iter().map(|(one, _)| vec![one.initiative]).collect()
    };
    let vote = |member| Vote { places: order(member), conflicts: BTreeSet::new() };
    (0..MEMBERS).map(vote).collect()
}

fn ground(valuation: model::Valuation) -> Ground {
    let item = |n: u64| ProposalItem {
        candidate: candidate(n),
        area: AreaKey::new(format!("area-{}", n % AREAS)),
        area_rank: 1,
        city_rank: 0,
        score: Score {
            numerator: drawn(n) % (PER_AREA * MEMBERS),
            denominator: PER_AREA * MEMBERS,
        },
        computed_rank: 0,
        within: false,
        computed_within: false,
    };
    let mut items: Vec<_> = (0..AREAS * PER_AREA).map(item).collect();
    items.sort_by(|one, other| {
        other.score.compare(&one.score).then_with(|| one.candidate.tie_break(&other.candidate))
    });
    let basis = |item: &ProposalItem| {
        let n = item.candidate.cost.as_ore();
        let criteria = valuation.criteria.iter().zip(1_i64..);
        let score = |at: i64| i32::try_from(n.wrapping_mul(at) % 6).unwrap_or_default();
        let scores = criteria.map(|(one, at)| (one.key.clone(), score(at))).collect();
        let basis = Basis {
            costs: vec![YearCost { year: 2028, cost: item.candidate.cost }],
            affected: (0..3).map(|at| id(drawn(at + n.unsigned_abs()) % MEMBERS)).collect(),
            scores,
            value: u32::try_from(n % 1000).ok(),
        };
        (item.candidate.case, basis)
    };
    let bases: BTreeMap<_, _> = items.iter().map(basis).collect();
    let area = |n: u64| GroundArea {
        key: AreaKey::new(format!("area-{n}")),
        counts: Counts::default(),
        gaps: Vec::new(),
    };
    Ground {
        items,
        bases,
        appraisals: BTreeMap::new(),
        areas: (0..AREAS).map(area).collect(),
        valuation,
    }
}

fn median<T>(mut run: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..5)
        .map(|_| {
            let begin = Instant::now();
            std::hint::black_box(run());
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    times.get(2).copied().unwrap_or_default()
}

fn main() {
    let candidates: Vec<_> = (0..PER_AREA).map(candidate).collect();
    let votes = votes(&candidates);
    for method in RankingMethod::ALL {
        let took = median(|| compute(*method, &candidates, &votes));
        println!("ranking, {PER_AREA} initiatives x {MEMBERS} ballots, {method}: {took:?}");
    }
    let Some(valuation) = Models::shipped()
        .ok()
        .and_then(|models| models.iter().next().map(|model| model.valuation.clone()))
    else {
        return;
    };
    let ground = ground(valuation);
    let half: i64 = ground.items.iter().map(|item| item.candidate.cost.as_ore()).sum::<i64>() / 2;
    let by = |method: CityMethod| Settings { method, ..Settings::area_score(Money::ore(half)) };
    for method in [CityMethod::AreaScore, CityMethod::Weighted, CityMethod::Portfolio] {
        measure(&ground, &by(method), &method);
    }
    for completion in [Completion::None, Completion::Add1, Completion::Greedy] {
        let settings = Settings { completion, ..by(CityMethod::EqualShares) };
        measure(&ground, &settings, &format!("equal shares, completion {completion}"));
    }
}

fn measure(ground: &Ground, settings: &Settings, method: &dyn std::fmt::Display) {
    let took = median(|| plan(ground, settings, &[]));
    println!("proposal, {} initiatives, {method}: {took:?}", ground.items.len());
    let took = median(|| why(ground, settings, id(17)));
    println!("  why one stands where it stands: {took:?}");
}
