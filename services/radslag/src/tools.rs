//! Tools that look at stores, in a folder or on a PostgreSQL server, whether the platform runs or not.

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
use platform::sql::{Database, Reader, StoreError, in_database};
use platform::system::SystemClock;

use crate::UserError;
use crate::cli::{Ended, Place, TailArgs};
use crate::embedded;

/// Events read at once.
const PAGE: usize = 1_000;
/// How often `--follow` looks.
const LOOK: Duration = Duration::from_millis(250);

/// A service and its store, opened for looking.
pub(crate) type Opened = (Arc<dyn Room>, Reader);

type Failure = Box<dyn std::error::Error>;

pub(crate) async fn open(place: &Place) -> Result<Vec<Opened>, Failure> {
    let mut opened = Vec::new();
    for room in embedded::rooms()? {
        let (shown, reader) = match &place.postgres {
            Some(server) => postgres(server, &place.prefix, room.name()).await?,
            None => file(&place.data, room.name()).await?,
        };
        journal::head(&reader).await.map_err(|error| {
            let cause = format!("{shown}: {}", journal::chain(&error));
            UserError::new(cause, "name a place that the platform made")
        })?;
        opened.push((room, reader));
    }
    Ok(opened)
}

async fn file(folder: &Path, service: &str) -> Result<(String, Reader), Failure> {
    let path = embedded::store(folder, service);
    let shown = path.display().to_string();
    if !path.is_file() {
        let cause = format!("{shown} is missing");
        return Err(UserError::new(cause, "name the platform's folder with --data").into());
    }
    Ok((shown, Database::sqlite_read_only(&path).await?))
}

/// Name of a service's database among those with this first part.
pub(crate) fn database_name(prefix: &str, service: &str) -> String {
    format!("{prefix}_{}", service.replace('-', "_"))
}

async fn postgres(server: &str, prefix: &str, service: &str) -> Result<(String, Reader), Failure> {
    let name = database_name(prefix, service);
    let database = Database::postgres(&in_database(server, &name)).await;
    let database = database.map_err(|error| {
        let cause = format!("{name}: {}", journal::chain(&error));
        UserError::new(cause, "name the server with --postgres, and the databases with --prefix")
    })?;
    Ok((name, database.reader()))
}

/// A service's store, for a tool that changes it while no service runs.
pub(crate) async fn writable(place: &Place, service: &str) -> Result<Database, StoreError> {
    match &place.postgres {
        Some(server) => {
            let name = database_name(&place.prefix, service);
            Database::postgres(&in_database(server, &name)).await
        }
        None => Database::sqlite(&embedded::store(&place.data, service)).await,
    }
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
    let mut opened = open(&args.place).await?;
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
                Err(error) if broken(error.as_ref()) => return Ok(ExitCode::SUCCESS),
                printed => printed?,
            };
        }
        if !args.follow {
            return Ok(ExitCode::SUCCESS);
        }
        tokio::time::sleep(LOOK).await;
    }
}

fn broken(error: &(dyn std::error::Error + 'static)) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(is_broken_pipe)
}

pub(crate) fn is_broken_pipe(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::BrokenPipe
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
            if let Some(line) = Line::of_row(service, row)
                && let Some(line) = line.passing(args)?
            {
                writeln!(std::io::stdout(), "{line}")?;
            }
            at = row.event.as_ref().map_or(at, |event| event.sequence);
        }
    }
}

/// An event as it is printed, wherever it comes from.
pub(crate) struct Line<'l> {
    service: &'l str,
    sequence: u64,
    time: kernel::Timestamp,
    event_type: &'l str,
    stream: &'l str,
    depth: u64,
    event: &'l [u8],
    /// Who acted, and by which mandate. Only the owner's store tells.
    by: Option<(&'l str, Option<&'l str>)>,
}

impl<'l> Line<'l> {
    fn of_row(service: &'l str, row: &'l JournalRow) -> Option<Self> {
        let event = row.event.as_ref()?;
        Some(Self {
            service,
            sequence: event.sequence,
            time: kernel::Timestamp::from_micros(row.occurred_at),
            event_type: &event.event_type,
            stream: &row.stream,
            depth: row.depth,
            event: event.event.as_bytes(),
            by: Some((&row.actor, row.mandate.as_deref())),
        })
    }

    pub(crate) fn of(service: &'l str, event: &'l proto::journal::v1::Event) -> Self {
        let at = event.occurred_at.unwrap_or_default();
        let micros = at.seconds * 1_000_000 + i64::from(at.nanos) / 1_000;
        Self {
            service,
            sequence: event.sequence,
            time: kernel::Timestamp::from_micros(micros),
            event_type: &event.event_type,
            stream: &event.stream,
            depth: event.depth,
            event: &event.event,
            by: None,
        }
    }

