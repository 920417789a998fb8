//! The city-wide proposal by each method, changed with reasons, explained and asked what if.

use pb::{CityMethod, Competence};
use proto::beredning::v1::{Cost, DossierCompleted, Score};
use proto::prioritisation::v1 as pb;
use tonic::{Code, Status};

use crate::world::{AREAS, SOCIAL, World, completed, cycle, fields, initiative, reason};

const TECHNICAL: &str = "technical";
const CRITERIA: [&str; 5] =
    ["citizen_benefit", "business_benefit", "goals", "coordination", "feasibility"];

fn named(n: u128) -> String {
    initiative(n).to_string()
}

/// 1, 2, 3 ranked in this order by one area, 4 and 5 by another; the frame is 1,000.
async fn ranked() -> World {
    let mut world = World::new().await;
    let cases = [(1, SOCIAL, 600), (2, SOCIAL, 300), (3, SOCIAL, 200)];
    for (n, area, cost) in cases.into_iter().chain([(4, TECHNICAL, 500), (5, TECHNICAL, 100)]) {
        world.prepared(n, area, cost).await;
    }
    for (area, order) in [(SOCIAL, &[1, 2, 3][..]), (TECHNICAL, &[4, 5])] {
        world.open(area).await.unwrap();
        world.cast("anna", area, order).await.unwrap();
        world.close(area).await.unwrap();
        world.rank(area).await.unwrap();
    }
    world
}

impl World {
    /// An included initiative with costs in two years and every score, the higher the later.
    async fn prepared(&mut self, n: u128, area: &str, cost: i64) {
        let score = i32::try_from(n).unwrap();
        let scores = CRITERIA.map(|criterion| Score { criterion: criterion.to_owned(), score });
        let year = |year, ore| Cost { year, one_off_ore: ore, running_ore: 0 };
        let dossier = DossierCompleted {
            costs: vec![year(2028, cost - 50), year(2029, 50)],
            scores: scores.to_vec(),
            value: score * 200,
            ..completed(n, area, cost, 1)
        };
        self.publish("beredning", &dossier).await;
        self.assess("chair", &crate::world::case(n), pb::StepOneOutcome::Included).await.unwrap();
    }

    async fn propose(
        &mut self,
        settings: pb::ProposalSettings,
        overrides: Vec<pb::ProposalOverride>,
    ) -> Result<pb::ComposeProposalResponse, Status> {
        let request = pb::ComposeProposalRequest {
            request_id: self.id(),
            cycle: cycle().to_string(),
            settings: Some(settings),
            overrides,
        };
        let request = self.by("slk", request);
        self.client.compose_proposal(request).await.map(tonic::Response::into_inner)
    }

    async fn preview(
        &mut self,
        request: pb::PreviewProposalRequest,
    ) -> Result<pb::PreviewProposalResponse, Status> {
        let request = pb::PreviewProposalRequest { cycle: cycle().to_string(), ..request };
        let request = self.by("anyone", request);
        self.client.preview_proposal(request).await.map(tonic::Response::into_inner)
    }

    async fn proposal(&mut self) -> pb::Proposal {
        let request = self.by("anyone", pb::GetProposalRequest { cycle: cycle().to_string() });
        self.client.get_proposal(request).await.unwrap().into_inner().proposal.unwrap()
    }

    async fn entries(&mut self) -> Vec<pb::ProposalEntry> {
        let cycle = cycle().to_string();
        let request =
            self.by("anyone", pb::ListProposalItemsRequest { cycle, ..Default::default() });
        self.client.list_proposal_items(request).await.unwrap().into_inner().items
    }

    async fn why(
        &mut self,
        n: u128,
        settings: Option<pb::ProposalSettings>,
    ) -> Result<pb::ExplainProposalItemResponse, Status> {
        let (cycle, initiative) = (cycle().to_string(), named(n));
        let request = pb::ExplainProposalItemRequest { cycle, initiative, settings };
        let request = self.by("anyone", request);
        self.client.explain_proposal_item(request).await.map(tonic::Response::into_inner)
    }
}

fn by(method: CityMethod) -> pb::ProposalSettings {
    pb::ProposalSettings { method: method.into(), ..pb::ProposalSettings::default() }
}

fn within(items: &[pb::ProposalEntry]) -> Vec<String> {
    items.iter().filter(|item| item.within_frame).map(|item| item.initiative.clone()).collect()
}

