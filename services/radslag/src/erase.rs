//! `radslag erase`: a text leaves all stores.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use platform::Room;
use platform::erase::{self, Done, EraseError, Order, Run};
use platform::journal::{chain, somebody_runs};
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
    by: String,
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
    let order = Order {
        texts: texts(&args.texts)?,
        by: args.by.clone(),
        why: args.reason.clone(),
        basis: args.basis.clone(),
    };
    order.check().map_err(|error| UserError::new(error.to_string(), "nothing was erased"))?;
    // Only to say what is wrong with the place before anything is opened for writing.
    let opened = tools::open(&args.place).await?;
    let _lock = match &args.place.postgres {
        None => Some(embedded::lock(&args.place.data)?),
        Some(_) => {
            idle(&opened).await?;
            None
        }
    };
    // All of them first: what one store cannot be without must not leave the others.
    let mut none = true;
    for (room, _) in &opened {
        let done = one(args, room.as_ref(), &order, Run::Trial).await?;
        none &= done.rows == 0 && done.beside == 0;
        if args.dry_run {
            println!("{}", told(room.name(), &Done { position: None, ..done }));
        }
    }
    if none {
        if !args.dry_run {
            for (room, _) in &opened {
                one(args, room.as_ref(), &order, Run::Real).await?;
            }
        }
        eprintln!("radslag: no store holds these texts");
        return Ok(ExitCode::FAILURE);
    }
    if args.dry_run {
        println!("nothing was erased");
        return Ok(ExitCode::SUCCESS);
    }
    for (room, _) in &opened {
        let done = one(args, room.as_ref(), &order, Run::Real).await?;
        println!("{}", told(room.name(), &done));
    }
    println!("backups and the database's own log still hold them, for as long as they are kept");
    Ok(ExitCode::SUCCESS)
}

fn texts(file: &Path) -> Result<Vec<String>, UserError> {
    let read = if file == Path::new("-") {
        let mut all = String::new();
        std::io::stdin().read_to_string(&mut all).map(|_| all)
    } else {
        std::fs::read_to_string(file)
    };
    let read = read.map_err(|error| {
        UserError::new(format!("{}: {error}", file.display()), "name a file with --texts")
    })?;
    let lines = read.trim_start_matches('\u{feff}').lines().map(str::trim);
    Ok(lines.filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// What a running service remembers would come back.
async fn idle(opened: &[tools::Opened]) -> Result<(), Failure> {
    let looks = opened.iter().map(|(room, reader)| async move {
        somebody_runs(reader).await.map(|runs| runs.then(|| room.name()))
    });
    let running: Vec<_> =
        futures::future::try_join_all(looks).await?.into_iter().flatten().collect();
    if running.is_empty() {
        return Ok(());
    }
    let cause = format!("{} running", running.join(", "));
    Err(UserError::new(cause, "stop all services first: nothing was erased").into())
}

async fn one(args: &EraseArgs, room: &dyn Room, order: &Order, run: Run) -> Result<Done, Failure> {
    let name = room.name();
    let database = tools::writable(&args.place, name).await?;
    let clock = SystemClock::new();
    let done = erase::erase(&database, room, order, run, (&clock, &SystemIds)).await;
    database.close().await;
    done.map_err(|error| {
        let remedy = match &error {
            EraseError::Store(_) => {
                "see that the role may erase (docs/operating.md, Erasing), and run it again"
            }
            _ => "name a text that stands in a field of free text; nothing was erased",
        };
        UserError::new(format!("{name}: {}", chain(&error)), remedy).into()
    })
}

fn told(service: &str, done: &Done) -> String {
    let beside = match done.beside {
        0 => String::new(),
        some => format!(", and {some} names and notes"),
    };
    let place = done.position.map(|at| format!("; row {at} tells it")).unwrap_or_default();
    format!("{service}: {} rows, {} events{beside}{place}", done.rows, done.events.len())
}
