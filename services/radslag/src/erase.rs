//! `radslag erase`: a text leaves all stores.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use kernel::PersonId;
use model::Models;
use platform::Room;
use platform::erase::{self, Done, EraseError, Needed, Order, Run};
use platform::journal::{LeaseRow, at_rest, chain};
use platform::sql::StoreError;
use platform::system::{SystemClock, SystemIds};

use crate::cli::{Ended, Place};
use crate::{UserError, embedded, tools};

type Failure = Box<dyn std::error::Error>;

#[derive(Debug, Args)]
pub(crate) struct EraseArgs {
    /// File with the texts, each a line, as they stand in a field; `-` for standard input. A text on the command
    /// line would stay in the shell's history.
    #[arg(long = "texts", value_name = "FILE")]
    texts: PathBuf,
    /// Who has it done: the subject of an operator.
    #[arg(long, value_name = "SUBJECT")]
    by: PersonId,
    /// Why. It stands in the journals for ever.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Legal basis.
    #[arg(long, value_name = "TEXT")]
    basis: String,
    /// Only says how much it would be.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    place: Place,
}

/// Erases in every store, each whole or not at all. Run again, it goes on where it was stopped.
pub(crate) async fn erase(args: &EraseArgs) -> Ended {
    let (lines, texts): (Vec<_>, Vec<_>) = texts(&args.texts)?.into_iter().unzip();
    let order = Order {
        texts,
        by: args.by.to_string(),
        why: args.reason.clone(),
        basis: args.basis.clone(),
        keys: Models::shipped()?.iter().flat_map(|one| one.keys()).map(str::to_owned).collect(),
    };
    order.check().map_err(|error| UserError::new(error.to_string(), "nothing was erased"))?;
    // Only to say what is wrong with the place before anything is opened for writing.
    let opened = tools::open(&args.place).await?;
    let (_lock, resting) = match &args.place.postgres {
        None => (Some(embedded::lock(&args.place.data)?), vec![None; opened.len()]),
        Some(_) => (None, idle(&opened).await?),
    };
    // All of them first: what one store cannot be without must not leave the others.
    let (mut found, mut needed) = (BTreeSet::new(), Vec::new());
    for ((room, _), resting) in opened.iter().zip(&resting) {
        let tried = one(args, room.as_ref(), &order, Run::Trial, resting.as_deref()).await;
        let mut done = match tried {
            Err(EraseError::Needed(places)) => {
                needed.extend(places.iter().map(|place| refused(room.name(), place, &lines)));
                continue;
            }
            tried => tried.map_err(|error| failed(room.name(), &error, "nothing was erased"))?,
        };
        found.append(&mut done.found);
        if args.dry_run {
            // What was undone has no row that tells it.
            println!("{}", told(room.name(), &Done { position: None, ..done }));
        }
    }
    if !needed.is_empty() {
        let remedy = "name more of the sentence; nothing was erased";
        return Err(UserError::new(needed.join("; "), remedy).into());
    }
    if args.dry_run {
        println!("nothing was erased");
    } else {
        let mut before = Vec::new();
        for ((room, _), resting) in opened.iter().zip(&resting) {
            let done = one(args, room.as_ref(), &order, Run::Real, resting.as_deref()).await;
            let done = done.map_err(|error| {
                let so_far = format!("erased so far: {}; run it again", before.join(", "));
                failed(
                    room.name(),
                    &error,
                    if before.is_empty() { "nothing was erased" } else { &so_far },
                )
            })?;
            before.push(room.name());
            if !found.is_empty() {
                println!("{}", told(room.name(), &done));
            }
        }
        if !found.is_empty() {
            println!(
                "backups and the database's own log still hold them, for as long as they are kept"
            );
        }
    }
    Ok(missed(&lines, &found))
}

/// Says by line which texts no store holds: a typing error, or an earlier run took them. The texts themselves are
/// not repeated, where a log would keep them.
fn missed(lines: &[usize], found: &BTreeSet<usize>) -> ExitCode {
    let numbered = lines.iter().enumerate().filter(|(number, _)| !found.contains(number));
    let missed: Vec<_> = numbered.map(|(_, line)| line.to_string()).collect();
    if missed.is_empty() {
        return ExitCode::SUCCESS;
    }
    let missed = missed.join(", ");
    eprintln!(
        "radslag: no store holds the text of line {missed}: mistyped, or erased by an earlier run"
    );
    ExitCode::FAILURE
}

/// A place that cannot be without a text, told by the lines of the file.
fn refused(service: &str, place: &Needed, lines: &[usize]) -> String {
    let lines = place.texts.iter().filter_map(|text| lines.get(*text));
    let lines: Vec<_> = lines.map(ToString::to_string).collect();
    let row = place.position.map(|at| format!(", row {at}")).unwrap_or_default();
    format!("line {}: {service}{row}: {}", lines.join(" or "), place.why)
}

fn failed(service: &str, error: &EraseError, state: &str) -> UserError {
    let what = match error {
        EraseError::Busy => "stop all services first".to_owned(),
        EraseError::Store(StoreError::Unusable(_)) => "run it again".to_owned(),
        EraseError::Store(_) => {
            "see that the role may erase (docs/operating.md, Erasing)".to_owned()
        }
        EraseError::Refused(_) | EraseError::Needed(_) => "name other texts".to_owned(),
    };
    UserError::new(format!("{service}: {}", chain(error)), format!("{what}: {state}"))
}

/// The texts of a file, each with the number of its line.
fn texts(file: &Path) -> Result<Vec<(usize, String)>, UserError> {
    let read = if file == Path::new("-") {
        let mut all = String::new();
        std::io::stdin().read_to_string(&mut all).map(|_| all)
    } else {
        std::fs::read_to_string(file)
    };
    let read = read.map_err(|error| {
        UserError::new(format!("{}: {error}", file.display()), "name a file with --texts")
    })?;
    let lines = read.trim_start_matches('\u{feff}').lines().map(str::trim).zip(1..);
    let texts = lines.filter(|(text, _)| !text.is_empty());
    Ok(texts.map(|(text, line)| (line, text.to_owned())).collect())
}

/// The leases of each store. What a running service remembers would come back.
async fn idle(opened: &[tools::Opened]) -> Result<Vec<Option<Vec<LeaseRow>>>, Failure> {
    let resting =
        futures::future::try_join_all(opened.iter().map(|(_, reader)| at_rest(reader))).await?;
    let numbered = opened.iter().zip(&resting).filter(|(_, leases)| leases.is_none());
    let running: Vec<_> = numbered.map(|((room, _), _)| room.name()).collect();
    if running.is_empty() {
        return Ok(resting);
    }
    let cause = format!("{} running", running.join(", "));
    Err(UserError::new(cause, "stop all services first: nothing was erased").into())
}

async fn one(
    args: &EraseArgs,
    room: &dyn Room,
    order: &Order,
    run: Run,
    resting: Option<&[LeaseRow]>,
) -> Result<Done, EraseError> {
    let database = tools::writable(&args.place, room.name()).await?;
    let clock = SystemClock::new();
    let done = erase::erase(&database, room, order, run, resting, (&clock, &SystemIds)).await;
    database.close().await;
    done
}

fn told(service: &str, done: &Done) -> String {
    let beside = match done.beside {
        0 => String::new(),
        some => format!(", and {some} names and notes"),
    };
    let place = done.position.map(|at| format!("; row {at} tells it")).unwrap_or_default();
    format!("{service}: {} rows, {} events{beside}{place}", done.rows, done.events.len())
}