    /// One line of JSON, if it passes the filters.
    pub(crate) fn passing(&self, args: &TailArgs) -> Result<Option<String>, serde_json::Error> {
        let text = String::from_utf8_lossy(self.event);
        let of_type = args.event_type.as_ref().is_none_or(|one| self.event_type.contains(one));
        let about = args.about.as_ref();
        let about = about.is_none_or(|one| self.stream.contains(one) || text.contains(one));
        if !(of_type && about) {
            return Ok(None);
        }
        let mut line = serde_json::json!({
            "service": self.service,
            "sequence": self.sequence,
            "time": self.time.to_string(),
            "type": self.event_type,
            "stream": self.stream,
            "depth": self.depth,
            "event": serde_json::from_str::<serde_json::Value>(&text)?,
        });
        if let (Some((actor, mandate)), Some(line)) = (self.by, line.as_object_mut()) {
            line.insert("actor".to_owned(), actor.into());
            line.insert("mandate".to_owned(), mandate.into());
        }
        Ok(Some(line.to_string()))
    }
}

pub(crate) async fn verify(place: &Place, against: bool) -> Ended {
    let opened = open(place).await?;
    let mut sound = true;
    for one in &opened {
        sound &= whole(one).await?;
    }
    if against {
        sound &= witnesses(&opened).await?;
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Verifies some services' journals, and says which of their events others have taken in that they do not
/// hold.
pub(crate) async fn verify_some(place: &Place, services: &[String]) -> Ended {
    let opened = open(place).await?;
    let named = |room: &Arc<dyn Room>| services.iter().any(|one| one == room.name());
    for one in opened.iter().filter(|(room, _)| named(room)) {
        if !whole(one).await? {
            return Ok(ExitCode::FAILURE);
        }
        lost(one, &opened).await?;
    }
    witnesses(&opened).await?;
    Ok(ExitCode::SUCCESS)
}

/// Which events of a source its followers have taken in though it does not hold them.
async fn lost((room, source): &Opened, opened: &[Opened]) -> Result<(), Failure> {
    let (name, last) = (room.name(), journal::head(source).await?.sequence);
    for (follower, reader) in opened.iter().filter(|(one, _)| one.name() != name) {
        let cursors = journal::cursors(reader).await?.into_values();
        for cursor in cursors.filter(|one| one.source == name && one.sequence > last) {
            let (from, to, by) = (last + 1, cursor.sequence, follower.name());
            println!("{by} has taken in events {from} to {to} of {name}, which are lost");
            println!("  do: radslag follow reset {by} {name} --to {last} --reason …");
        }
    }
    Ok(())
}

/// Whether a journal is whole and its states are what its facts make.
async fn whole((room, reader): &Opened) -> Result<bool, Failure> {
    let name = room.name();
    let found = audit::verify(reader).await?;
    if let Some((position, what)) = found.first_bad {
        println!("{name}: row {position}: {what}");
        return Ok(false);
    }
    let wrong = audit::states(reader, &journal::Kinds::of(room.as_ref())).await?;
    if let Some(stream) = wrong.first() {
        println!("{name}: the state of {stream} is not what its facts make ({} such)", wrong.len());
        return Ok(false);
    }
    let erased = match found.erased {
        0 => String::new(),
        some => format!(" ({some} erased)"),
    };
    println!(
        "{name}: {} rows{erased} and {} events are whole; every state is what its facts make",
        found.rows, found.events
    );
    Ok(true)
}

/// Whether what followers have taken in is what their sources hold: a journal that was replaced by
/// another sound one is found so.
async fn witnesses(opened: &[Opened]) -> Result<bool, Failure> {
    let mut agree = true;
    for (follower, reader) in opened {
        for cursor in journal::cursors(reader).await?.into_values() {
            let source = opened.iter().find(|(room, _)| room.name() == cursor.source);
            let Some((room, source)) = source else { continue };
            let own = room.name() == follower.name();
            if let Some(what) = audit::against(source, &cursor, own).await? {
                agree = false;
                println!("{} as {} has followed it: {what}", room.name(), follower.name());
            }
        }
    }
    if agree {
        println!("every follower has taken in what its source holds");
    }
    Ok(agree)
}

pub(crate) async fn parked(place: &Place) -> Ended {
    let mut none = true;
    for (room, reader) in open(place).await? {
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
