//! A whole cycle of many initiatives: 10,000 with `TESTS_LONG`, else few enough for every run.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use kernel::AdministrationId;
use pb::{CityMethod, Competence};
use prioritisation_domain::Outcome;
use proto::beredning::v1::DossierCompleted;
use proto::prioritisation::v1 as pb;
use tokio::time::Instant;
use tonic::{Request, Response, Status};
use uuid::Uuid;

use crate::group::item;
use crate::world::{AREAS, World, completed, cycle, initiative};

/// Ballots cast in each area.
const BALLOTS: u128 = 20;
/// Items of a batch in step one, and rows of a page.
const BATCH: usize = 1_000;
/// What no call may take: twice the deadline of a request, for builds without optimisation.
const LIMIT: Duration = Duration::from_secs(60);
/// What the model lets a member appraise, and how many appraise each case.
const CAP: u128 = 25;
const PER_CASE: u128 = 3;

/// A number that looks drawn, the same each time.
fn drawn(n: u128) -> u128 {
    let n = u64::try_from(n).unwrap();
    let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31);
    u128::from(mixed.wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 33)
}

fn cost(n: u128) -> i64 {
    i64::try_from(drawn(n) % 900).unwrap() + 100
}

fn area(n: u128) -> &'static str {
    AREAS[usize::try_from(n % 5).unwrap()]
}

/// The initiatives of an area.
fn of(all: u128, name: &str) -> Vec<u128> {
    (1..=all).filter(|n| area(*n) == name).collect()
}

fn dossier(n: u128) -> DossierCompleted {
    let administration = |n: u128| AdministrationId::new(Uuid::from_u128(1 + n % 20)).to_string();
    DossierCompleted {
        administration: administration(drawn(n + 1)),
        affected_administrations: (2..5).map(|at| administration(drawn(n + at))).collect(),
        ..completed(n, area(n), cost(n), 1)
    }
}

/// A member's order: of the one to the other half in drawn order.
fn order(all: u128, name: &str, member: u128) -> Vec<u128> {
    let mut order = of(all, name);
    order.sort_by_key(|n| drawn(n * 31 + member));
    order
}

struct Cycle {
    world: World,
    all: u128,
    members: u128,
}

/// An answer, with how long it took.
async fn timed<T>(what: &str, call: impl Future<Output = Result<Response<T>, Status>>) -> T {
    let begin = Instant::now();
    let answer = call.await;
    let took = begin.elapsed();
    println!("{what}: {took:?}");
    assert!(took < LIMIT, "{what} took {took:?}");
    answer.unwrap_or_else(|refused| panic!("{what}: {refused}")).into_inner()
}

impl Cycle {
    async fn new(all: u128) -> Self {
        let world = World::empty().await;
        world.open_cycle().await;
        let members = (all / 5 * PER_CASE / CAP + 1).max(BALLOTS);
        for (place, name) in (1_u128..).zip(AREAS) {
            let (body, first) = (format!("group:{name}"), place * 10_000);
            world.send_seat(first, &body, "group_chair", "chair");
            world.send_seat(first + 1, &body, "group_member", "bo");
            let mut last = 0;
            for member in 0..members {
                let seat = first + 2 + member;
                last = world.send_seat(seat, &body, "group_member", &format!("m{member}"));
            }
            assert!(world.bench.taken_in("council", last).await);
        }
        Self { world, all, members }
    }

    fn by<T>(&self, person: &str, message: T) -> Request<T> {
        self.world.by(person, message)
    }

    async fn prepare(&self) {
        let begin = Instant::now();
        let mut last = 0;
        for n in 1..=self.all {
            let source = self.world.bench.source("beredning");
            last = source.publish(&format!("dossier/{n}"), &dossier(n));
            if n % 500 == 0 {
                assert!(self.world.bench.taken_in("beredning", last).await);
            }
        }
        assert!(self.world.bench.taken_in("beredning", last).await);
        println!("{} dossiers taken in: {:?}", self.all, begin.elapsed());
    }

    async fn share(&mut self, name: &str) {
        let request_id = self.world.id();
        let (cycle, area) = (cycle().to_string(), name.to_owned());
        let request = pb::AssignAppraisalsRequest { request_id, cycle, area };
        let request = self.by("chair", request);
        let shared = timed("AssignAppraisals", self.world.client.assign_appraisals(request)).await;
        assert_eq!(shared.changed as usize, of(self.all, name).len());
        let request = pb::GetWorkloadRequest { cycle: cycle_text(), area: name.to_owned() };
        let request = self.by("chair", request);
        let load = timed("GetWorkload", self.world.client.get_workload(request)).await.members;
        let assigned: u128 = load.iter().map(|one| u128::from(one.assigned)).sum();
        assert_eq!(assigned, PER_CASE * of(self.all, name).len() as u128);
        assert_eq!(load.len() as u128, self.members + 2);
    }

