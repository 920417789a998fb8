//! Writer, publisher and follower as a state machine: every order of steps, crashes, losses, repeats
//! and a restore, with two replicas on either side. A step is what is atomic in the code: a
//! transaction, a message, a crash.
//!
//! A row is known by a number that no other row ever has, so the row at a position stands for the
//! hash there: it says all that came before.

use std::collections::BTreeSet;

use stateright::{Model, Property};

/// Requests that callers send, each until it is answered.
const REQUESTS: u8 = 2;
/// Replicas of the owner, and of the follower.
const REPLICAS: usize = 2;

/// What of the protocol is left out or done wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mutant {
    /// Nothing.
    None,
    /// Requests are looked up before the head is locked.
    LooksUpBeforeTheLock,
    /// A follower asks its source for what comes next without naming its hash.
    ComparesNoHashes,
    /// A message is taken in by its number alone.
    ReadsMessagesByNumber,
    /// A follower's cursor moves in a transaction of its own, after the effect.
    MovesTheCursorLater,
    /// A follower's cursor is overwritten wherever it stands.
    MovesTheCursorBlindly,
    /// The publisher stores its mark before the broker has acknowledged.
    MarksBeforeTheAck,
    /// Callers are answered before the commit.
    AnswersBeforeTheCommit,
}

/// What else may happen, and how often.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) crashes: u8,
    pub(crate) losses: u8,
    pub(crate) restores: u8,
}

pub(crate) struct Protocol {
    pub(crate) mutant: Mutant,
    pub(crate) bounds: Bounds,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Row {
    id: u8,
    request: u8,
}

/// A row at its place, with the row before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Message {
    number: u8,
    row: Row,
    previous: u8,
}

/// A number and the hash there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct At {
    number: u8,
    hash: u8,
}

/// A replica of the follower: what it has in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Follower {
    at: At,
    /// Handed to its writer, not committed yet.
    taking: Option<Taking>,
    diverged: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Taking {
    row: Row,
    /// Whether the effect stands and the cursor does not: only a mutant stops there.
    half: bool,
}

