//! Every RPC with every office and every seat, compared with the table of grants (E2).

use beredning::GRANTS;
use kernel::{Grant, Need, Office, SeatRole};
use proto::beredning::v1::*;
use proto::council::v1::SeatAppointed;
use tonic::{Code, Request, Status};

use crate::world::{Tested, World, request_id};

macro_rules! call {
    ($world:ident, $rpc:ident, $metadata:ident, $($name:literal => $method:ident($message:expr),)*) => {
        match $rpc {
            $($name => {
                let mut request = Request::new($message);
                *request.metadata_mut() = $metadata;
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
    let answer: Result<(), Status> = call!(world, rpc, metadata,
        "AssignOfficer" => assign_officer(AssignOfficerRequest { request_id, ..Default::default() }),
        "SignContribution" => sign_contribution(SignContributionRequest { request_id, ..Default::default() }),
        "ValueDossier" => value_dossier(ValueDossierRequest { request_id, ..Default::default() }),
        "CompleteDossier" => complete_dossier(CompleteDossierRequest { request_id, ..Default::default() }),
        "GetDossier" => get_dossier(GetDossierRequest::default()),
        "ListDossiers" => list_dossiers(ListDossiersRequest::default()),
    );
    answer.err().map_or(Code::Ok, |status| status.code())
}

fn rpcs() -> Vec<String> {
    let pool = prost_reflect::DescriptorPool::decode(proto::DESCRIPTORS).unwrap_or_default();
    let service = pool.get_service_by_name("radslag.beredning.v1.BeredningService");
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
    world.stop().await
}
