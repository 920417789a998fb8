//! What a running service may not do, by the database's own word, and what it never tells.

use std::sync::Arc;

use platform::config::ServiceConfig;
use radslag::cluster::{Cluster, Otherwise, Wish, binary};
use radslag::demo;
use radslag::embedded::SERVICES;

use super::ground::{Broker, NAME, ODD, plan};
use crate::faults::postgres::Server;
use crate::faults::tables::Tables as _;
use crate::recompute;
use crate::support::determined;

/// Stand for passwords; nothing may print them.
const PLANTED: [&str; 2] = ["hemligt-ord-som-kors", "hemligt-ord-som-ager"];

fn database(service: &str) -> String {
    format!("roles_{}", service.replace('-', "_"))
}

/// For each service two roles that may connect to its database and to no other.
fn make_roles(server: &Server) {
    let admin = server.psql("postgres");
    for service in SERVICES {
        let name = database(service);
        for sql in [
            format!("CREATE ROLE {name}_owner LOGIN"),
            format!("CREATE ROLE {name}_run LOGIN"),
            format!(
                "CREATE DATABASE {name} OWNER {name}_owner TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
            ),
            format!("REVOKE ALL ON DATABASE {name} FROM PUBLIC"),
            format!("GRANT CONNECT ON DATABASE {name} TO {name}_owner, {name}_run"),
        ] {
            admin.rows(&sql);
        }
    }
}

fn configured(
    server: &Server,
    folder: &std::path::Path,
) -> impl Fn(&str, usize, &mut ServiceConfig) + use<> {
    let (server, folder) = (server.url(), folder.to_owned());
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let [runs, owns] = [file("runs", PLANTED[0]), file("owns", PLANTED[1])];
    move |service, _, config| {
        let name = database(service);
        let url = |role: &str| server.replace("radslag@", &format!("{name}_{role}@")) + "/" + &name;
        config.database.url = url("run");
        config.database.owner_url = Some(url("owner"));
        config.database.password_file = Some(runs.clone());
        config.database.owner_password_file = Some(owns.clone());
        config.log.filter = "debug".to_owned();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_running_role_adds_to_the_journal_and_changes_nothing_in_it() {
    let (server, broker) = (Server::started(), Broker::started());
    make_roles(&server);
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let configure = configured(&server, folder.path());
    let wish = Wish {
        postgres: server.url(),
        nats: Some(broker.url()),
        prefix: "roles".to_owned(),
        data: data.clone(),
        replicas: 2,
        port: None,
        binary: binary().unwrap(),
        apart: false,
        otherwise: Otherwise { tls: None, configure: Some(Arc::new(configure)) },
    };
    let cluster = Cluster::start(&wish).await.unwrap();
    let key = cluster.key().clone();
    let played = demo::play_on(&cluster.addresses(), key.clone(), &plan(ODD)).await.unwrap();
    assert_eq!(determined(played), recompute::summary(NAME, ODD));
    cluster.stop().await.unwrap();
    // The owner was let go, and everything is there at the next start.
    Cluster::start(&wish).await.unwrap().stop().await.unwrap();

    for service in SERVICES {
        let name = database(service);
        let run = server.as_role(&format!("{name}_run")).psql(&name);
        assert!(run.number("SELECT count(*) FROM journal") > 0);
        for sql in [
            "UPDATE journal SET fact = '{}'",
            "DELETE FROM journal",
            "TRUNCATE journal",
            "DROP TABLE journal",
            "ALTER TABLE journal ADD COLUMN x TEXT",
            "CREATE TABLE mine (x TEXT)",
            "UPDATE migration SET name = 'x'",
        ] {
            let said = run.refused(sql);
            assert!(
                said.contains("permission denied") || said.contains("must be owner"),
                "{sql}: {said}"
            );
        }
        let other = SERVICES.into_iter().find(|other| *other != service).unwrap();
        let said =
            server.as_role(&format!("{name}_run")).psql(&database(other)).refused("SELECT 1");
        assert!(said.contains("permission denied for database"), "{said}");
    }
    let token = key.token("x", None, &[], &platform::system::SystemClock::new(), 60).unwrap();
    let head = token.split('.').next().unwrap();
    for log in std::fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().path()) {
        if log.extension().is_some_and(|end| end == "log") {
            let text = std::fs::read_to_string(&log).unwrap();
            assert!(text.contains("serving"), "{} tells nothing", log.display());
            for secret in PLANTED.iter().chain([&head]) {
                assert!(!text.contains(secret), "{} tells {secret}", log.display());
            }
        }
    }
}
