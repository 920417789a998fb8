//! `radslag backup` and `radslag restore`: all services, consistent with each other, in a folder.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use kernel::{Clock as _, IdGen as _};
use platform::backup::{self, FORMAT, Part};
use platform::sql::{Database, StoreError};
use platform::system::{SystemClock, SystemIds};
use serde::{Deserialize, Serialize};

use crate::cli::{Ended, Place};
use crate::{UserError, embedded, tools};

/// What the folder's parts are.
const MANIFEST: &str = "backup.json";

type Failure = Box<dyn std::error::Error>;

#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    #[command(flatten)]
    place: Place,
    /// Folder that the backup is written to; it must be absent.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// Folder of a backup.
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// Puts back only this service's part, beside what is there; may be given more than once.
    #[arg(long = "service", value_name = "SERVICE", value_parser = embedded::SERVICES)]
    services: Vec<String>,
    #[command(flatten)]
    place: Place,
}

impl RestoreArgs {
    fn wants(&self, service: &str) -> bool {
        self.services.is_empty() || self.services.iter().any(|one| one == service)
    }
}

/// The manifest.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    format: u32,
    /// Version of the program that took it.
    version: String,
    taken_at: String,
    parts: Vec<Part>,
}

fn file_of(folder: &Path, service: &str) -> PathBuf {
    folder.join(format!("{service}.jsonl"))
}

/// Takes a backup of all services, whether they run or not. It is whole when its folder has its name.
pub(crate) async fn take(args: &BackupArgs) -> Ended {
    if args.to.exists() {
        let cause = format!("{} is there already", args.to.display());
        return Err(UserError::new(cause, "name another folder with --to").into());
    }
    let mut part = args.to.clone().into_os_string();
    part.push(format!(".{}.part", SystemIds.uuid().simple()));
    let part = PathBuf::from(part);
    let taken = take_into(&part, args).await;
    if taken.is_err() {
        let _ = std::fs::remove_dir_all(&part);
    }
    taken
}

/// Into a folder of a name that nobody else has, which is given its own when it is whole.
async fn take_into(part: &Path, args: &BackupArgs) -> Ended {
    let unwritable = |error: std::io::Error| {
        UserError::new(format!("{}: {error}", part.display()), "name another folder with --to")
    };
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(part).map_err(unwritable)?;
    let opened = tools::open(&args.place).await?;
    let stores: Vec<_> =
        opened.iter().map(|(room, reader)| (room.name(), reader.clone())).collect();
    let mut parts = Vec::new();
    for ((service, _), snapshot) in stores.iter().zip(backup::together(&stores).await?) {
        let mut out = BufWriter::new(File::create(file_of(part, service))?);
        let written = snapshot.write(&mut out).await?;
        out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        println!("{service}: {} rows to position {}", written.rows, written.position);
        parts.push(written);
    }
    let taken_at = SystemClock::new().now().to_string();
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let manifest = Manifest { format: FORMAT, version, taken_at, parts };
    let mut out = File::create(part.join(MANIFEST))?;
    out.write_all(serde_json::to_string_pretty(&manifest)?.as_bytes())?;
    out.sync_all()?;
    std::fs::rename(part, &args.to)?;
    println!("{} is whole", args.to.display());
    Ok(ExitCode::SUCCESS)
}

/// Puts a backup back, and verifies what it has made. What exists is never written over.
pub(crate) async fn put_back(args: &RestoreArgs) -> Ended {
    let manifest = manifest(&args.from)?;
    let mut made = Made::default();
    match put_all(&manifest, args, &mut made).await {
        Ok(()) => {}
        Err(failure) => {
            made.undo(&args.place).await;
            return Err(failure);
        }
    }
    let verified = if args.services.is_empty() {
        tools::verify(&args.place, true).await
    } else {
        tools::verify_some(&args.place, &args.services).await
    };
    if !matches!(&verified, Ok(code) if *code == ExitCode::SUCCESS) {
        made.undo(&args.place).await;
    }
    verified
}

