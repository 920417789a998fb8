//! `radslag doctor`: every finding, by what causes it.

use std::path::{Path, PathBuf};

use platform::config::TlsConfig;

use super::ground::{Broker, Ground};
use crate::certificates::Authority;
use crate::faults::tables::Tables as _;
use crate::support::{radslag, text};

/// What the doctor says of a service, and whether it can do its work.
fn says(
    ground: &Ground,
    service: &str,
    variables: &[(&str, &str)],
    more: &[&str],
) -> (String, bool) {
    says_of(ground.folder(), service, &ground.config(service), variables, more)
}

fn says_of(
    folder: &Path,
    service: &str,
    config: &Path,
    variables: &[(&str, &str)],
    more: &[&str],
) -> (String, bool) {
    let said = radslag(folder)
        .args(["doctor", service, "--config"])
        .arg(config)
        .args(more)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    assert_ne!(said.status.code(), Some(2), "{}", text(&said.stderr));
    (text(&said.stdout), said.status.success())
}

/// It is found, it is grave or not, and something can be done.
#[track_caller]
fn finds(said: &(String, bool), word: &str) {
    let line = said.0.lines().find(|line| line.contains(&format!(": {word}: ")));
    let line = line.unwrap_or_else(|| panic!("no {word} in {}", said.0));
    assert!(!line.starts_with("wrong") || !said.1, "{line}");
    assert!(said.0.matches("  do: ").count() == said.0.matches("\n  do: ").count());
}

