//! What a running service may not do, by the database's own word, and what it never tells.

use std::path::Path;
use std::sync::Arc;

use platform::config::{ServiceConfig, TlsFiles};
use platform::journal::Journal;
use platform::lifecycle::Tasks;
use platform::sql::Database;
use platform::system::{SystemClock, SystemIds};
use radslag::cluster::{Cluster, Otherwise, Wish, binary};
use radslag::demo;
use radslag::embedded::{self, SERVICES};

use super::ground::{Broker, NAME, ODD, plan};
use super::late::takes_all_in;
use crate::erasing::{OLD, erased, erases};
use crate::faults::postgres::Server;
use crate::faults::tables::Tables as _;
use crate::recompute;
use crate::support::{determined, run, text};

/// Stand for passwords; nothing may print them.
const PLANTED: [&str; 2] = ["hemligt-ord-som-kors", "hemligt-ord-som-ager"];

/// The role that erases.
const ERASER: &str = "roles_eraser";

fn database(service: &str) -> String {
    format!("roles_{}", service.replace('-', "_"))
}

/// For each service two roles that may connect to its database and to no other; and one that erases in all.
fn make_roles(server: &Server) {
    let admin = server.psql("postgres");
    admin.rows(&format!("CREATE ROLE {ERASER} LOGIN"));
    for service in SERVICES {
        let name = database(service);
        admin.rows(&format!("CREATE ROLE {name}_owner LOGIN"));
        admin.rows(&format!("CREATE ROLE {name}_run LOGIN"));
    }
    make_databases(server);
}

fn make_databases(server: &Server) {
    let admin = server.psql("postgres");
    for service in SERVICES {
        let name = database(service);
        for sql in [
            format!(
                "CREATE DATABASE {name} OWNER {name}_owner TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
            ),
            format!("REVOKE ALL ON DATABASE {name} FROM PUBLIC"),
            format!("GRANT CONNECT ON DATABASE {name} TO {name}_owner, {name}_run, {ERASER}"),
        ] {
            admin.rows(&sql);
        }
    }
}

fn configured(server: &Server, folder: &Path) -> impl Fn(&str, usize, &mut ServiceConfig) + use<> {
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
        config.database.eraser = Some(ERASER.to_owned());
        config.database.password_file = Some(runs.clone());
        config.database.owner_password_file = Some(owns.clone());
        config.log.filter = "debug".to_owned();
    }
}

