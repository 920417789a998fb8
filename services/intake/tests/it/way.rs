//! The way of initiatives, from a need to the last answer.

use proto::beredning::v1::DossierCompleted;
use proto::budget_integration::v1::{
    DecisionOutcome, ImplementationFinished, ImplementationStarted, Instance, ItemDecided,
};
use proto::council::v1::{RecommendationItem, SeatAppointed, SeatEnded};
use proto::intake::v1::*;
use proto::prioritisation::v1::{
    CaseAssessed, ProposalItem, RankingDecided, RankingEntry, StepOneOutcome,
};

use crate::world::{CASE, CYCLE, Tested, World, appointment, large, local, reason, request_id};

fn assessed(initiative: &str, outcome: StepOneOutcome) -> CaseAssessed {
    CaseAssessed {
        case: CASE.to_owned(),
        initiative: initiative.to_owned(),
        cycle: CYCLE.to_owned(),
        area: "social".to_owned(),
        outcome: outcome.into(),
        reason_code: "BASIS_INCOMPLETE".to_owned(),
        reason: String::new(),
        missing: vec!["Kostnader 2029".to_owned()],
        due_on: "2027-03-20".to_owned(),
    }
}

fn decided(initiative: &str, instance: Instance, outcome: DecisionOutcome) -> ItemDecided {
    ItemDecided {
        item: "bud_01900000-0000-7000-8000-000000000001".to_owned(),
        initiative: initiative.to_owned(),
        cycle: CYCLE.to_owned(),
        instance: instance.into(),
        outcome: outcome.into(),
        amount_ore: 100_000_000,
        reason: "Ryms inom ramen".to_owned(),
        decision_ref: "KF 2027:201".to_owned(),
        decided_on: "2027-11-20".to_owned(),
        r#final: outcome == DecisionOutcome::Funded,
    }
}

async fn to_the_recommendation(world: &mut World, initiative: &str) -> Tested {
    let of = |kind: &str| format!("{kind}/{initiative}");
    let initiative = initiative.to_owned();
    let dossier = DossierCompleted {
        initiative: initiative.clone(),
        value: 620,
        round: 1,
        ..DossierCompleted::default()
    };
    world.told(&of("dossier"), &dossier).await?;
    world.told(&of("case"), &assessed(&initiative, StepOneOutcome::Supplement)).await?;
    assert_eq!(world.get(&initiative).await?.supplement.unwrap_or_default().due_on, "2027-03-20");
    world.supplement(&initiative, large("Gemensam bokning av lokaler")).await?;
    world.told(&of("dossier"), &DossierCompleted { round: 2, ..dossier }).await?;
    world.told(&of("case"), &assessed(&initiative, StepOneOutcome::Included)).await?;
    let entry = RankingEntry {
        initiative: initiative.clone(),
        rank: 1,
        points: 12,
        ..RankingEntry::default()
    };
    let ranking = RankingDecided {
        cycle: CYCLE.to_owned(),
        area: "social".to_owned(),
        ballots: 4,
        decided_by: "kim".to_owned(),
        decision: None,
        entries: vec![entry],
    };
    world.told("area_round/social", &ranking).await?;
    let item = ProposalItem {
        initiative: initiative.clone(),
        area: "social".to_owned(),
        area_rank: 1,
        city_rank: 3,
        ..ProposalItem::default()
    };
    world.told("city_proposal/1", &item).await?;
    let item = RecommendationItem { initiative, city_rank: 3, ..RecommendationItem::default() };
    world.told("recommendation/1", &item).await
}

