//! Tools that look at the stores of a data folder, whether the platform runs or not.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Office, PersonId};
use model::Model;
use platform::Room;
use platform::auth::DevelopmentKey;
use platform::journal::{self, JournalRow, audit};
use platform::sql::{Database, Reader};
use platform::system::SystemClock;

use crate::UserError;
use crate::cli::{Ended, TailArgs};
use crate::embedded;

/// Events read at once.
const PAGE: usize = 1_000;
/// How often `--follow` looks.
const LOOK: Duration = Duration::from_millis(250);

/// A service and its store, opened for looking.
type Opened = (Arc<dyn Room>, Reader);

async fn open(folder: &Path) -> Result<Vec<Opened>, Box<dyn std::error::Error>> {
    let mut opened = Vec::new();
    for room in embedded::rooms()? {
        let path = embedded::store(folder, room.name());
        if !path.is_file() {
            let cause = format!("{} is missing", path.display());
            return Err(UserError::new(cause, "name the platform's folder with --data").into());
        }
        let reader = Database::sqlite_read_only(&path).await?;
        journal::head(&reader).await.map_err(|error| {
            let cause = format!("{}: {}", path.display(), journal::chain(&error));
            UserError::new(cause, "name a folder that the platform made with --data")
        })?;
        opened.push((room, reader));
    }
    Ok(opened)
}

pub(crate) fn token(
    folder: &Path,
    sub: &PersonId,
    name: Option<&str>,
    offices: &[Office],
    minutes: i64,
) -> Ended {
    let missing = |cause: String| UserError::new(cause, "start the platform on this folder first");
    if !folder.join(platform::auth::KEY_FILE).is_file() {
        return Err(missing(format!("{} holds no development key", folder.display())).into());
    }
    let key = DevelopmentKey::of_folder(folder).map_err(|error| missing(error.to_string()))?;
    println!("{}", key.token(sub.as_str(), name, offices, &SystemClock::new(), minutes * 60)?);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn tail(args: &TailArgs) -> Ended {
    let mut opened = open(&args.data).await?;
    if let Some(service) = &args.service {
        opened.retain(|(room, _)| room.name() == service);
        if opened.is_empty() {
            let cause = format!("there is no service {service}");
            let remedy = format!("choose one of {}", embedded::SERVICES.join(", "));
            return Err(UserError::new(cause, remedy).into());
        }
    }
    let mut printed = vec![0_u64; opened.len()];
    loop {
        for ((room, reader), at) in opened.iter().zip(&mut printed) {
            *at = match print_from(room.name(), reader, *at, args).await {
                // Who reads has seen enough: `events tail | head`.
                Err(error) if is_broken_pipe(error.as_ref()) => return Ok(ExitCode::SUCCESS),
                printed => printed?,
            };
        }
        if !args.follow {
            return Ok(ExitCode::SUCCESS);
        }
        tokio::time::sleep(LOOK).await;
    }
}

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let error = error.downcast_ref::<std::io::Error>();
    error.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

async fn print_from(
    service: &str,
    reader: &Reader,
    mut at: u64,
    args: &TailArgs,
) -> Result<u64, Box<dyn std::error::Error>> {
    loop {
        let rows = journal::events_after(reader, at, PAGE).await?;
        if rows.is_empty() {
            return Ok(at);
        }
        for row in &rows {
            if let Some(line) = event_line(service, row, args)? {
                writeln!(std::io::stdout(), "{line}")?;
            }
            at = row.event.as_ref().map_or(at, |event| event.sequence);
        }
    }
}

/// The event as one line of JSON, if it passes the filters.
fn event_line(
    service: &str,
    row: &JournalRow,
    args: &TailArgs,
) -> Result<Option<String>, serde_json::Error> {
    let Some(event) = &row.event else { return Ok(None) };
    let of_type = args.event_type.as_ref().is_none_or(|text| event.event_type.contains(text));
    let about = args
        .about
        .as_ref()
        .is_none_or(|text| row.stream.contains(text) || event.event.contains(text));
    if !(of_type && about) {
        return Ok(None);
    }
    let line = serde_json::json!({
        "service": service,
        "sequence": event.sequence,
        "time": kernel::Timestamp::from_micros(row.occurred_at).to_string(),
        "type": event.event_type,
        "stream": row.stream,
        "actor": row.actor,
        "mandate": row.mandate,
        "depth": row.depth,
        "event": serde_json::from_str::<serde_json::Value>(&event.event)?,
    });
    Ok(Some(line.to_string()))
}

pub(crate) async fn verify(folder: &Path) -> Ended {
    let mut sound = true;
    for (room, reader) in open(folder).await? {
        let name = room.name();
        let found = audit::verify(&reader).await?;
        if let Some((position, what)) = found.first_bad {
            sound = false;
            println!("{name}: row {position}: {what}");
            continue;
        }
        let wrong = audit::states(&reader, &journal::Kinds::of(room.as_ref())).await?;
        if let Some(stream) = wrong.first() {
            sound = false;
            println!(
                "{name}: the state of {stream} is not what its facts make ({} such)",
                wrong.len()
            );
            continue;
        }
        println!(
            "{name}: {} rows and {} events are whole; every state is what its facts make",
            found.rows, found.events
        );
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(crate) async fn parked(folder: &Path) -> Ended {
    let mut none = true;
    for (room, reader) in open(folder).await? {
        for one in journal::parked(&reader).await? {
            none = false;
            println!(
                "{} parked {}:{} ({}): {}: {}",
                room.name(),
                one.source,
                one.sequence,
                one.stream,
                one.reason,
                one.detail
            );
        }
    }
    if none {
        println!("nothing is parked");
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn check_model(file: &Path) -> Ended {
    let shown = file.display();
    let text = std::fs::read_to_string(file).map_err(|error| {
        UserError::new(format!("{shown}: {error}"), "name a model definition that can be read")
    })?;
    match Model::parse(&text) {
        Ok(model) => {
            println!("{shown}: {} is sound: {}", model.version, model.name);
            Ok(ExitCode::SUCCESS)
        }
        Err(errors) => {
            for error in errors.iter() {
                eprintln!("{shown}: {error}");
            }
            Ok(ExitCode::from(2))
        }
    }
}