fn wished(server: &Server, broker: &Broker, folder: &Path, replicas: usize) -> Wish {
    Wish {
        postgres: server.url(),
        nats: Some(broker.url()),
        prefix: "roles".to_owned(),
        data: folder.join("data"),
        replicas,
        port: None,
        binary: binary().unwrap(),
        apart: false,
        otherwise: Otherwise { tls: None, configure: Some(Arc::new(configured(server, folder))) },
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_running_role_adds_to_the_journal_and_changes_nothing_in_it() {
    let (server, broker) = (Server::started(), Broker::started());
    make_roles(&server);
    let folder = tempfile::tempdir().unwrap();
    let wish = wished(&server, &broker, folder.path(), 2);
    let data = wish.data.clone();
    a_role_that_erases_is_a_third_one(&server).await;
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

/// The rights of a role that runs or owns would be those of one that erases, or be taken from it.
async fn a_role_that_erases_is_a_third_one(server: &Server) {
    let name = database("intake");
    let intake = embedded::rooms().unwrap().swap_remove(0);
    assert_eq!(intake.name(), "intake");
    let url = |role: &str| format!("{}/{name}", server.as_role(&format!("{name}_{role}")).url());
    for same in ["run", "owner"] {
        let database = Database::postgres(&url("run")).await.unwrap();
        let eraser = format!("{name}_{same}");
        let files = TlsFiles::default();
        let owned = database.owned_by(&url("owner"), Some(&eraser), files).await.unwrap();
        let (clock, ids) = (Arc::new(SystemClock::new()), Arc::new(SystemIds));
        let refused = Journal::open(owned, intake.clone(), clock, ids, &Tasks::new()).await;
        let refused = refused.unwrap_err();
        let said = refused.to_string();
        assert!(said.contains("database.eraser") && said.contains("a third one"), "{said}");
    }
}

/// What the database does not let the eraser do.
const FORBIDDEN: [&str; 9] = [
    "DELETE FROM journal",
    "TRUNCATE journal",
    "DROP TABLE journal",
    "UPDATE journal SET actor = 'x'",
    "UPDATE journal SET digest = 'x'",
    "UPDATE journal SET row_hash = 'x', hash = 'x'",
    "DELETE FROM state",
    "UPDATE cursor SET sequence = 0",
    "CREATE TABLE mine (x TEXT)",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn erasing_runs_under_a_role_of_its_own_and_followers_take_in_what_is_left() {
    let (server, broker) = (Server::started(), Broker::started());
    make_roles(&server);
    let folder = tempfile::tempdir().unwrap();
    let wish = wished(&server, &broker, folder.path(), 1);
    let cluster = Cluster::start(&wish).await.unwrap();
    let key = cluster.key().clone();
    demo::play_on(&cluster.addresses(), key, &plan(ODD)).await.unwrap();
    let place = |role: &str| {
        ["--postgres", &server.as_role(role).url(), "--prefix", "roles"].map(str::to_owned)
    };
    assert!(broker.holds(OLD).await, "nothing was sent");
    // What a running service remembers would come back.
    let refused = erases(folder.path(), &place(ERASER));
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
    assert!(text(&refused.stderr).contains("running; stop all services first"));
    cluster.stop().await.unwrap();

    // The role that runs has no right to, also where it can read everything.
    let admin = server.psql("postgres");
    admin.rows("GRANT pg_read_all_data TO roles_intake_run");
    for service in SERVICES {
        admin.rows(&format!("GRANT CONNECT ON DATABASE {} TO roles_intake_run", database(service)));
    }
    let refused = erases(folder.path(), &place("roles_intake_run"));
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
    let said = text(&refused.stderr);
    assert!(said.contains("permission denied") && said.contains("nothing was erased"), "{said}");
    for service in SERVICES {
        let eraser = server.as_role(ERASER).psql(&database(service));
        for sql in FORBIDDEN {
            let said = eraser.refused(sql);
            assert!(
                said.contains("permission denied") || said.contains("must be owner"),
                "{sql}: {said}"
            );
        }
    }
    let done = erases(folder.path(), &place(ERASER));
    assert!(done.status.success(), "{}{}", text(&done.stdout), text(&done.stderr));
    for service in SERVICES {
        let all = server.psql(&database(service));
        for table in all.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'") {
            let table = table.first().unwrap();
            let held = format!("SELECT count(*) FROM {table} AS t WHERE t::text LIKE '%{OLD}%'");
            assert_eq!(all.number(&held), 0, "{service}: {table}");
        }
    }

    let cluster = Cluster::start(&wish).await.unwrap();
    assert!(cluster.settled(std::time::Duration::from_secs(60)).await.unwrap());
    takes_all_in(&cluster, folder.path()).await;
    let superuser = place("radslag");
    let verify = ["audit", "verify", "--against"].into_iter();
    let verify: Vec<_> = verify.chain(superuser.iter().map(String::as_str)).collect();
    let verified = run(folder.path(), &verify);
    assert!(verified.status.success(), "{}", text(&verified.stdout));
    assert!(erased(&text(&verified.stdout)) > 0, "{}", text(&verified.stdout));
    assert!(!broker.holds(OLD).await, "the broker holds it");
    cluster.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_taken_by_a_role_that_reads_and_put_back_for_the_owners() {
    let (server, broker) = (Server::started(), Broker::started());
    make_roles(&server);
    let admin = server.psql("postgres");
    admin.rows("CREATE ROLE roles_reader LOGIN");
    admin.rows("GRANT pg_read_all_data TO roles_reader");
    for service in SERVICES {
        admin.rows(&format!("GRANT CONNECT ON DATABASE {} TO roles_reader", database(service)));
    }
    let folder = tempfile::tempdir().unwrap();
    let wish = wished(&server, &broker, folder.path(), 1);
    let cluster = Cluster::start(&wish).await.unwrap();
    let key = cluster.key().clone();
    demo::play_on(&cluster.addresses(), key, &plan(ODD)).await.unwrap();
    // Parameters of the address count for all databases.
    let tool = |of: &[&str], role: &str| {
        let url = format!("{}?sslmode=disable&application_name=tool", server.as_role(role).url());
        let place = ["--postgres", &url, "--prefix", "roles"];
        run(folder.path(), &[of, &place].concat())
    };
    let taken = tool(&["backup", "--to", "taken"], "roles_reader");
    assert!(taken.status.success(), "{}", text(&taken.stderr));
    cluster.stop().await.unwrap();

    let refused = tool(&["restore", "--from", "taken"], "radslag");
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stdout));
    assert!(text(&refused.stderr).contains("and not empty"), "{}", text(&refused.stderr));
    for service in SERVICES {
        admin.rows(&format!("DROP DATABASE {}", database(service)));
    }
    make_databases(&server);
    // Who may not act for the owners puts nothing back, and leaves nothing.
    let refused = tool(&["restore", "--from", "taken"], "roles_reader");
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stdout));
    // A part that was changed is found when others are in place: they are taken away again, and the databases stay.
    let part = folder.path().join("taken/council.jsonl");
    let whole = std::fs::read_to_string(&part).unwrap();
    std::fs::write(&part, whole.replacen("council", "counsel", 1)).unwrap();
    let refused = tool(&["restore", "--from", "taken"], "radslag");
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stdout));
    assert!(text(&refused.stdout).contains("intake: "), "{}", text(&refused.stdout));
    for service in SERVICES {
        let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
        assert_eq!(server.psql(&database(service)).number(tables), 0, "{service}");
    }
    std::fs::write(&part, whole).unwrap();
    let restored = tool(&["restore", "--from", "taken"], "radslag");
    assert!(restored.status.success(), "{}", text(&restored.stderr));

    let cluster = Cluster::start(&wish).await.unwrap();
    assert!(cluster.settled(std::time::Duration::from_secs(60)).await.unwrap());
    for service in SERVICES {
        let name = database(service);
        let all = server.psql(&name);
        let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner";
        assert!(all.number(&format!("{tables} = '{name}_owner'")) > 0);
        assert_eq!(all.number(&format!("{tables} <> '{name}_owner'")), 0);
        let said =
            server.as_role(&format!("{name}_run")).psql(&name).refused("DELETE FROM journal");
        assert!(said.contains("permission denied"), "{said}");
    }
    let verified = tool(&["audit", "verify", "--against"], "radslag");
    assert!(verified.status.success(), "{}", text(&verified.stdout));
    cluster.stop().await.unwrap();
}
