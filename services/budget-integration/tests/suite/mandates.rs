//! Every RPC, called by the holder of each office and each seat, compared with the table.

use budget_integration::GRANTS;
use kernel::{Grant, Need, Office, SeatRole};
use prost_reflect::DescriptorPool;
use tonic::Code;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic_prost::ProstCodec;

use crate::world::{World, reason};

const SERVICE: &str = "radslag.budget_integration.v1.BudgetIntegrationService";

fn methods() -> Vec<String> {
    let pool = DescriptorPool::decode(proto::DESCRIPTORS).unwrap();
    let service = pool.get_service_by_name(SERVICE).unwrap();
    service.methods().map(|method| method.name().to_owned()).collect()
}

/// Whether the gate lets the person in. The request is empty: what follows is another refusal.
async fn admitted(world: &World, rpc: &str, person: &str, offices: &[Office]) -> bool {
    let mut grpc = Grpc::new(world.bench.channel().await.unwrap());
    grpc.ready().await.unwrap();
    let path: PathAndQuery = format!("/{SERVICE}/{rpc}").parse().unwrap();
    let request = world.bench.request((), person, offices);
    let codec: ProstCodec<(), ()> = ProstCodec::default();
    match grpc.unary(request, path, codec).await {
        Ok(_) => true,
        Err(refused) => reason(&refused) != (Code::PermissionDenied, "MANDATE_MISSING".to_owned()),
    }
}

#[test]
fn the_table_names_exactly_the_rpcs_of_the_contract_e2() {
    let mut named: Vec<_> = GRANTS.iter().map(|grant| grant.rpc.to_owned()).collect();
    let mut there = methods();
    named.sort();
    there.sort();
    assert_eq!(named, there);
}

#[tokio::test]
async fn every_rpc_admits_whom_the_table_names_and_nobody_else_e2() {
    let world = World::empty().await;
    for (n, role) in (1..).zip(SeatRole::ALL) {
        world.seat(n, role.as_str()).await;
    }
    for rpc in methods() {
        let needs = Grant::of(GRANTS, &rpc).unwrap().needs;
        let anyone = needs.contains(&Need::Anyone);
        assert_eq!(admitted(&world, &rpc, "nobody", &[]).await, anyone, "{rpc} by nobody");
        for office in Office::ALL {
            let granted = anyone || needs.contains(&Need::Office(*office));
            let found = admitted(&world, &rpc, "nobody", &[*office]).await;
            assert_eq!(found, granted, "{rpc} by {office}");
        }
        for role in SeatRole::ALL {
            let granted = anyone || needs.contains(&Need::Seat(*role));
            let found = admitted(&world, &rpc, role.as_str(), &[]).await;
            assert_eq!(found, granted, "{rpc} by {role}");
        }
    }
    world.bench.stop().await;
}
