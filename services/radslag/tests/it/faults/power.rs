//! The power fails: what is on the disk at a random moment, under load, is all that is left.

use std::io::Write as _;
use std::path::Path;

use platform::testing::{Dice, dice};
use radslag::demo;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::embedded::{Served, sound};
use super::traffic::{Acknowledged, Traffic};
use crate::processes::ground::{NAME, moment, plan};
use crate::support::determined;
use crate::{elections, recompute};

/// Copies of one year.
const COPIES: usize = 3;

/// A write that the power cut off leaves anything behind the last whole one.
fn tear(folder: &Path, dice: &mut Dice) {
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.to_string_lossy().ends_with("-wal") && dice.chance(1, 2) {
            let torn: Vec<u8> =
                (0..dice.roll(9_000)).map(|_| u8::try_from(dice.roll(256)).unwrap()).collect();
            std::fs::OpenOptions::new().append(true).open(path).unwrap().write_all(&torn).unwrap();
        }
    }
}

/// A copy is a platform like any other: it starts, answers what was answered, and is sound.
async fn opens(copy: &Path, heard: &[Acknowledged]) {
    let served = Served::start(copy).await;
    let traffic = Traffic::new(&served.addresses(), &served.key(), Dice::of(0));
    for one in heard {
        traffic.still_answers(one).await;
    }
    let more = traffic.calls(5).await;
    served.stop().await;
    sound(copy, &[heard, &more].concat());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_disk_holds_when_the_power_fails_is_sound_and_holds_what_was_acknowledged() {
    for mut dice in dice(1) {
        let folder = tempfile::tempdir().unwrap();
        let served = Served::start(&folder.path().join("data")).await;
        let (addresses, key) = (served.addresses(), served.key());
        let election = elections::some(&mut dice);
        let plan = plan(&election);
        let traffic = Traffic::new(&addresses, &key, Dice::of(dice.roll(u64::MAX)));
        let (heard, ended) = (traffic.heard(), CancellationToken::new());
        let copying = async {
            let mut copies = Vec::new();
            for number in 0..COPIES {
                moment(&mut dice).await;
                let copy = folder.path().join(format!("copy-{number}"));
                let acknowledged = heard.so_far();
                served.copied_to(&copy);
                copies.push((copy, acknowledged));
            }
            copies
        };
        let year = async {
            let both = tokio::join!(demo::play_on(&addresses, key.clone(), &plan), copying);
            ended.cancel();
            both
        };
        let ((summary, copies), acknowledged) = tokio::join!(year, traffic.run(&ended));
        let summary: Value = summary.unwrap();
        assert_eq!(determined(summary), recompute::summary(NAME, &election), "{election}");
        served.stop().await;
        sound(&folder.path().join("data"), &acknowledged);
        for (copy, heard) in copies {
            tear(&copy, &mut dice);
            opens(&copy, &heard).await;
        }
    }
}
