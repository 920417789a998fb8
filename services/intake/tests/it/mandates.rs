//! Every RPC with every office and every seat, compared with the table of grants (E2).

use intake_domain::GRANTS;
use kernel::{Grant, Need, Office, SeatRole};
use proto::council::v1::SeatAppointed;
use proto::intake::v1::*;
use tonic::{Code, Request, Status};

use crate::world::{Tested, World, request_id};

macro_rules! call {
    ($world:ident, $request:ident, $($rpc:literal => $method:ident($message:expr),)*) => {
        match $request.0 {
            $($rpc => {
                let mut request = Request::new($message);
                *request.metadata_mut() = $request.1;
                $world.client.$method(request).await.map(|_| ())
            })*
            other => Err(Status::unimplemented(other)),
        }
    };
}

/// Calls an RPC with a message that names nothing.
async fn call(world: &mut World, rpc: &str, person: &str, offices: &[Office]) -> Code {
    let metadata = world.bench.request((), person, offices).metadata().clone();
    let request_id = request_id();
    let request = (rpc, metadata);
    let answer: Result<(), Status> = call!(world, request,
        "RegisterAdministration" => register_administration(RegisterAdministrationRequest { request_id, ..Default::default() }),
        "AppointContactPerson" => appoint_contact_person(AppointContactPersonRequest { request_id, ..Default::default() }),
        "ProposeInitiative" => propose_initiative(ProposeInitiativeRequest { request_id, ..Default::default() }),
        "PrepareInitiative" => prepare_initiative(PrepareInitiativeRequest { request_id, ..Default::default() }),
        "DecideScope" => decide_scope(DecideScopeRequest { request_id, ..Default::default() }),
        "SubmitCompilation" => submit_compilation(SubmitCompilationRequest { request_id, ..Default::default() }),
        "SupplementInitiative" => supplement_initiative(SupplementInitiativeRequest { request_id, ..Default::default() }),
        "WithdrawInitiative" => withdraw_initiative(WithdrawInitiativeRequest { request_id, ..Default::default() }),
        "GetAdministration" => get_administration(GetAdministrationRequest::default()),
        "ListAdministrations" => list_administrations(ListAdministrationsRequest::default()),
        "GetInitiative" => get_initiative(GetInitiativeRequest::default()),
        "ListInitiatives" => list_initiatives(ListInitiativesRequest::default()),
        "GetCompilation" => get_compilation(GetCompilationRequest::default()),
        "ListCompilations" => list_compilations(ListCompilationsRequest::default()),
        "ListAnswers" => list_answers(ListAnswersRequest::default()),
        "GetJourney" => get_journey(GetJourneyRequest::default()),
    );
    answer.err().map_or(Code::Ok, |status| status.code())
}

fn rpcs() -> Vec<String> {
    let pool = prost_reflect::DescriptorPool::decode(proto::DESCRIPTORS).unwrap_or_default();
    let service = pool.get_service_by_name("radslag.intake.v1.IntakeService");
    let methods = service.iter().flat_map(|service| service.methods().collect::<Vec<_>>());
    methods.map(|method| method.name().to_owned()).collect()
}

fn allows(grant: &Grant, held: Need) -> bool {
    grant.needs.iter().any(|need| *need == Need::Anyone || *need == held)
}

#[tokio::test]
async fn every_rpc_is_granted_to_whom_the_table_says_and_to_nobody_else_e2() -> Tested {
    let mut world = World::start().await?;
    let mut rpcs = rpcs();
    let mut granted: Vec<_> = GRANTS.iter().map(|grant| grant.rpc.to_owned()).collect();
    rpcs.sort();
    granted.sort();
    assert_eq!(rpcs, granted, "every RPC has one grant");
    for (n, role) in SeatRole::ALL.iter().enumerate() {
        let seat = SeatAppointed {
            seat: format!("sea_01900000-0000-7000-8000-0000000001{n:02}"),
            body: "some:body".to_owned(),
            role: role.to_string(),
            responsibility: "none".to_owned(),
            person: role.to_string(),
            from: "2027-01-01".to_owned(),
            until: String::new(),
            decision_ref: "SD 1".to_owned(),
        };
        world.told("bodies/1", &seat).await?;
    }
    for grant in GRANTS {
        for office in Office::ALL {
            let code = call(&mut world, grant.rpc, "lee", &[*office]).await;
            let allowed = allows(grant, Need::Office(*office));
            assert_eq!(code != Code::PermissionDenied, allowed, "{} by {office}", grant.rpc);
        }
        for role in SeatRole::ALL {
            let code = call(&mut world, grant.rpc, role.as_str(), &[]).await;
            let allowed = allows(grant, Need::Seat(*role));
            assert_eq!(code != Code::PermissionDenied, allowed, "{} by {role}", grant.rpc);
        }
    }
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn nobody_is_let_in_without_a_token() -> Tested {
    let mut world = World::start().await?;
    let request = Request::new(ListInitiativesRequest::default());
    let refused = world.client.list_initiatives(request).await.unwrap_err();
    assert_eq!(refused.code(), Code::Unauthenticated);
    world.stop().await?;
    Ok(())
}
