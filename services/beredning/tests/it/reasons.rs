//! Every reason of the domain, produced through the API.

use std::collections::BTreeSet;

use beredning::Rejection;
use kernel::Office;
use proto::beredning::v1::*;
use proto::prioritisation::v1::StepOneOutcome;

use crate::world::{CYCLE, OTHER, Tested, World, bad_fields, reason, request_id};

type Seen = BTreeSet<String>;

fn sees(seen: &mut Seen, expected: &str, found: &str) {
    assert_eq!(found, expected);
    seen.insert(found.to_owned());
}

async fn of_experts(world: &mut World, seen: &mut Seen) -> Tested {
    let both = [Office::BusinessExpert, Office::ItExpert];
    let wrong = world.sign(1, "vera", &[Office::BusinessExpert], Competence::It).await;
    sees(seen, "MANDATE_MISSING", &reason(wrong));
    world.sign(1, "vera", &both, Competence::Business).await?;
    let again = world.sign(1, "vera", &both, Competence::It).await;
    sees(seen, "BOTH_COMPETENCES", &reason(again));
    let bad = SignContributionRequest { request_id: request_id(), ..Default::default() };
    let bad = world.by("vera", &both, bad);
    let refused = world.client.sign_contribution(bad).await;
    let fields = refused.as_ref().err().map(bad_fields).unwrap_or_default();
    assert_eq!(fields, ["dossier", "competence", "statement"]);
    sees(seen, "INVALID_FIELDS", &reason(refused));
    Ok(())
}

async fn of_states(world: &mut World, seen: &mut Seen) -> Tested {
    sees(seen, "NOT_FOUND", &reason(world.assign(9, "olle").await));
    sees(seen, "NOT_ASSIGNED_OFFICER", &reason(world.complete(1, "maj").await));
    world.assign(1, "olle").await?;
    sees(seen, "DOSSIER_INCOMPLETE", &reason(world.complete(1, "olle").await));
    world.completed(2).await?;
    sees(seen, "DOSSIER_COMPLETED", &reason(world.value(2, 3).await));
    world.assessed(2, StepOneOutcome::Supplement).await?;
    sees(seen, "AWAITING_SUPPLEMENT", &reason(world.value(2, 3).await));
    world.withdrawn(2).await?;
    sees(seen, "DOSSIER_CLOSED", &reason(world.assign(2, "maj").await));
    world.open_cycle(OTHER, "stockholm-2099").await?;
    world.submitted(3, OTHER).await?;
    world.assign(3, "olle").await?;
    sees(seen, "MODEL_UNKNOWN", &reason(world.value(3, 3).await));
    Ok(())
}

#[tokio::test]
async fn every_reason_of_the_domain_reaches_the_caller() -> Tested {
    let mut seen = Seen::new();
    let mut world = World::start().await?;
    world.submitted(1, CYCLE).await?;
    of_experts(&mut world, &mut seen).await?;
    of_states(&mut world, &mut seen).await?;
    let expected: Seen = Rejection::REASONS.iter().map(|one| one.reason.to_owned()).collect();
    assert_eq!(seen, expected);
    world.stop().await
}
