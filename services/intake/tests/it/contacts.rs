//! Answers reach the contact person too (F1).

use std::time::Duration;

use intake_domain::{Administration, AdministrationCommand, Appointment};
use kernel::{Actor, AdministrationId, Aggregate as _, Office, PersonId, SeatId};
use platform::journal::{Caller, Desk};
use proto::intake::v1::*;
use proto::prioritisation::v1::{ProposalItem, RankingDecided, RankingEntry};

use crate::world::{CYCLE, Failure, Tested, World, appointment, request_id};

/// Anna's term is over before today.
async fn vacant(world: &mut World) -> Result<String, Failure> {
    let administration = world.register("Stadsmuseet").await?;
    let term = AppointContactPersonRequest {
        until: "2027-01-01".to_owned(),
        ..appointment(&administration, "anna", "2026-01-01")
    };
    world.appoint(term).await?;
    Ok(administration)
}

async fn withdrawn(world: &mut World, administration: &str) -> Result<String, Failure> {
    let initiative = world.propose(administration, "Bokning").await?;
    world.withdraw("eva", &initiative).await?;
    Ok(initiative)
}

async fn listed(world: &mut World, request: ListAnswersRequest) -> Result<Vec<Answer>, Failure> {
    let request = world.by("eva", request);
    Ok(world.client.list_answers(request).await?.into_inner().answers)
}

async fn waiting(world: &mut World) -> Result<Vec<Answer>, Failure> {
    listed(world, ListAnswersRequest { waiting_only: true, ..Default::default() }).await
}

async fn until_none_waits(world: &mut World) -> Tested {
    let waited = tokio::time::timeout(Duration::from_secs(10), async {
        let mut progress = world.bench.node.journal().progress();
        while !waiting(world).await?.is_empty() {
            let _ = progress.changed().await;
        }
        Ok(())
    });
    waited.await?
}

async fn contact_persons(world: &mut World, initiative: &str) -> Result<Vec<String>, Failure> {
    let answers = world.journey(initiative).await?.answers;
    Ok(answers.into_iter().map(|one| one.contact_person).collect())
}

fn ranking(initiative: &str) -> RankingDecided {
    let entry = RankingEntry {
        initiative: initiative.to_owned(),
        rank: 1,
        points: 3,
        ..RankingEntry::default()
    };
    RankingDecided {
        cycle: CYCLE.to_owned(),
        area: "social".to_owned(),
        ballots: 1,
        decided_by: "kim".to_owned(),
        decision: None,
        entries: vec![entry],
    }
}

#[tokio::test]
async fn an_answer_stays_with_whom_it_went_to_when_a_successor_comes_f1() -> Tested {
    let (mut world, administration) = World::ready().await?;
    let initiative = world.in_scope(&administration, "Bokning").await?;
    world.submit(&administration, CYCLE, &[&initiative]).await?;
    world.appoint(appointment(&administration, "bo", "2026-06-01")).await?;
    world.told("area_round/social", &ranking(&initiative)).await?;
    assert_eq!(contact_persons(&mut world, &initiative).await?, ["anna", "bo"]);
    assert_eq!(waiting(&mut world).await?, []);
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn in_a_vacancy_answers_wait_and_go_to_who_is_appointed_next_once_f1() -> Tested {
    let mut world = World::start().await?;
    let administration = vacant(&mut world).await?;
    let one = withdrawn(&mut world, &administration).await?;
    let two = world.propose(&administration, "Lokaler").await?;
    world.told("area_round/social", &ranking(&two)).await?;
    let item = ProposalItem { initiative: two.clone(), ..ProposalItem::default() };
    world.told("city_proposal/1", &item).await?;
    let found = waiting(&mut world).await?;
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|one| one.waits_for_contact_person && one.contact_person.is_empty()));

    world.appoint(appointment(&administration, "bo", "2027-02-01")).await?;
    until_none_waits(&mut world).await?;
    world.appoint(appointment(&administration, "cia", "2027-03-01")).await?;
    assert_eq!(contact_persons(&mut world, &one).await?, ["bo"]);
    assert_eq!(contact_persons(&mut world, &two).await?, ["bo", "bo"]);
    let all = listed(&mut world, ListAnswersRequest::default()).await?;
    assert_eq!(all.len(), 3, "none is lost or doubled");
    assert!(all.iter().all(|one| !one.waits_for_contact_person));
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn in_a_vacancy_the_deputy_gets_the_answers_f1() -> Tested {
    let mut world = World::start().await?;
    let administration = vacant(&mut world).await?;
    let one = withdrawn(&mut world, &administration).await?;
    let deputy = AppointContactPersonRequest {
        deputy: true,
        ..appointment(&administration, "dag", "2027-01-01")
    };
    world.appoint(deputy).await?;
    until_none_waits(&mut world).await?;
    let two = withdrawn(&mut world, &administration).await?;
    assert_eq!(contact_persons(&mut world, &one).await?, ["dag"]);
    assert_eq!(contact_persons(&mut world, &two).await?, ["dag"]);
    world.stop().await?;
    Ok(())
}

/// Appoints as builds did that kept no list of contact persons.
async fn appointed_before(world: &World, administration: &str, person: &str) -> Tested {
    let id: AdministrationId = administration.parse()?;
    let appointment = Appointment {
        seat: SeatId::new(uuid::Uuid::from_u128(7)),
        person: PersonId::new(person),
        from: "2026-01-01".parse()?,
        until: None,
        deputy: false,
        decision_ref: "FN 2026:1".to_owned(),
    };
    let caller = Caller {
        actor: Actor::person(&PersonId::new("rut")).with_office(Office::Registrar),
        name: None,
        request_id: request_id(),
        fingerprint: String::new(),
        traceparent: String::new(),
    };
    let stream = Administration::stream(&id);
    let command = AdministrationCommand::Appoint { id, appointment };
    let journal = world.bench.node.journal();
    let act = move |desk: &mut Desk<'_>| desk.act::<Administration>(&id, command.clone());
    journal.execute(caller, vec![stream.clone()], &stream, act).await?;
    Ok(())
}

#[tokio::test]
async fn a_contact_person_of_an_older_journal_gets_the_answers_f1() -> Tested {
    let mut world = World::start().await?;
    let administration = world.register("Stadsmuseet").await?;
    appointed_before(&world, &administration, "anna").await?;
    let one = withdrawn(&mut world, &administration).await?;
    until_none_waits(&mut world).await?;
    let two = withdrawn(&mut world, &administration).await?;
    assert_eq!(contact_persons(&mut world, &one).await?, ["anna"]);
    assert_eq!(contact_persons(&mut world, &two).await?, ["anna"]);
    world.stop().await?;
    Ok(())
}