#[tokio::test]
async fn every_decision_comes_back_to_the_proposer_all_the_way_f1_f2() -> Tested {
    let (mut world, administration) = World::ready().await?;
    let initiative = world.in_scope(&administration, "Gemensam bokning").await?;
    let receipt = world.submit(&administration, CYCLE, &[&initiative]).await?;
    assert_eq!(receipt.diary_number, "031-0001/2027");
    to_the_recommendation(&mut world, &initiative).await?;
    let item = "budget_item/1";
    let deferred = decided(&initiative, Instance::Assembly, DecisionOutcome::Deferred);
    world.told(item, &deferred).await?;
    let funded = decided(&initiative, Instance::Tertial1, DecisionOutcome::Funded);
    world.told(item, &funded).await?;
    let started = ImplementationStarted {
        initiative: initiative.clone(),
        project_ref: "P-17".to_owned(),
        started_on: "2028-06-01".to_owned(),
        ..ImplementationStarted::default()
    };
    world.told(item, &started).await?;
    let finished = ImplementationFinished {
        initiative: initiative.clone(),
        effect: "Två system avvecklade".to_owned(),
        cost_ore: 98_000_000,
        finished_on: "2029-02-01".to_owned(),
        ..ImplementationFinished::default()
    };
    world.told(item, &finished).await?;

    let journey = world.journey(&initiative).await?;
    let steps: Vec<_> =
        journey.steps.iter().map(|step| format!("{} {}", step.service, step.outcome)).collect();
    assert_eq!(
        steps,
        [
            "intake registered",
            "intake prepared",
            "intake in_scope",
            "intake submitted",
            "beredning dossier_completed",
            "prioritisation supplement_requested",
            "intake supplemented",
            "beredning dossier_completed",
            "prioritisation included",
            "prioritisation ranked",
            "prioritisation proposed",
            "council recommended",
            "budget-integration deferred",
            "budget-integration funded",
            "budget-integration started",
            "budget-integration finished",
        ]
    );
    let stages: Vec<_> = journey.steps.iter().map(JourneyStep::stage).collect();
    assert!(!stages.contains(&Stage::Unspecified), "{stages:?}");
    assert_eq!(journey.answers.len(), 12);
    let finals: Vec<_> = journey.answers.iter().filter(|one| one.r#final).collect();
    let [funded] = finals[..] else { panic!("one answer is final: {finals:?}") };
    assert_eq!(
        (funded.instance.as_str(), funded.outcome.as_str(), funded.reason.as_str()),
        ("tertial_1", "funded", "Ryms inom ramen")
    );
    assert_eq!((funded.proposer.as_str(), funded.contact_person.as_str()), ("eva", "anna"));
    assert_eq!((funded.service.as_str(), funded.sequence), ("budget-integration", 3));
    assert_eq!(funded.decided_on, "2027-11-20");
    let initiative = journey.initiative.unwrap_or_default();
    assert_eq!(initiative.status(), InitiativeStatus::Finished);
    assert_eq!(initiative.title, "Gemensam bokning av lokaler");
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn a_local_initiative_is_answered_with_rule_and_route_b3() -> Tested {
    let (mut world, administration) = World::ready().await?;
    let initiative = world.propose(&administration, "Egen skrivare").await?;
    world.prepare(&initiative, local("Egen skrivare")).await?;
    let scope = world.scope(&initiative, CYCLE, "").await?;
    assert_eq!((scope.rule(), scope.in_scope), (ScopeRule::LocalInitiative, false));
    let journey = world.journey(&initiative).await?;
    let [answer] = &journey.answers[..] else { panic!("one answer: {journey:?}") };
    assert!(answer.r#final);
    assert_eq!(answer.reason, scope.explanation);
    let found = journey.initiative.unwrap_or_default();
    assert_eq!(found.status(), InitiativeStatus::OutOfScope);
    assert_eq!(found.scope, Some(scope));
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn what_is_decided_after_a_withdrawal_gives_no_answer_and_is_not_refused() -> Tested {
    let (mut world, administration) = World::ready().await?;
    let initiative = world.in_scope(&administration, "Bokning").await?;
    world.submit(&administration, CYCLE, &[&initiative]).await?;
    world.withdraw("eva", &initiative).await?;
    world.told("case/1", &assessed(&initiative, StepOneOutcome::Rejected)).await?;
    let journey = world.journey(&initiative).await?;
    let outcomes: Vec<_> = journey.answers.iter().map(|one| one.outcome.as_str()).collect();
    assert_eq!(outcomes, ["submitted", "withdrawn"]);
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn a_rejection_is_final_and_carries_its_reason_c6() -> Tested {
    let (mut world, administration) = World::ready().await?;
    let initiative = world.in_scope(&administration, "Bokning").await?;
    world.submit(&administration, CYCLE, &[&initiative]).await?;
    let rejected = CaseAssessed {
        reason_code: "NO_SUPPORT".to_owned(),
        reason: "Ingen förvaltning har valt initiativet".to_owned(),
        ..assessed(&initiative, StepOneOutcome::Rejected)
    };
    world.told("case/1", &rejected).await?;
    let journey = world.journey(&initiative).await?;
    let last = journey.answers.last().cloned().unwrap_or_default();
    assert!(last.r#final);
    assert_eq!(last.reason, "Ingen förvaltning har valt initiativet (NO_SUPPORT)");
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_answer_and_changes_nothing() -> Tested {
    let (mut world, administration) = World::ready().await?;
    let initiative = world.in_scope(&administration, "Bokning").await?;
    let request = SubmitCompilationRequest {
        request_id: request_id(),
        administration,
        cycle: CYCLE.to_owned(),
        initiatives: vec![initiative],
    };
    let first = world.by("anna", request.clone());
    let first = world.client.submit_compilation(first).await?.into_inner();
    let again = world.by("anna", request);
    let again = world.client.submit_compilation(again).await?.into_inner();
    assert_eq!(first, again);
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn a_revision_that_is_no_longer_the_newest_is_refused() -> Tested {
    let (mut world, administration) = World::ready().await?;
    let stale = AppointContactPersonRequest {
        revision: 1,
        ..appointment(&administration, "bo", "2027-02-01")
    };
    assert_eq!(reason(world.appoint(stale).await), "REVISION_STALE");
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn a_successor_takes_over_the_mandate_on_the_first_day_a16() -> Tested {
    let (mut world, administration) = World::ready().await?;
    let initiative = world.propose(&administration, "Bokning").await?;
    world.appoint(appointment(&administration, "bo", "2027-01-15")).await?;
    assert_eq!(reason(world.prepare(&initiative, large("Bokning")).await), "MANDATE_MISSING");
    let request = GetAdministrationRequest { administration };
    let request = world.by("eva", request);
    let found = world.client.get_administration(request).await?.into_inner();
    let persons = found.administration.unwrap_or_default().contact_persons;
    let terms: Vec<_> =
        persons.iter().map(|one| (one.person.as_str(), one.until.as_str())).collect();
    assert_eq!(terms, [("anna", "2027-01-15"), ("bo", "")]);
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn seats_of_council_are_kept() -> Tested {
    let world = World::start().await?;
    let seat = "sea_01900000-0000-7000-8000-000000000009".to_owned();
    let appointed = SeatAppointed {
        seat: seat.clone(),
        body: "council".to_owned(),
        role: "council_chair".to_owned(),
        responsibility: "none".to_owned(),
        person: "kim".to_owned(),
        from: "2027-01-01".to_owned(),
        until: String::new(),
        decision_ref: "SD 1".to_owned(),
    };
    world.told("bodies/1", &appointed).await?;
    let ended = SeatEnded { seat, until: "2027-02-01".to_owned(), ..SeatEnded::default() };
    world.told("bodies/1", &ended).await?;
    let seats = platform::known::seats_of(&world.bench.node.journal().reader(), "kim").await?;
    assert_eq!(seats[0].until.map(|day| day.to_string()).as_deref(), Some("2027-02-01"));
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn an_echo_of_a_contact_persons_seat_does_not_reopen_it_a16() -> Tested {
    let (mut world, administration) = World::ready().await?;
    world.appoint(appointment(&administration, "bo", "2027-01-15")).await?;
    let reader = world.bench.node.journal().reader();
    let before = platform::known::seats_of(&reader, "anna").await?;
    let echo = SeatAppointed {
        seat: before[0].id.to_string(),
        body: before[0].body.to_string(),
        role: "contact_person".to_owned(),
        responsibility: "none".to_owned(),
        person: "anna".to_owned(),
        from: "2026-01-01".to_owned(),
        until: String::new(),
        decision_ref: "FN 2026:1".to_owned(),
    };
    world.told("bodies/1", &echo).await?;
    assert_eq!(platform::known::seats_of(&reader, "anna").await?, before);
    assert!(before[0].until.is_some());
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn a_cycle_that_closes_leaves_nobody_without_a_final_answer_e4_f1() -> Tested {
    let (mut world, administration) = World::ready().await?;
    let one = world.in_scope(&administration, "Avslås i steg ett").await?;
    let two = world.in_scope(&administration, "Blir liggande").await?;
    world.submit(&administration, CYCLE, &[&one, &two]).await?;
    world.told("case/1", &assessed(&one, StepOneOutcome::Rejected)).await?;
    world.close_cycle(CYCLE).await?;
    let waited = tokio::time::timeout(std::time::Duration::from_secs(10), async {
        let mut progress = world.bench.node.journal().progress();
        loop {
            let last = world.journey(&two).await?.answers.pop().unwrap_or_default();
            if last.r#final {
                return Ok::<_, tonic::Status>(last);
            }
            let _ = progress.changed().await;
        }
    });
    let last = waited.await??;
    assert_eq!((last.outcome.as_str(), last.service.as_str()), ("declined", "intake"));
    assert!(last.reason.contains("can be proposed again"), "{}", last.reason);
    let answers = world.journey(&one).await?.answers;
    let finals: Vec<_> = answers.iter().filter(|answer| answer.r#final).collect();
    assert_eq!(finals.len(), 1);
    assert_eq!(finals[0].outcome, "rejected");
    let late = RecommendationItem {
        initiative: two.clone(),
        city_rank: 1,
        ..RecommendationItem::default()
    };
    world.told("recommendation_item/1", &late).await?;
    assert_eq!(world.journey(&two).await?.answers.pop().unwrap_or_default().outcome, "declined");
    world.stop().await?;
    Ok(())
}