    async fn step_one(&mut self, name: &str) {
        for batch in of(self.all, name).chunks(BATCH) {
            let items = batch.iter().map(|n| item(*n, Outcome::Included)).collect();
            let request_id = self.world.id();
            let (cycle, area) = (cycle().to_string(), name.to_owned());
            let request = pb::AssessCasesRequest { request_id, cycle, area, items };
            let request = self.by("chair", request);
            timed("AssessCases", self.world.client.assess_cases(request)).await;
        }
    }

    async fn step_two(&mut self, name: &str) {
        let (cycle, area) = (cycle().to_string(), name.to_owned());
        let request_id = self.world.id();
        let request =
            pb::OpenBallotRequest { request_id, cycle: cycle.clone(), area: area.clone() };
        let request = self.by("chair", request);
        timed("OpenBallot", self.world.client.open_ballot(request)).await;
        for member in 0..BALLOTS {
            let order = order(self.all, name, member);
            let request = pb::CastBallotRequest {
                request_id: self.world.id(),
                cycle: cycle.clone(),
                area: area.clone(),
                order: order.into_iter().map(|n| initiative(n).to_string()).collect(),
                places: Vec::new(),
            };
            let request = self.by(&format!("m{member}"), request);
            timed("CastBallot", self.world.client.cast_ballot(request)).await;
        }
        let request_id = self.world.id();
        let request =
            pb::CloseBallotRequest { request_id, cycle: cycle.clone(), area: area.clone() };
        let request = self.by("chair", request);
        timed("CloseBallot", self.world.client.close_ballot(request)).await;
        let attendance = (0..self.members).map(|member| format!("m{member}"));
        let request = pb::DecideRankingRequest {
            request_id: self.world.id(),
            cycle: cycle.clone(),
            area: area.clone(),
            attendance: attendance.chain(["chair".to_owned(), "bo".to_owned()]).collect(),
            ..pb::DecideRankingRequest::default()
        };
        let request = self.by("chair", request);
        let decided = timed("DecideRanking", self.world.client.decide_ranking(request)).await;
        let ranked: Vec<_> = decided.entries.into_iter().map(|one| one.initiative).collect();
        assert_eq!(ranked, named(&self.by_points(name)), "{name}");
        let request = pb::ExplainRankingRequest { cycle, area, ..Default::default() };
        let request = self.by("anyone", request);
        timed("ExplainRanking", self.world.client.explain_ranking(request)).await;
    }

    /// The area's order by sums of points, then lower cost, then reference.
    fn by_points(&self, name: &str) -> Vec<u128> {
        let mut order = of(self.all, name);
        let points = self.points(name);
        order.sort_by_key(|n| (std::cmp::Reverse(points[n]), cost(*n), format!("ref-{n}")));
        order
    }

    /// Borda's points: as many as stand below, on each ballot.
    fn points(&self, name: &str) -> BTreeMap<u128, usize> {
        let mut points: BTreeMap<u128, usize> = BTreeMap::new();
        for member in 0..BALLOTS {
            for (below, n) in order(self.all, name, member).iter().rev().enumerate() {
                *points.entry(*n).or_default() += below;
            }
        }
        points
    }

    async fn compose(&mut self, settings: pb::ProposalSettings) -> Vec<pb::ProposalEntry> {
        let what = format!("ComposeProposal, {:?}", settings.method());
        let request_id = self.world.id();
        let request = pb::ComposeProposalRequest {
            request_id,
            cycle: cycle().to_string(),
            settings: Some(settings),
            overrides: Vec::new(),
        };
        let request = self.by("slk", request);
        let composed = timed(&what, self.world.client.compose_proposal(request)).await;
        assert_eq!(u128::from(composed.count), self.all);
        let request = self.by("anyone", pb::GetProposalRequest { cycle: cycle_text() });
        timed("GetProposal", self.world.client.get_proposal(request)).await;
        self.items().await
    }

