//! The promises of writer, publisher and follower hold in every state that a model of them can reach,
//! and the model finds each way of doing it wrong.

#![expect(clippy::indexing_slicing, reason = "a test that fails should say where")]

mod model;

use model::{Bounds, Mutant, Protocol};
use stateright::{Checker as _, HasDiscoveries, Model as _};

const CALM: Bounds = Bounds { crashes: 0, losses: 0, restores: 0 };

fn holds(bounds: Bounds) {
    let checked = Protocol { mutant: Mutant::None, bounds }.checker().threads(2).spawn_bfs().join();
    eprintln!("{bounds:?}: {} states", checked.unique_state_count());
    checked.assert_properties();
}

fn breaks(mutant: Mutant, bounds: Bounds, promise: &'static str) {
    let only = HasDiscoveries::AnyOf([promise].into());
    let checked = Protocol { mutant, bounds }.checker().threads(2).finish_when(only);
    let checked = checked.spawn_bfs().join();
    assert!(checked.discovery(promise).is_some(), "{mutant:?} breaks nothing");
}

#[test]
fn the_promises_hold_on_two_replicas_that_crash() {
    holds(Bounds { crashes: 1, ..CALM });
}

#[test]
fn the_promises_hold_though_messages_are_lost_repeated_and_turned_round() {
    holds(Bounds { losses: 2, ..CALM });
}

#[test]
fn the_promises_hold_though_the_source_is_restored() {
    holds(Bounds { restores: 1, ..CALM });
}

/// In the long lane with a restore, for which there are too many states otherwise.
#[test]
fn the_promises_hold_though_several_of_these_happen() {
    holds(Bounds { crashes: 1, losses: 1, ..CALM });
    if platform::config::environment().iter().any(|(name, _)| name == "TESTS_LONG") {
        holds(Bounds { crashes: 1, restores: 1, ..CALM });
    }
}

const ONCE: &str = "a request is done at most once";
const THERE: &str = "what was acknowledged is there";
const ONE_HISTORY: &str = "effects are those of one history, once and in order";
const CURSOR: &str = "the cursor stands where the effects end";
const MARK: &str = "what is marked as published was acknowledged";

#[test]
fn each_way_of_doing_it_wrong_is_found() {
    let crash = Bounds { crashes: 1, ..CALM };
    let restore = Bounds { restores: 1, ..CALM };
    breaks(Mutant::LooksUpBeforeTheLock, CALM, ONCE);
    breaks(Mutant::AnswersBeforeTheCommit, crash, THERE);
    breaks(Mutant::ComparesNoHashes, restore, ONE_HISTORY);
    breaks(Mutant::ReadsMessagesByNumber, restore, ONE_HISTORY);
    breaks(Mutant::MovesTheCursorLater, crash, CURSOR);
    breaks(Mutant::MovesTheCursorLater, crash, ONE_HISTORY);
    breaks(Mutant::MovesTheCursorBlindly, CALM, ONE_HISTORY);
    breaks(Mutant::MarksBeforeTheAck, crash, MARK);
}
