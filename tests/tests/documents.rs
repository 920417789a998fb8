//! Documents that follow from the code are fresh.

#[test]
fn every_generated_document_is_fresh() {
    for (path, expected) in tests::documents().unwrap() {
        let found = std::fs::read_to_string(tests::root().join(path)).unwrap_or_default();
        assert!(found == expected, "{path} is stale: run `cargo run -p tests`");
    }
}

#[test]
fn every_rpc_of_the_contract_has_a_grant_and_no_grant_is_idle() {
    let pool = prost_reflect::DescriptorPool::decode(proto::DESCRIPTORS).unwrap();
    for domain in tests::DOMAINS {
        let package = format!("radslag.{}.v1", domain.service.replace('-', "_"));
        let services = pool.services().filter(|service| service.package_name() == package);
        let mut rpcs: Vec<_> = services
            .flat_map(|service| service.methods().map(|m| m.name().to_owned()).collect::<Vec<_>>())
            .collect();
        let mut granted: Vec<_> = domain.grants.iter().map(|grant| grant.rpc.to_owned()).collect();
        rpcs.sort();
        granted.sort();
        assert_eq!(granted, rpcs, "{}", domain.service);
    }
}
