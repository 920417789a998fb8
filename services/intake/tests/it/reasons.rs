//! Every reason of the domain, produced through the API.

use std::collections::BTreeSet;

use intake_domain::Rejection;
use proto::intake::v1::*;
use proto::prioritisation::v1::ProposalItem;

use crate::world::{
    CYCLE, NOBODY, Tested, World, appointment, bad_fields, large, preparation, proposal, reason,
};

const OTHER: &str = "cyc_01900000-0000-7000-8000-000000000002";
const FUTURE: &str = "cyc_01900000-0000-7000-8000-000000000003";

type Seen = BTreeSet<String>;

fn sees(seen: &mut Seen, expected: &str, found: &str) {
    assert_eq!(found, expected);
    seen.insert(found.to_owned());
}

async fn of_administrations(world: &mut World, administration: &str, seen: &mut Seen) -> Tested {
    let request = world.by("eva", appointment(administration, "x", "2027-01-01"));
    let refused = world.client.appoint_contact_person(request).await;
    sees(seen, "MANDATE_MISSING", &reason(refused));
    let early = appointment(administration, "bo", "2025-01-01");
    sees(seen, "APPOINTMENT_ORDER", &reason(world.appoint(early).await));
    let deputy = AppointContactPersonRequest {
        deputy: true,
        ..appointment(administration, "anna", "2027-01-01")
    };
    sees(seen, "HOLDS_OTHER_SEAT", &reason(world.appoint(deputy).await));
    let bad = AppointContactPersonRequest {
        decision_ref: String::new(),
        ..appointment("x", "?", "2027-13-01")
    };
    let refused = world.appoint(bad).await;
    let fields = refused.as_ref().err().map(bad_fields).unwrap_or_default();
    assert_eq!(fields, ["administration", "person", "from", "decision_ref"]);
    sees(seen, "INVALID_FIELDS", &reason(refused));
    Ok(())
}

/// Ids repeat when the process starts again, because the bench counts them. A query takes some
/// ids too, so the second count meets the first after a few tries.
async fn of_ids_that_repeat(seen: &mut Seen) -> Tested {
    let mut world = World::start().await?;
    for _ in 0..20 {
        world.register("Utbildningsförvaltningen").await?;
    }
    let mut world = World::start_in(world.stop().await?).await?;
    let mut found = String::new();
    for _ in 0..10 {
        found = reason(world.register("Äldreförvaltningen").await);
        if !found.starts_with("accepted") {
            break;
        }
        assert_eq!(reason(world.get(NOBODY).await), "NOT_FOUND");
    }
    sees(seen, "ALREADY_THERE", &found);
    world.stop().await?;
    Ok(())
}

async fn of_cycles(world: &mut World, administration: &str, seen: &mut Seen) -> Tested {
    let initiative = world.propose(administration, "Bokning").await?;
    sees(seen, "NOT_PREPARED", &reason(world.scope(&initiative, CYCLE, "").await));
    world.open_cycle(FUTURE, "stockholm-2099").await?;
    let unknown = world.by("anna", preparation(&initiative, FUTURE, large("Bokning")));
    let unknown = world.client.prepare_initiative(unknown).await;
    sees(seen, "MODEL_UNKNOWN", &reason(unknown));
    world.prepare(&initiative, large("Bokning")).await?;
    world.open_cycle(OTHER, "stockholm-2008").await?;
    sees(seen, "OTHER_CYCLE", &reason(world.scope(&initiative, OTHER, "").await));
    world.close_cycle(OTHER).await?;
    let closed = world.by("anna", preparation(&initiative, OTHER, large("Bokning")));
    let closed = world.client.prepare_initiative(closed).await;
    sees(seen, "CYCLE_CLOSED", &reason(closed));
    sees(
        seen,
        "NOT_SUBMITTABLE",
        &reason(world.submit(administration, CYCLE, &[&initiative]).await),
    );
    Ok(())
}

async fn of_initiatives(world: &mut World, administration: &str, seen: &mut Seen) -> Tested {
    let initiative = world.in_scope(administration, "Bokning").await?;
    world.submit(administration, CYCLE, &[&initiative]).await?;
    sees(seen, "ALREADY_SUBMITTED", &reason(world.prepare(&initiative, large("B")).await));
    let early = world.supplement(&initiative, large("B")).await;
    sees(seen, "NO_SUPPLEMENT_REQUESTED", &reason(early));
    let proposed = world.in_scope(administration, "Lokaler").await?;
    world.submit(administration, CYCLE, &[&proposed]).await?;
    let item = ProposalItem { initiative: proposed.clone(), ..ProposalItem::default() };
    world.told("city_proposal/1", &item).await?;
    sees(seen, "TOO_LATE_TO_WITHDRAW", &reason(world.withdraw("anna", &proposed).await));
    world.withdraw("anna", &initiative).await?;
    sees(seen, "INITIATIVE_CLOSED", &reason(world.withdraw("anna", &initiative).await));
    sees(seen, "NOT_FOUND", &reason(world.withdraw("anna", NOBODY).await));
    let vacant = world.register("Stadsmuseet").await?;
    sees(seen, "NO_CONTACT_PERSON", &reason(world.submit(&vacant, CYCLE, &[NOBODY]).await));
    Ok(())
}

#[tokio::test]
async fn every_reason_of_the_domain_reaches_the_caller() -> Tested {
    let mut seen = Seen::new();
    let (mut world, administration) = World::ready().await?;
    of_administrations(&mut world, &administration, &mut seen).await?;
    of_cycles(&mut world, &administration, &mut seen).await?;
    of_initiatives(&mut world, &administration, &mut seen).await?;
    of_ids_that_repeat(&mut seen).await?;
    let expected: Seen = Rejection::REASONS.iter().map(|one| one.reason.to_owned()).collect();
    assert_eq!(seen, expected);
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn bad_fields_of_a_proposal_and_a_form_come_all_at_once_c2() -> Tested {
    let (mut world, administration) = World::ready().await?;
    let bad = ProposeInitiativeRequest { need: "a\u{0}".to_owned(), ..proposal("x", "") };
    let request = world.by("eva", bad);
    let refused = world.client.propose_initiative(request).await.unwrap_err();
    assert_eq!(bad_fields(&refused), ["administration", "title", "need"]);

    let initiative = world.propose(&administration, "Bokning").await?;
    let form = InitiativeForm {
        kind: 99,
        affected_administrations: vec![administration, "x".to_owned()],
        benefits: vec![Benefit { target_group: 0, description: String::new() }],
        ..large("")
    };
    let refused = world.prepare(&initiative, form).await.unwrap_err();
    assert_eq!(
        bad_fields(&refused),
        [
            "form.title",
            "form.kind",
            "form.benefits",
            "form.affected_administrations[1]",
            "form.benefits[0].description",
            "form.benefits[0].target_group",
        ]
    );
    world.stop().await?;
    Ok(())
}
