//! Every RPC, called by the holder of each office and each seat, compared with the table.

use kernel::{Grant, Need, Office, SeatRole};
use prioritisation::GRANTS;
use prost_reflect::DescriptorPool;
use tonic::Code;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic_prost::ProstCodec;

use crate::world::{World, reason};

const SERVICE: &str = "radslag.prioritisation.v1.PrioritisationService";

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
        world.seat(n, "group:social", role.as_str(), role.as_str()).await;
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

#[tokio::test]
async fn a_seat_that_the_caller_has_seen_counts_although_its_event_comes_later() {
    let world = World::empty().await;
    let mut grpc = Grpc::new(world.bench.channel().await.unwrap());
    grpc.ready().await.unwrap();
    let path: PathAndQuery = format!("/{SERVICE}/AssessCase").parse().unwrap();
    let mut request = world.bench.request((), "anna", &[]);
    request.metadata_mut().insert("radslag-after", "council:1:1".parse().unwrap());
    let codec: ProstCodec<(), ()> = ProstCodec::default();
    let (answer, ()) = tokio::join!(
        grpc.unary(request, path, codec),
        world.seat(1, "group:social", "group_chair", "anna"),
    );
    // The request is empty: once let in, its fields are what is wrong with it.
    assert_eq!(reason(&answer.unwrap_err()).1, "INVALID_FIELDS");
    world.bench.stop().await;
}