#[tokio::test]
async fn each_method_gives_a_proposal_and_the_whole_view_goes_with_it_c8_f4_f7() {
    let mut world = ranked().await;
    let expected: [(CityMethod, &[u128]); 4] = [
        (CityMethod::AreaScore, &[4, 2, 5]),
        (CityMethod::Weighted, &[5, 4, 3]),
        (CityMethod::EqualShares, &[]),
        (CityMethod::Portfolio, &[]),
    ];
    for (method, first) in expected {
        world.propose(by(method), Vec::new()).await.unwrap();
        let items = world.entries().await;
        assert_eq!(items.len(), 5, "{method:?}");
        let found = within(&items);
        if !first.is_empty() {
            assert_eq!(found, first.iter().map(|n| named(*n)).collect::<Vec<_>>(), "{method:?}");
        }
        let making = world.proposal().await.making.unwrap();
        let whole = making.whole.unwrap();
        let all = whole.all.unwrap();
        assert_eq!((all.initiatives, all.total_cost_ore), (5, 1_700), "{method:?}");
        assert_eq!(usize::try_from(all.within).unwrap(), found.len());
        assert!(all.within_cost_ore <= 1_000, "{method:?} keeps to the frame of the cycle");
        assert_eq!((whole.areas.len(), whole.years.len()), (AREAS.len(), 2));
        assert_eq!(whole.years[1].total_cost_ore, 250);
        let certificate = making.certificate.unwrap();
        assert_eq!((certificate.initiatives, certificate.complete), (5, true));
        assert_eq!(making.settings.unwrap().frame_ore, Some(1_000));
    }
    world.bench.stop().await;
}

#[tokio::test]
async fn voters_have_weights_and_what_is_left_out_is_as_the_model_says() {
    let mut world = ranked().await;
    let weight = |voter: &str, weight| pb::VoterWeight { voter: voter.to_owned(), weight };
    let shares = |voter_weights| pb::ProposalSettings {
        voters: pb::Voters::Areas.into(),
        completion: pb::Completion::None.into(),
        voter_weights,
        ..by(CityMethod::EqualShares)
    };
    let wrong = shares(vec![weight(SOCIAL, 0), weight("nobody", 1), weight(SOCIAL, 0)]);
    let refused = world.propose(wrong, Vec::new()).await.expect_err("it is refused");
    assert_eq!(fields(&refused), ["settings.voter_weights[2].voter"]);
    let wrong = shares(vec![weight(SOCIAL, 0), weight("nobody", 1)]);
    let refused = world.propose(wrong, Vec::new()).await.expect_err("it is refused");
    assert_eq!(
        fields(&refused),
        ["settings.voter_weights[nobody]", "settings.voter_weights[social]"]
    );
    world.propose(shares(vec![weight(TECHNICAL, 3)]), Vec::new()).await.unwrap();
    // The technical area holds 750 of 1,000: both of its own cost 600.
    assert_eq!(within(&world.entries().await), [5, 4, 3].map(named));
    world.compose().await.unwrap();
    let settings = world.proposal().await.making.unwrap().settings.unwrap();
    assert_eq!(settings.method(), CityMethod::AreaScore);
    assert_eq!(settings.completion(), pb::Completion::Greedy);
    world.bench.stop().await;
}

#[tokio::test]
async fn complaint_10_overrides_have_reasons_and_what_was_handed_over_says_what_they_were() {
    let mut world = ranked().await;
    let change = |n, to_rank, within_frame, reason: &str| pb::ProposalOverride {
        initiative: named(n),
        to_rank,
        within_frame,
        reason: reason.to_owned(),
    };
    let wrong = vec![change(9, 0, None, ""), change(1, 8, None, "So.")];
    let refused = world.propose(by(CityMethod::AreaScore), wrong).await.expect_err("refused");
    let expected = [
        "overrides[0].initiative",
        "overrides[0].to_rank",
        "overrides[0].reason",
        "overrides[1].to_rank",
    ];
    assert_eq!(fields(&refused), expected);
    let overrides = vec![change(1, 1, Some(true), "Lagen kräver det.")];
    world.propose(by(CityMethod::AreaScore), overrides).await.unwrap();
    let items = world.entries().await;
    let first = &items[0];
    assert_eq!((first.initiative.as_str(), first.computed_rank), (named(1).as_str(), 2));
    assert_eq!((first.within_frame, first.computed_within_frame), (true, false));
    world.sign("business", Competence::Business).await.unwrap();
    world.sign("it", Competence::It).await.unwrap();
    world.hand_over().await.unwrap();
    let (_, event) = world.published().await.pop().unwrap();
    let event: serde_json::Value = serde_json::from_str(&event).unwrap();
    let making = &event["making"];
    assert_eq!(making["overrides"][0]["reason"], "Lagen kräver det.");
    assert_eq!(making["whole"]["all"]["withinCostOre"], "1500");
    assert_eq!(making["certificate"]["complete"], true);
    let told = world.why(1, None).await.unwrap();
    assert_eq!(told.overrides[0].reason, "Lagen kräver det.");
    assert_eq!(told.item.unwrap().city_rank, 1);
    world.bench.stop().await;
}

