//! Journal, publisher and follower under one seed: which step comes next, what time it is, what the
//! network does with each message and where a process dies. The journals, the follower, its inbox and
//! its ways to the owner are the real ones; the broker and the publisher's process are played here.
//! The same seed gives the same journals, hash by hash.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kernel::{Actor, Aggregate as _, Following, IdGen, Office, Operate, PersonId};
use platform::follow::{FollowerState, Follows};
use platform::journal::{Caller, Journal, Probe, hash_at};
use platform::lifecycle::Tasks;
use platform::sql::Database;
use platform::testing::{Dice, FixedClock, Letter, MOMENT, Wire, dice};
use tokio::sync::watch;
use uuid::Uuid;

use crate::room::{Do, PLAIN, REGISTERED, Running, Tallies, caller, in_state};

const PATIENCE: Duration = Duration::from_secs(20);
/// Steps of one run.
const STEPS: usize = 120;
/// Where a process may die: steps that every transaction has, trusting or under the lock.
const DEATHS: &[&str] = &["decided", "written", "committed"];

const FOLLOWS: &[Follows] = &[Follows { source: "intake", types: &[REGISTERED] }];
const COUNCIL: Tallies = Tallies { name: "council", follows: FOLLOWS, mirrors: false };
const INTAKE: Tallies = Tallies { name: "intake", ..PLAIN };

/// Salts say nothing here, so that hashes follow from what was done alone.
struct Ids(Mutex<u128>);

impl IdGen for Ids {
    fn uuid(&self) -> Uuid {
        let mut last = self.0.lock().unwrap();
        *last += 1;
        Uuid::from_u128(*last)
    }

    fn salt(&self) -> [u8; 16] {
        [7; 16]
    }
}

/// A process that may be told to die at a step of its next transaction.
struct Process {
    room: Tallies,
    running: Option<Running>,
    death: Arc<Mutex<Option<&'static str>>>,
}

impl Process {
    fn new(room: Tallies) -> Self {
        Self { room, running: None, death: Arc::default() }
    }

    async fn start(&mut self, folder: &Path, clock: &Arc<FixedClock>, ids: &Arc<Ids>) {
        let (tasks, death) = (Tasks::new(), self.death.clone());
        let database = Database::sqlite(&folder.join(self.room.name)).await.unwrap();
        let probe: Probe = Arc::new(move |step| {
            let dies = {
                let mut death = death.lock().unwrap();
                let dies = *death == Some(step);
                if dies {
                    *death = None;
                }
                dies
            };
            assert!(!dies, "the process dies at {step}");
        });
        let room = Tallies { name: self.room.name, follows: self.room.follows, mirrors: false };
        let (clock, ids) = (clock.clone(), ids.clone());
        let journal =
            Journal::open_probed(database.clone(), Arc::new(room), clock, ids, &tasks, probe);
        self.running = Some(Running { journal: journal.await.unwrap(), tasks, database });
    }

    fn running(&self) -> &Running {
        self.running.as_ref().unwrap()
    }

    async fn die(&mut self) {
        *self.death.lock().unwrap() = None;
        if let Some(running) = self.running.take() {
            running.tasks.stop().cancel();
            running.journal.close(Duration::from_secs(5)).await;
        }
    }

    /// Stops in order, so that its file can be copied.
    async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }
}

struct World {
    dice: Dice,
    folder: tempfile::TempDir,
    clock: Arc<FixedClock>,
    ids: Arc<Ids>,
    owner: Process,
    follower: Process,
    state: watch::Receiver<FollowerState>,
    wire: Wire,
    /// What was acknowledged, in the order of the owner's events.
    history: Vec<i64>,
    /// What the follower has to have taken in by now.
    effects: Vec<i64>,
    /// Where the follower's cursor has to stand.
    taken: usize,
    shown: usize,
    /// Numbers that wait in the follower's inbox.
    inbox: BTreeSet<usize>,
    /// Messages that the broker has and may bring at any time, again and again.
    broker: Vec<Letter>,
    /// How far the publisher has sent.
    sent: u64,
    requests: u64,
    trace: Vec<String>,
}

impl World {
    async fn new(dice: Dice) -> Self {
        let mut world = Self {
            dice,
            folder: tempfile::tempdir().unwrap(),
            clock: Arc::new(FixedClock::at(MOMENT)),
            ids: Arc::new(Ids(Mutex::new(0))),
            owner: Process::new(INTAKE),
            follower: Process::new(COUNCIL),
            state: watch::channel(FollowerState::Standby).1,
            wire: Wire::to("intake"),
            history: Vec::new(),
            effects: Vec::new(),
            taken: 0,
            shown: 0,
            inbox: BTreeSet::new(),
            broker: Vec::new(),
            sent: 0,
            requests: 0,
            trace: Vec::new(),
        };
        world.start_owner().await;
        world.start_follower().await;
        world
    }