/// A replica of the owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Owner {
    /// A request that was decided on and is not committed.
    writing: Option<u8>,
    /// How far its publisher knows of acknowledgements.
    mark: u8,
    /// A message on its way, without an acknowledgement.
    sending: Option<Message>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct State {
    rows: Vec<Row>,
    /// Histories that a restore has cut off.
    former: Vec<Vec<Row>>,
    next_id: u8,
    lock: Option<usize>,
    owners: [Owner; REPLICAS],
    acknowledged: BTreeSet<u8>,
    /// The stored mark.
    published: u8,
    broker: BTreeSet<Message>,
    /// Everything that the broker has ever taken.
    taken: BTreeSet<Message>,
    cursor: At,
    effects: Vec<Row>,
    followers: [Follower; REPLICAS],
    crashes: u8,
    losses: u8,
    restores: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Action {
    /// A request reaches a replica, whose writer takes the lock, looks it up and decides.
    Decide(usize, u8),
    /// Its commit, and whether the caller hears of it.
    Commit(usize, bool),
    Send(usize),
    Ack(usize),
    StoreMark(usize),
    CrashOwner(usize),
    Lose(Message),
    /// A message reaches a replica of the follower: any, in any order, again and again.
    Deliver(usize, Message),
    /// A replica of the follower asks the owner.
    Ask(usize),
    Take(usize),
    CrashFollower(usize),
    /// The owner goes on from an older backup with so many rows.
    Restore(usize),
}

fn hash(rows: &[Row], number: u8) -> Option<u8> {
    match number {
        0 => Some(0),
        number => rows.get(usize::from(number) - 1).map(|row| row.id),
    }
}

impl State {
    fn message(&self, number: u8) -> Option<Message> {
        let row = *self.rows.get(usize::from(number) - 1)?;
        Some(Message { number, row, previous: hash(&self.rows, number - 1)? })
    }

    fn knows(&self, request: u8) -> bool {
        self.rows.iter().any(|row| row.request == request)
    }

    fn decide(&mut self, replica: usize, request: u8, mutant: Mutant) {
        if self.knows(request) {
            self.acknowledged.insert(request);
            return;
        }
        if mutant != Mutant::LooksUpBeforeTheLock {
            self.lock = Some(replica);
        }
        if mutant == Mutant::AnswersBeforeTheCommit {
            self.acknowledged.insert(request);
        }
        self.owners[replica].writing = Some(request);
    }

    fn commit(&mut self, replica: usize, heard: bool) {
        let Some(request) = self.owners[replica].writing.take() else { return };
        self.next_id += 1;
        self.rows.push(Row { id: self.next_id, request });
        self.release(replica);
        if heard {
            self.acknowledged.insert(request);
        }
    }

    fn release(&mut self, replica: usize) {
        if self.lock == Some(replica) {
            self.lock = None;
        }
    }

    fn send(&mut self, replica: usize, mutant: Mutant) {
        let mark = self.owners[replica].mark;
        let Some(message) = self.message(mark + 1) else { return };
        self.owners[replica].sending = Some(message);
        if mutant == Mutant::MarksBeforeTheAck {
            self.published = self.published.max(mark + 1);
        }
    }

    fn ack(&mut self, replica: usize) {
        let owner = &mut self.owners[replica];
        let Some(message) = owner.sending.take() else { return };
        owner.mark = message.number;
        self.broker.insert(message);
        self.taken.insert(message);
    }

    fn crash_owner(&mut self, replica: usize) {
        self.release(replica);
        self.owners[replica] = Owner { mark: self.published, ..Owner::default() };
        self.crashes += 1;
    }

    fn deliver(&mut self, replica: usize, message: Message, mutant: Mutant) {
        let follower = &mut self.followers[replica];
        let continues =
            mutant == Mutant::ReadsMessagesByNumber || message.previous == follower.at.hash;
        if message.number == follower.at.number + 1 && continues {
            follower.taking = Some(Taking { row: message.row, half: false });
        }
    }

    fn ask(&mut self, replica: usize, mutant: Mutant) {
        let at = self.followers[replica].at;
        let found = hash(&self.rows, at.number);
        if mutant != Mutant::ComparesNoHashes && found != Some(at.hash) {
            self.followers[replica].diverged = true;
            return;
        }
        if let Some(message) = self.message(at.number + 1) {
            self.followers[replica].taking = Some(Taking { row: message.row, half: false });
        }
    }

    /// The follower's transaction: cursor and effect, where the cursor still stands.
    fn take(&mut self, replica: usize, mutant: Mutant) {
        let follower = &mut self.followers[replica];
        let Some(taking) = follower.taking.take() else { return };
        if follower.at != self.cursor && !taking.half && mutant != Mutant::MovesTheCursorBlindly {
            follower.at = self.cursor;
            return;
        }
        if !taking.half {
            self.effects.push(taking.row);
        }
        if mutant == Mutant::MovesTheCursorLater && !taking.half {
            follower.taking = Some(Taking { half: true, ..taking });
            return;
        }
        follower.at = At { number: follower.at.number + 1, hash: taking.row.id };
        self.cursor = follower.at;
    }

    fn crash_follower(&mut self, replica: usize) {
        self.followers[replica] = Follower { at: self.cursor, ..Follower::default() };
        self.crashes += 1;
    }

    /// All replicas of the owner stop; what came after the backup is gone, and so are its answers.
    fn restore(&mut self, rows: usize) {
        self.former.push(self.rows.clone());
        self.rows.truncate(rows);
        let kept: BTreeSet<u8> = self.rows.iter().map(|row| row.request).collect();
        self.acknowledged.retain(|request| kept.contains(request));
        self.published = self.published.min(u8::try_from(rows).unwrap_or(u8::MAX));
        self.owners = [Owner { mark: self.published, ..Owner::default() }; REPLICAS];
        self.lock = None;
        self.restores += 1;
    }
}

impl Protocol {
    fn owner_actions(&self, state: &State, replica: usize, actions: &mut Vec<Action>) {
        let owner = &state.owners[replica];
        let free = state.lock.is_none() && owner.writing.is_none();
        if free {
            let open = (1..=REQUESTS).filter(|request| !state.acknowledged.contains(request));
            actions.extend(open.map(|request| Action::Decide(replica, request)));
        }
        if owner.writing.is_some() {
            actions.extend([true, false].map(|heard| Action::Commit(replica, heard)));
        }
        match owner.sending {
            None if usize::from(owner.mark) < state.rows.len() => {
                actions.push(Action::Send(replica));
            }
            None => {}
            Some(_) => actions.push(Action::Ack(replica)),
        }
        if owner.mark > state.published {
            actions.push(Action::StoreMark(replica));
        }
        let holds =
            owner.writing.is_some() || owner.sending.is_some() || owner.mark > state.published;
        if holds && state.crashes < self.bounds.crashes {
            actions.push(Action::CrashOwner(replica));
        }
    }

    fn follower_actions(&self, state: &State, replica: usize, actions: &mut Vec<Action>) {
        let follower = &state.followers[replica];
        if follower.taking.is_some() {
            actions.push(Action::Take(replica));
            if state.crashes < self.bounds.crashes {
                actions.push(Action::CrashFollower(replica));
            }
        } else if !follower.diverged {
            actions.push(Action::Ask(replica));
            let next = |message: &&Message| message.number == follower.at.number + 1;
            let waiting = state.broker.iter().filter(next);
            actions.extend(waiting.map(|message| Action::Deliver(replica, *message)));
        }
    }
}

impl Model for Protocol {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State {
            rows: Vec::new(),
            former: Vec::new(),
            next_id: 0,
            lock: None,
            owners: Default::default(),
            acknowledged: BTreeSet::new(),
            published: 0,
            broker: BTreeSet::new(),
            taken: BTreeSet::new(),
            cursor: At::default(),
            effects: Vec::new(),
            followers: Default::default(),
            crashes: 0,
            losses: 0,
            restores: 0,
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        for replica in 0..REPLICAS {
            self.owner_actions(state, replica, actions);
            self.follower_actions(state, replica, actions);
        }
        if state.losses < self.bounds.losses {
            actions.extend(state.broker.iter().map(|message| Action::Lose(*message)));
        }
        if state.restores < self.bounds.restores {
            actions.extend((0..state.rows.len()).map(Action::Restore));
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut state = last.clone();
        match action {
            Action::Decide(replica, request) => state.decide(replica, request, self.mutant),
            Action::Commit(replica, heard) => state.commit(replica, heard),
            Action::Send(replica) => state.send(replica, self.mutant),
            Action::Ack(replica) => state.ack(replica),
            Action::StoreMark(replica) => {
                state.published = state.published.max(state.owners[replica].mark);
            }
            Action::CrashOwner(replica) => state.crash_owner(replica),
            Action::Lose(message) => {
                state.broker.remove(&message);
                state.losses += 1;
            }
            Action::Deliver(replica, message) => state.deliver(replica, message, self.mutant),
            Action::Ask(replica) => state.ask(replica, self.mutant),
            Action::Take(replica) => state.take(replica, self.mutant),
            Action::CrashFollower(replica) => state.crash_follower(replica),
            Action::Restore(rows) => state.restore(rows),
        }
        (state != *last).then_some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("a request is done at most once", |_, state: &State| {
                let requests: BTreeSet<u8> = state.rows.iter().map(|row| row.request).collect();
                requests.len() == state.rows.len()
            }),
            Property::always("what was acknowledged is there", |_, state: &State| {
                state.acknowledged.iter().all(|request| state.knows(*request))
            }),
            Property::always(
                "effects are those of one history, once and in order",
                |_, state: &State| {
                    let mut histories = state.former.iter().chain([&state.rows]);
                    histories.any(|rows| rows.starts_with(&state.effects))
                },
            ),
            Property::always("the cursor stands where the effects end", |_, state: &State| {
                let last = state.effects.last().map_or(0, |row| row.id);
                (usize::from(state.cursor.number), state.cursor.hash) == (state.effects.len(), last)
            }),
            Property::always("what is marked as published was acknowledged", |_, state: &State| {
                (1..=state.published).all(|number| {
                    state.message(number).is_some_and(|message| state.taken.contains(&message))
                })
            }),
            Property::sometimes("everything is taken in", |_, state: &State| {
                state.effects.len() == usize::from(REQUESTS) && state.effects == state.rows
            }),
            Property::sometimes("a lost message is made up for", |model: &Self, state: &State| {
                model.bounds.losses == 0
                    || (state.losses > 0 && state.effects.len() == usize::from(REQUESTS))
            }),
            Property::sometimes("a restored source is found out", |model: &Self, state: &State| {
                model.bounds.restores == 0 || state.followers.iter().any(|one| one.diverged)
            }),
        ]
    }
}