#[tokio::test]
async fn both_competences_sign_after_the_last_change_d5() {
    let mut world = ranked().await;
    world.propose(by(CityMethod::AreaScore), Vec::new()).await.unwrap();
    world.sign("business", Competence::Business).await.unwrap();
    world.sign("it", Competence::It).await.unwrap();
    world.propose(by(CityMethod::Weighted), Vec::new()).await.unwrap();
    let refused = world.hand_over().await.expect_err("the signatures are void");
    assert_eq!(reason(&refused), (Code::FailedPrecondition, "SIGNATURES_MISSING".to_owned()));
    world.bench.stop().await;
}

#[tokio::test]
async fn what_if_writes_nothing_and_says_what_would_change() {
    let mut world = ranked().await;
    let first = world.preview(pb::PreviewProposalRequest::default()).await.unwrap();
    assert_eq!((first.items.len(), first.change), (5, None));
    world.propose(by(CityMethod::AreaScore), Vec::new()).await.unwrap();
    let before = world.published().await.len();
    let revision = world.proposal().await.revision;
    let larger = pb::ProposalSettings { frame_ore: Some(1_700), ..by(CityMethod::AreaScore) };
    let mut request = pb::PreviewProposalRequest {
        settings: Some(larger),
        page_size: 2,
        model_version: "stockholm-2008".to_owned(),
        ..pb::PreviewProposalRequest::default()
    };
    let mut items = Vec::new();
    loop {
        let page = world.preview(request.clone()).await.unwrap();
        let change = page.change.unwrap();
        assert_eq!((change.gained, change.lost), (vec![named(1), named(3)], Vec::new()));
        items.extend(page.items);
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    assert_eq!(within(&items).len(), 5);
    assert_eq!(world.published().await.len(), before);
    assert_eq!(world.proposal().await.revision, revision);
    request.model_version = "unknown".to_owned();
    let refused = world.preview(request).await.expect_err("there is no such model");
    assert_eq!(refused.code(), Code::NotFound);
    world.bench.stop().await;
}

#[tokio::test]
async fn complaint_7_why_not_mine_is_answered_by_each_method() {
    let mut world = ranked().await;
    let told = world.why(1, None).await.unwrap();
    assert_eq!((told.computed_within_frame, told.cheaper_by_ore), (false, Some(100)));
    assert_eq!((told.needed_rank, told.item), (Some(1), None));
    let told = world.why(2, Some(by(CityMethod::Weighted))).await.unwrap();
    assert_eq!((told.needed_rank, told.score.as_str()), (Some(3), "2/5"));
    let excludes = vec![pb::Dependency { initiative: named(3), other: named(4), holds: false }];
    let portfolio = pb::ProposalSettings {
        values: pb::ValueSource::Valuation.into(),
        excludes: excludes.clone(),
        ..by(CityMethod::Portfolio)
    };
    let told = world.why(3, Some(portfolio)).await.unwrap();
    assert_eq!(told.excluded_by, [named(4)]);
    assert!(told.more_value.is_some());
    let told = world.why(1, Some(by(CityMethod::EqualShares))).await.unwrap();
    assert!(told.computed_within_frame || told.cheaper_by_ore.is_some());
    let refused = world.why(9, None).await.expect_err("it is not ranked");
    assert_eq!(refused.code(), Code::NotFound);
    let wrong = pb::ProposalSettings { excludes, ..by(CityMethod::Weighted) };
    let refused = world.why(1, Some(wrong)).await.expect_err("only the portfolio knows these");
    assert_eq!(fields(&refused), ["settings.excludes"]);
    world.bench.stop().await;
}

#[tokio::test]
async fn the_whole_is_explained_by_frame_weights_and_neighbouring_methods() {
    let mut world = ranked().await;
    let mut ask = async |settings| {
        let request = pb::ExplainProposalRequest { cycle: cycle().to_string(), settings };
        let request = world.by("anyone", request);
        world.client.explain_proposal(request).await.unwrap().into_inner()
    };
    let told = ask(None).await;
    let frames: Vec<_> = told.frames.iter().map(|one| one.frame_ore).collect();
    assert_eq!(frames, [899, 1_100]);
    assert_eq!((told.weights.len(), told.methods.len()), (0, 3));
    let told = ask(Some(by(CityMethod::Weighted))).await;
    assert_eq!(told.weights.len(), CRITERIA.len());
    assert_eq!(told.weights[0].share, "7/20");
    world.bench.stop().await;
}

#[tokio::test]
async fn pictures_of_the_proposal_are_made_on_the_server() {
    let mut world = ranked().await;
    let request = |picture: pb::ProposalPicture| pb::GetProposalPictureRequest {
        cycle: cycle().to_string(),
        picture: picture.into(),
    };
    let asked = world.by("anyone", request(pb::ProposalPicture::CostByRank));
    let refused = world.client.get_proposal_picture(asked).await.expect_err("none composed");
    assert_eq!(refused.code(), Code::NotFound);
    world.propose(by(CityMethod::AreaScore), Vec::new()).await.unwrap();
    for picture in [pb::ProposalPicture::CostByRank, pb::ProposalPicture::AreaShares] {
        let asked = world.by("anyone", request(picture));
        let svg = world.client.get_proposal_picture(asked).await.unwrap().into_inner().svg;
        assert!(svg.contains("Stadsgemensamt förslag 2028"), "{picture:?}");
        assert!(svg.trim_end().ends_with("</svg>"), "{picture:?}");
    }
    let asked = world.by("anyone", request(pb::ProposalPicture::Unspecified));
    let refused = world.client.get_proposal_picture(asked).await.expect_err("which one?");
    assert_eq!(fields(&refused), ["picture"]);
    world.bench.stop().await;
}

#[tokio::test]
async fn members_appraisals_comparisons_and_wsjf_make_proposals_too_f3() {
    let mut world = World::new().await;
    for (n, cost) in [(1, 300), (2, 300)] {
        world.prepared(n, SOCIAL, cost).await;
    }
    world.appraise("anna", 1, 1).await.unwrap();
    world.open(SOCIAL).await.unwrap();
    world.cast("anna", SOCIAL, &[2, 1]).await.unwrap();
    world.close(SOCIAL).await.unwrap();
    world.rank(SOCIAL).await.unwrap();
    let mut members = by(CityMethod::Weighted);
    members.set_scores(pb::ScoreSource::Members);
    world.propose(members, Vec::new()).await.unwrap();
    assert_eq!(world.entries().await[0].initiative, named(1), "nobody appraised the other");
    let making = world.proposal().await.making.unwrap();
    assert_eq!(making.outcome.unwrap().unrated, [named(2)]);
    assert_eq!(making.settings.unwrap().scores(), pb::ScoreSource::Members);

    let key = |at: usize| CRITERIA[at].to_owned();
    let pairs = (0..5).flat_map(|one| (one + 1..5).map(move |other| (one, other)));
    let equal =
        |(one, other)| pb::CriteriaComparison { first: key(one), second: key(other), times: 1 };
    let comparisons: Vec<_> = pairs.map(equal).collect();
    let settings = pb::ProposalSettings { comparisons, ..by(CityMethod::Weighted) };
    world.propose(settings, Vec::new()).await.unwrap();
    assert_eq!(world.entries().await[0].initiative, named(2), "the experts gave it more");

    let wsjf = pb::WsjfCriteria {
        business_value: key(0),
        time_criticality: key(1),
        risk_reduction: key(4),
        job_size: String::new(),
    };
    let settings = pb::ProposalSettings { wsjf: Some(wsjf), ..by(CityMethod::Wsjf) };
    world.propose(settings, Vec::new()).await.unwrap();
    // (2 + 2 + 2) over 3 kronor.
    assert_eq!(world.why(2, None).await.unwrap().score, "2");
    let refused = world.propose(by(CityMethod::Wsjf), Vec::new()).await.expect_err("refused");
    assert_eq!(fields(&refused), ["settings.wsjf"]);
    world.bench.stop().await;
}