    async fn start_owner(&mut self) {
        self.owner.start(self.folder.path(), &self.clock, &self.ids).await;
        self.wire.owned_by(Some(self.owner.running().journal.clone()));
    }

    async fn start_follower(&mut self) {
        self.inbox.clear();
        self.follower.start(self.folder.path(), &self.clock, &self.ids).await;
        let mut reads = self.wire.reads();
        reads.mark_unchanged();
        self.state = self.follower.running().follow(self.wire.source());
        // Once it has asked it knows the journal's id: from then on no message is dropped.
        let asked = tokio::time::timeout(PATIENCE, reads.changed()).await;
        assert!(asked.is_ok_and(|asked| asked.is_ok()), "the owner was never asked");
        self.settle().await;
    }

    async fn step(&mut self) {
        self.clock.set(MOMENT + i64::try_from(self.dice.roll(1 << 50)).unwrap() - (1 << 49));
        let what = self.dice.roll(20);
        self.trace.push(format!("{what}"));
        match what {
            0..=5 => self.write(None).await,
            6 => {
                let step = *self.dice.pick(DEATHS);
                self.write(Some(step)).await;
            }
            7..=9 => self.publish().await,
            10..=14 => self.bring().await,
            15 => self.lose(),
            16 => self.show().await,
            17 => self.kill_follower().await,
            18 => self.kill_publisher(),
            _ => self.kill_owner().await,
        }
    }

    /// A caller sends a request until it is answered, if need be to the next process.
    async fn write(&mut self, death: Option<&'static str>) {
        self.requests += 1;
        let number = i64::try_from(self.requests).unwrap();
        let request = format!("request {number}");
        *self.owner.death.lock().unwrap() = death;
        let first = self.owner.running().command(&request, "x", Do::Add(number)).await;
        assert_eq!(first.is_ok(), death.is_none(), "{first:?}");
        if death.is_some() {
            self.kill_owner().await;
            self.owner.running().command(&request, "x", Do::Add(number)).await.unwrap();
        }
        self.history.push(number);
        // Whoever asks again changes nothing.
        if self.dice.chance(1, 4) {
            self.owner.running().command(&request, "x", Do::Add(number)).await.unwrap();
        }
    }

    async fn publish(&mut self) {
        let limit = usize::try_from(1 + self.dice.roll(4)).unwrap();
        let letters = Letter::of(&self.owner.running().journal, self.sent, limit).await.unwrap();
        self.sent = letters.last().map_or(self.sent, Letter::sequence);
        self.broker.extend(letters);
    }

    /// The broker brings a message, the oldest or any, and may bring it again later.
    async fn bring(&mut self) {
        if self.broker.is_empty() {
            return;
        }
        let any = self.dice.roll(self.broker.len().try_into().unwrap());
        let at = if self.dice.chance(1, 2) { 0 } else { usize::try_from(any).unwrap() };
        let letter = self.broker[at].clone();
        if self.dice.chance(3, 4) {
            self.broker.remove(at);
        }
        // Where the follower dies while it takes this in.
        let death = self.dice.chance(1, 6).then(|| *self.dice.pick(DEATHS));
        let number = usize::try_from(letter.sequence()).unwrap();
        let moves = number == self.taken + 1;
        if let Some(step) = death.filter(|_| moves) {
            *self.follower.death.lock().unwrap() = Some(step);
            self.wire.deliver(&letter);
            self.died().await;
            // Dead before the commit, it must be brought again; after it, it was done.
            if step == "committed" {
                let mut last = number;
                while self.inbox.contains(&(last + 1)) {
                    last += 1;
                }
                self.effects.extend_from_slice(&self.history[self.taken..last]);
                self.taken = last;
            }
            self.start_follower().await;
            return;
        }
        self.wire.deliver(&letter);
        if number > self.taken {
            self.inbox.insert(number);
        }
        self.settle().await;
    }

    /// Waits for the death that was arranged.
    async fn died(&mut self) {
        let failed = self.follower.running().tasks.failed();
        assert!(tokio::time::timeout(PATIENCE, failed.cancelled()).await.is_ok(), "it lives");
        self.follower.die().await;
    }

    fn lose(&mut self) {
        if !self.broker.is_empty() {
            let any = self.dice.roll(self.broker.len().try_into().unwrap());
            self.broker.remove(usize::try_from(any).unwrap());
        }
    }

    /// The owner tells more of what it has.
    async fn show(&mut self) {
        let more = usize::try_from(self.dice.roll(5)).unwrap();
        self.shown = (self.shown + more).min(self.history.len());
        self.wire.show(u64::try_from(self.shown).unwrap());
        self.settle().await;
    }

    async fn kill_follower(&mut self) {
        self.follower.die().await;
        self.start_follower().await;
    }

    /// The next one begins where the mark was stored: some messages are sent again.
    fn kill_publisher(&mut self) {
        self.sent = self.sent.saturating_sub(self.dice.roll(4));
    }

