//! A disk that is full: a clear error, nothing half done, and everything goes on when there is room.

use std::time::Duration;

use platform::testing::{Dice, dice};
use radslag::demo;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use super::embedded::{Served, sound};
use super::traffic::{Traffic, propose_once};
use crate::processes::ground::{NAME, moment, plan};
use crate::support::determined;
use crate::{elections, recompute};

/// Proposals that fit at the most before the disk is full.
const MOST: usize = 500;
/// What is left of the disk.
const LEFT: u64 = 40_000;

fn reason(status: &Status) -> String {
    status.get_error_details().error_info().map(|info| info.reason.clone()).unwrap_or_default()
}

fn is_clear(status: &Status) {
    let told = (status.code(), reason(status));
    assert_eq!(told, (Code::Unavailable, "STORE_UNAVAILABLE".to_owned()), "{status:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_and_what_was_refused_is_taken_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let served = Served::start(&data).await;
    let (addresses, key) = (served.addresses(), served.key());
    let mut dice = dice(1).next().unwrap();
    let mut traffic = Traffic::new(&addresses, &key, Dice::of(dice.roll(u64::MAX)));
    let administration = traffic.register().await;
    let mut acknowledged = traffic.calls(10).await;
    served.limit(Some(served.largest() + LEFT));
    let mut refused = Vec::new();
    for _ in 0..MOST {
        let request = uuid::Uuid::new_v4().to_string();
        if let Err(status) = propose_once(&addresses, &key, &request, &administration).await {
            is_clear(&status);
            refused.push(request);
        }
        if refused.len() == 5 {
            break;
        }
    }
    assert_eq!(refused.len(), 5, "the disk was never full");
    // The caller is told to try again, the operator why.
    let log = served.log();
    assert!(log.contains("disk I/O error") || log.contains("disk is full"), "{log}");
    served.limit(None);
    for request in &refused {
        propose_once(&addresses, &key, request, &administration).await.unwrap();
    }
    let more = Traffic::new(&addresses, &key, Dice::of(dice.roll(u64::MAX))).calls(10).await;
    acknowledged.extend(more);
    served.stop().await;
    sound(&data, &acknowledged);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_ends_well_though_the_disk_is_full_now_and_then() {
    for mut dice in dice(1) {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let served = Served::start(&data).await;
        let (addresses, key) = (served.addresses(), served.key());
        let election = elections::some(&mut dice);
        let plan = plan(&election);
        let traffic = Traffic::new(&addresses, &key, Dice::of(dice.roll(u64::MAX)));
        let ended = CancellationToken::new();
        let fault = async {
            for _ in 0..4 {
                moment(&mut dice).await;
                // Also the large files are full: nothing at all can be written where it is zero.
                served.limit(Some(dice.roll(2) * served.largest()));
                tokio::time::sleep(Duration::from_millis(100 + dice.roll(400))).await;
                served.limit(None);
            }
        };
        let year = async {
            let both = tokio::join!(demo::play_on(&addresses, key.clone(), &plan), fault);
            ended.cancel();
            both.0
        };
        let (summary, acknowledged) = tokio::join!(year, traffic.run(&ended));
        let summary: Value = summary.unwrap_or_else(|error| panic!("{error}\n{election}"));
        assert_eq!(determined(summary), recompute::summary(NAME, &election), "{election}");
        served.stop().await;
        sound(&data, &acknowledged);
    }
}