    /// All items, page by page: each initiative once, its places in the order.
    async fn items(&mut self) -> Vec<pb::ProposalEntry> {
        let mut request = pb::ListProposalItemsRequest {
            cycle: cycle().to_string(),
            page_size: i32::try_from(BATCH).unwrap(),
            ..pb::ListProposalItemsRequest::default()
        };
        let mut items = Vec::new();
        loop {
            let asked = self.by("anyone", request.clone());
            let page = timed("ListProposalItems", self.world.client.list_proposal_items(asked));
            let page = page.await;
            items.extend(page.items);
            request.page_token = page.next_page_token;
            if request.page_token.is_empty() {
                break;
            }
        }
        let ranks: Vec<_> = items.iter().map(|item| u128::from(item.city_rank)).collect();
        assert_eq!(ranks, (1..=self.all).collect::<Vec<_>>());
        let initiatives: BTreeSet<_> = items.iter().map(|item| item.initiative.clone()).collect();
        assert_eq!(initiatives.len(), items.len());
        items
    }

    async fn explain(&mut self) {
        let request = pb::ExplainProposalRequest { cycle: cycle_text(), settings: None };
        let request = self.by("anyone", request);
        timed("ExplainProposal", self.world.client.explain_proposal(request)).await;
    }

    async fn explain_one(&mut self) {
        let request = pb::ExplainProposalItemRequest {
            cycle: cycle().to_string(),
            initiative: initiative(1).to_string(),
            settings: None,
        };
        let request = self.by("anyone", request);
        timed("ExplainProposalItem", self.world.client.explain_proposal_item(request)).await;
        let mut request = pb::GetProposalPictureRequest { cycle: cycle_text(), picture: 0 };
        request.set_picture(pb::ProposalPicture::CostByRank);
        let request = self.by("anyone", request);
        timed("GetProposalPicture", self.world.client.get_proposal_picture(request)).await;
    }

    async fn hand_over(&mut self) {
        for (person, competence) in [("business", Competence::Business), ("it", Competence::It)] {
            self.world.sign(person, competence).await.unwrap();
        }
        let request_id = self.world.id();
        let request =
            pb::HandOverProposalRequest { request_id, cycle: cycle().to_string(), revision: 0 };
        let request = self.by("slk", request);
        let handed = timed("HandOverProposal", self.world.client.hand_over_proposal(request));
        assert_eq!(u128::from(handed.await.count), self.all);
    }
}

fn cycle_text() -> String {
    cycle().to_string()
}

fn named(all: &[u128]) -> Vec<String> {
    all.iter().map(|n| initiative(*n).to_string()).collect()
}

fn within(items: &[pb::ProposalEntry]) -> i64 {
    items.iter().filter(|item| item.within_frame).map(|item| item.total_cost_ore).sum()
}

#[tokio::test]
async fn a_whole_cycle_of_ten_thousand_initiatives_is_answered_in_time_a19_c5_to_c9() {
    let all = if std::env::var_os("TESTS_LONG").is_some() { 10_000 } else { 500 };
    let mut cycle = Cycle::new(all).await;
    cycle.prepare().await;
    for name in AREAS {
        cycle.share(name).await;
        cycle.step_one(name).await;
        cycle.step_two(name).await;
    }
    let frame_ore = (1..=all).map(cost).sum::<i64>() / 2;
    let settings = |method: CityMethod| pb::ProposalSettings {
        method: method.into(),
        frame_ore: Some(frame_ore),
        ..pb::ProposalSettings::default()
    };

    // All areas have as many ballots and candidates, so scores compare as points of places do.
    let items = cycle.compose(settings(CityMethod::AreaScore)).await;
    let mut expected = Vec::new();
    for name in AREAS {
        let points = cycle.points(name);
        expected.extend(cycle.by_points(name).into_iter().map(|n| (points[&n], n)));
    }
    expected.sort_by_key(|(points, n)| (std::cmp::Reverse(*points), cost(*n), format!("ref-{n}")));
    let expected: Vec<_> = expected.into_iter().map(|(_, n)| n).collect();
    let found: Vec<_> = items.iter().map(|item| item.initiative.clone()).collect();
    assert_eq!(found, named(&expected));
    let mut left = frame_ore;
    for (item, n) in items.iter().zip(&expected) {
        let fits = cost(*n) <= left;
        left -= if fits { cost(*n) } else { 0 };
        assert_eq!(item.within_frame, fits, "{n}");
    }
    cycle.explain_one().await;

    let items = cycle.compose(settings(CityMethod::EqualShares)).await;
    let left = frame_ore - within(&items);
    assert!(left >= 0);
    let outside = items.iter().filter(|item| !item.within_frame);
    assert!(outside.map(|item| item.total_cost_ore).all(|cost| cost > left), "nothing more fits");
    cycle.explain_one().await;
    cycle.explain().await;
    cycle.hand_over().await;
    cycle.world.bench.stop().await;
}