fn manifest(from: &Path) -> Result<Manifest, UserError> {
    let file = from.join(MANIFEST);
    let wrong = |cause: String| {
        UserError::new(format!("{}: {cause}", file.display()), "name the folder of a backup")
    };
    let text = std::fs::read_to_string(&file).map_err(|error| wrong(error.to_string()))?;
    let manifest: Manifest =
        serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    if manifest.format != FORMAT {
        return Err(wrong(format!("its format is {}, not {FORMAT}", manifest.format)));
    }
    let missing: Vec<_> = embedded::SERVICES
        .into_iter()
        .filter(|service| manifest.parts.iter().all(|part| part.service != *service))
        .collect();
    if missing.is_empty() {
        return Ok(manifest);
    }
    Err(wrong(format!("{} missing", missing.join(", "))))
}

async fn put_all(manifest: &Manifest, args: &RestoreArgs, made: &mut Made) -> Result<(), Failure> {
    for part in manifest.parts.iter().filter(|part| args.wants(&part.service)) {
        let file = file_of(&args.from, &part.service);
        let told = |error: &dyn std::error::Error| {
            let cause = format!("{}: {}", file.display(), platform::journal::chain(error));
            UserError::new(cause, "take another backup: nothing was put back")
        };
        let mut from = BufReader::new(File::open(&file).map_err(|error| told(&error))?);
        let database = made.database(&args.place, &part.service).await?;
        let restored = backup::restore(part, &mut from, &database, &SystemIds).await;
        database.close().await;
        restored.map_err(|error| told(&error))?;
        println!("{}: {} rows to position {}", part.service, part.rows, part.position);
    }
    Ok(())
}

/// What a restore has made, so that it can be taken away.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    databases: Vec<String>,
    /// Databases that were there, empty.
    filled: Vec<String>,
}

impl Made {
    /// A new store.
    async fn database(&mut self, place: &Place, service: &str) -> Result<Database, Failure> {
        if let Some(server) = &place.postgres {
            let name = tools::database_name(&place.prefix, service);
            if !Database::exists_postgres(server, &name).await? {
                let url = Database::create_postgres(server, &name).await?;
                self.databases.push(name);
                return Ok(Database::postgres(&url).await?);
            }
            // As an administrator has made it, with its owner's role and the rights of others.
            let database = Database::postgres_of_owner(server, &name).await.map_err(|error| {
                let cause = format!("{name}: {}", platform::journal::chain(&error));
                UserError::new(
                    cause,
                    "connect as an administrator, or as who may act for its owner",
                )
            })?;
            if !database.is_empty().await? {
                let cause = format!("the database {name} is there already, and not empty");
                return Err(UserError::new(cause, "name others with --prefix").into());
            }
            self.filled.push(name);
            return Ok(database);
        }
        let folder = &place.data;
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let path = embedded::store(folder, service);
        if path.exists() {
            let cause = format!("{} is there already", path.display());
            return Err(UserError::new(cause, "name another folder with --data").into());
        }
        self.files.push(path.clone());
        Ok(Database::sqlite(&path).await?)
    }

    async fn undo(&self, place: &Place) {
        for path in &self.files {
            for end in ["", "-wal", "-shm"] {
                let mut path = path.clone().into_os_string();
                path.push(end);
                let _ = std::fs::remove_file(path);
            }
        }
        for name in &self.databases {
            if let Some(server) = &place.postgres
                && let Err(error) = Database::drop_postgres(server, name).await
            {
                eprintln!("radslag: {name} was not taken away: {error}");
            }
        }
        for name in &self.filled {
            if let Some(server) = &place.postgres
                && let Err(error) = cleared(server, name).await
            {
                eprintln!("radslag: {name} was not emptied: {error}");
            }
        }
    }
}

async fn cleared(server: &str, name: &str) -> Result<(), StoreError> {
    let database = Database::postgres_of_owner(server, name).await?;
    let cleared = database.clear().await;
    database.close().await;
    cleared
}