/// The configuration with other lines in the place of some.
fn changed(ground: &Ground, service: &str, change: impl Fn(&str) -> String) -> PathBuf {
    let text = std::fs::read_to_string(ground.config(service)).unwrap();
    let path = ground.folder().join(format!("{}.toml", uuid::Uuid::new_v4()));
    std::fs::write(&path, change(&text)).unwrap();
    path
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sound_service_is_well_and_every_cause_of_trouble_is_named_with_what_to_do() {
    let mut ground = Ground::start(Broker::started(), 1).await;
    ground.play().await;

    // Only that these tests run as the owner of the tables.
    for service in radslag::embedded::SERVICES {
        let said = says(&ground, service, &[], &["--chains"]);
        finds(&said, "ROLE_TOO_STRONG");
        assert!(said.1 && said.0.lines().count() == 2, "{service}: {}", said.0);
    }
    store(&ground);
    around(&ground);
    certificates(&ground);
    rows(&mut ground).await;
    ground.end().await;
}

fn store(ground: &Ground) {
    let at = |name: &str| ground.url_of(name);
    let nowhere = [("DATABASE_URL", "postgres://x@127.0.0.1:1/x")];
    finds(&says(ground, "intake", &nowhere, &[]), "DATABASE_UNREACHABLE");
    let other = at(&ground.name_of("council"));
    finds(&says(ground, "intake", &[("DATABASE_URL", &other)], &[]), "DATABASE_OF_ANOTHER");
    let admin = ground.server();
    let (empty, sorted) =
        (format!("{}_e", ground.name_of("intake")), format!("{}_s", ground.name_of("intake")));
    admin.rows(&format!("CREATE DATABASE {empty} TEMPLATE template0 LC_COLLATE 'C'"));
    admin.rows(&format!(
        "CREATE DATABASE {sorted} TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
    ));
    finds(&says(ground, "intake", &[("DATABASE_URL", &at(&empty))], &[]), "NO_JOURNAL");
    finds(&says(ground, "intake", &[("DATABASE_URL", &at(&sorted))], &[]), "DATABASE_UNUSABLE");
    let clock = ground.database("budget-integration");
    clock.rows(
        "CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS \
                'SELECT pg_catalog.clock_timestamp() - interval ''1 minute'''",
    );
    let name = ground.name_of("budget-integration");
    admin.rows(&format!("ALTER DATABASE {name} SET search_path = public, pg_catalog"));
    finds(&says(ground, "budget-integration", &[], &[]), "CLOCKS_APART");
    admin.rows(&format!("ALTER DATABASE {name} RESET search_path"));
    for name in [empty, sorted] {
        admin.rows(&format!("DROP DATABASE {name} WITH (FORCE)"));
    }
}

fn around(ground: &Ground) {
    let nowhere = [("RADSLAG_PEERS__COUNCIL", "http://127.0.0.1:1")];
    finds(&says(ground, "intake", &nowhere, &[]), "PEER_UNREACHABLE");
    let without = changed(ground, "intake", |text| {
        text.lines().filter(|line| !line.starts_with("council =")).collect::<Vec<_>>().join("\n")
    });
    finds(&says_of(ground.folder(), "intake", &without, &[], &[]), "PEER_MISSING");
    finds(&says(ground, "intake", &[("NATS_URL", "")], &[]), "NO_BROKER");
    finds(
        &says(ground, "intake", &[("NATS_URL", "nats://127.0.0.1:1")], &[]),
        "BROKER_UNREACHABLE",
    );
    let credentials = [("RADSLAG_NATS__CREDENTIALS_FILE", "/nowhere")];
    finds(&says(ground, "intake", &credentials, &[]), "BROKER_UNUSABLE");
    let token = [("RADSLAG_IDENTITY__TOKEN_FILE", "/nowhere")];
    finds(&says(ground, "intake", &token, &[]), "TOKEN_UNUSABLE");
    let issuer = changed(ground, "intake", |text| {
        format!(
            "{text}\n[[identity.issuers]]\nissuer = \"https://x.example\"\njwks = \"/nowhere\"\n"
        )
        .replace("issuers = []\n", "")
    });
    finds(&says_of(ground.folder(), "intake", &issuer, &[], &[]), "KEYS_UNREADABLE");
}

fn certificates(ground: &Ground) {
    let authority = Authority::new();
    let of = |tls: &TlsConfig| {
        let shown = |path: &Path| path.display().to_string();
        let files = [
            ("RADSLAG_TLS__CERTIFICATE_FILE", shown(&tls.certificate_file)),
            ("RADSLAG_TLS__KEY_FILE", shown(&tls.key_file)),
            ("RADSLAG_TLS__CA_FILE", shown(&tls.ca_file)),
        ];
        let secure = changed(ground, "intake", |text| text.replace("= \"http://", "= \"https://"));
        let files: Vec<_> = files.iter().map(|(name, path)| (*name, path.as_str())).collect();
        says_of(ground.folder(), "intake", &secure, &files, &[])
    };
    let folder = ground.folder().join("tls");
    let today = kernel::Clock::now(&platform::system::SystemClock::new()).date();
    let soon = today.checked_add(jiff::Span::new().days(5)).unwrap();
    let until = |day: jiff::civil::Date| {
        let number = |one: i8| u8::try_from(one).unwrap();
        (i32::from(day.year()), number(day.month()), number(day.day()))
    };
    finds(&of(&authority.write_until(&folder, &["x"], until(soon))), "CERTIFICATE_ENDS");
    finds(&of(&authority.write_until(&folder, &["x"], (2020, 1, 1))), "CERTIFICATE_ENDED");
    let good = authority.write(&folder, &["x"]);
    std::fs::write(&good.key_file, "half").unwrap();
    finds(&of(&good), "CERTIFICATE_UNUSABLE");
}

/// What stands in the stores and in the broker is changed while nobody of those concerned runs.
async fn rows(ground: &mut Ground) {
    ground.broker.delete_stream("intake").await;
    finds(&says(ground, "intake", &[], &[]), "NO_STREAM");
    ground.broker.purge_stream("council").await;
    finds(&says(ground, "council", &[], &[]), "STREAM_EMPTY");
    for service in ["beredning", "prioritisation"] {
        ground.cluster.terminate(service, 0).await.unwrap();
    }
    let beredning = ground.database("beredning");
    beredning.change("UPDATE head SET journal_id = 'x'");
    finds(&says(ground, "beredning", &[], &[]), "STREAM_OF_ANOTHER");
    beredning.change("UPDATE cursor SET hash = repeat('0', 64) WHERE source = 'intake'");
    finds(&says(ground, "beredning", &[], &[]), "DIVERGED");
    beredning.change("DELETE FROM cursor WHERE source = 'intake'");
    let intake = ground.database("intake");
    intake.change("UPDATE head SET sequence = sequence + 1000");
    finds(&says(ground, "beredning", &[], &[]), "BEHIND");
    intake.change("UPDATE head SET sequence = sequence - 1000");
    beredning
        .rows("INSERT INTO parked VALUES ('intake', 1, 'x/y', 'FAULT', 'why', '', NULL, NULL)");
    finds(&says(ground, "beredning", &[], &[]), "PARKED");
    beredning.change("UPDATE state SET state = replace(state, '1', '2') WHERE state LIKE '%1%'");
    finds(&says(ground, "beredning", &[], &["--chains"]), "STATE_BROKEN");
    let prioritisation = ground.database("prioritisation");
    prioritisation.change("UPDATE journal SET actor = 'nobody' WHERE position = 2");
    finds(&says(ground, "prioritisation", &[], &["--chains"]), "CHAIN_BROKEN");
    prioritisation.change("UPDATE journal SET stream = 'nothing/x' WHERE position = 2");
    finds(&says(ground, "prioritisation", &[], &["--chains"]), "UNREADABLE");
}