    async fn kill_owner(&mut self) {
        self.wire.owned_by(None);
        self.owner.die().await;
        self.start_owner().await;
    }

    /// Waits until the follower has taken in what it can have, and demands that it is just that.
    async fn settle(&mut self) {
        let shown = self.shown.min(self.history.len());
        while self.taken < shown || self.inbox.contains(&(self.taken + 1)) {
            self.taken += 1;
            self.effects.push(self.history[self.taken - 1]);
        }
        self.inbox.retain(|number| *number > self.taken);
        let running = self.follower.running();
        let taken = u64::try_from(self.taken).unwrap();
        assert!(running.journal.wait_for("intake", taken, PATIENCE).await, "{:?}", self.trace);
        assert_eq!(running.order("x").await, self.effects, "{:?}", self.trace);
    }

    /// The owner goes on from a copy of some steps ago. From then on it tells everything.
    async fn restore(&mut self, copy: &Path, parted: usize) {
        self.wire.owned_by(None);
        self.owner.stop().await;
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(self.folder.path().join(format!("intake{end}")));
        }
        std::fs::copy(copy, self.folder.path().join("intake")).unwrap();
        self.history.truncate(parted);
        self.sent = u64::try_from(parted).unwrap();
        self.shown = usize::MAX;
        self.wire.show(u64::MAX);
        let lost = self.taken > parted;
        self.start_owner().await;
        for _ in 0..3 {
            self.write(None).await;
        }
        if lost {
            in_state(&mut self.state, |state| matches!(state, FollowerState::Diverged(_))).await;
            assert_eq!(self.follower.running().order("x").await, self.effects);
            self.reset(parted).await;
            self.taken = parted;
        }
    }

    async fn reset(&self, to: usize) {
        let to = u64::try_from(to).unwrap();
        let hash = hash_at(&self.owner.running().journal.reader(), to).await.unwrap();
        let actor = Actor::person(&PersonId::new("olle")).with_office(Office::Operator);
        let caller = Caller { actor, ..caller("reset", "reset") };
        let id = "intake".to_owned();
        let stream = Following::stream(&id);
        let command = Operate::Reset { to, hash, why: "restored".to_owned() };
        let act = move |desk: &mut platform::journal::Desk<'_>| {
            desk.act::<Following>(&id, command.clone())
        };
        let journal = &self.follower.running().journal;
        journal.execute(caller, vec![stream.clone()], &stream, act).await.unwrap();
    }

    /// Everything is told, everything is taken in, and both journals are whole.
    async fn end(mut self) -> (Vec<String>, [String; 2]) {
        let all = self.history.len();
        self.effects.extend_from_slice(&self.history[self.taken..]);
        self.taken = all;
        self.shown = all;
        self.inbox.clear();
        self.wire.show(u64::MAX);
        self.settle().await;
        let mut heads = [String::new(), String::new()];
        let processes = [self.owner.running.take(), self.follower.running.take()];
        for (head, running) in heads.iter_mut().zip(processes) {
            let running = running.unwrap();
            running.assert_sound().await;
            assert_eq!(running.journal.parked().await.unwrap(), []);
            *head = running.journal.head().await.unwrap().row_hash;
            running.stop().await;
        }
        (self.trace, heads)
    }
}

async fn run(seed: u64) -> (Vec<String>, [String; 2]) {
    let mut world = World::new(Dice::of(seed)).await;
    for _ in 0..STEPS {
        world.step().await;
    }
    world.end().await
}

#[tokio::test]
async fn the_same_seed_gives_the_same_journals_and_every_promise_holds() {
    for dice in dice(2) {
        let (one, two) = (run(dice.seed()).await, run(dice.seed()).await);
        assert_eq!(one, two);
    }
    assert_ne!(run(1).await.1, run(2).await.1);
}

#[tokio::test]
async fn a_restored_owner_is_found_out_under_any_seed() {
    for dice in dice(3) {
        let mut world = World::new(dice).await;
        for _ in 0..STEPS / 2 {
            world.step().await;
        }
        world.wire.owned_by(None);
        world.owner.stop().await;
        let copy = world.folder.path().join("copy");
        std::fs::copy(world.folder.path().join("intake"), &copy).unwrap();
        let parted = world.history.len();
        world.start_owner().await;
        for _ in 0..STEPS / 2 {
            world.step().await;
        }
        // The broker still has some of the history that is cut off.
        world.sent = u64::try_from(parted).unwrap();
        if parted == world.history.len() {
            world.write(None).await;
        }
        world.publish().await;
        world.restore(&copy, parted).await;
        // Messages of the history that was cut off still come.
        for _ in 0..10 {
            let letter = world.dice.pick(&world.broker).clone();
            world.wire.deliver(&letter);
            world.write(None).await;
        }
        world.end().await;
    }
}
