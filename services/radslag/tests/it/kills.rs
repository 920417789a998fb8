//! `kill -9` of `serve` at random moments of a year: nothing acknowledged is lost, the year ends.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use platform::auth::DevelopmentKey;
use radslag::demo;

use crate::recompute;
use crate::support::{determined, radslag, run, text};

const ODD: &str = include_str!("odd.pb");
const KILLS: usize = 12;
/// Kills without which the test has shown nothing.
const ENOUGH: usize = 3;

fn serve(folder: &Path, address: SocketAddr) -> Child {
    radslag(folder)
        .args(["serve", "--listen", &address.to_string()])
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Waits until it answers.
fn ready(address: SocketAddr) {
    let end = tokio::time::Instant::now() + Duration::from_secs(30);
    while std::net::TcpStream::connect(address).is_err() {
        assert!(tokio::time::Instant::now() < end, "serve did not start");
        std::thread::yield_now();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_though_the_platform_is_killed_again_and_again() {
    let folder = tempfile::tempdir().unwrap();
    let address = radslag::cluster::free_port().unwrap();
    let mut child = serve(folder.path(), address);
    ready(address);
    let made = folder.path().join("radslag-data").join(platform::auth::KEY_FILE);
    while !made.exists() {
        tokio::task::yield_now().await;
    }
    let key = DevelopmentKey::of_folder(&folder.path().join("radslag-data")).unwrap();
    let addresses = radslag::Addresses::from(address);
    let election = demo::pabulib::Election::parse(ODD).unwrap();
    let plan = demo::election::plan(&election, "odd.pb", 5);
    let year = demo::play_on(&addresses, key, &plan);
    let (tell, mut told) = tokio::sync::oneshot::channel();
    let place = folder.path().to_owned();
    let seed = u64::from(std::process::id());
    eprintln!("seed {seed}");
    let killer = std::thread::spawn(move || {
        let mut state = seed | 1;
        let mut killed = 0;
        while killed < KILLS {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let wait = Duration::from_millis(30 + (state >> 33) % 250);
            if told.try_recv().is_ok() {
                break;
            }
            #[expect(clippy::disallowed_methods, reason = "the moment of the kill is random")]
            std::thread::sleep(wait);
            killed += 1;
            child.kill().unwrap();
            child.wait().unwrap();
            child = serve(&place, address);
            ready(address);
        }
        (child, killed)
    });
    let summary = year.await.unwrap();
    let _ = tell.send(());
    let (mut child, killed) = killer.join().unwrap();
    assert!(killed >= ENOUGH, "killed {killed} times only");
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(child.wait().unwrap().success(), "serve did not end well on SIGTERM");

    let expected = recompute::summary("odd.pb", ODD);
    assert_eq!(determined(summary), expected);
    let verified = run(folder.path(), &["audit", "verify"]);
    assert!(verified.status.success(), "{}", text(&verified.stdout));
    assert_eq!(text(&run(folder.path(), &["parked", "list"]).stdout), "nothing is parked\n");
}
