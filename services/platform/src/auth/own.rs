//! How a service says who it is when it calls another one.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use kernel::{Clock, Office};
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::DevelopmentKey;
use crate::grpc::OwnToken;

/// Seconds that a development token is good for.
const SECONDS: i64 = 600;
/// A token is kept for so long, then made or read anew: files are rotated under a running service.
const KEPT: Duration = Duration::from_secs(60);

/// A token and when it was had.
type Kept = Mutex<Option<(String, Instant)>>;

async fn kept(
    kept: &Kept,
    make: impl AsyncFnOnce() -> Result<String, String>,
) -> Result<String, String> {
    let mut kept = kept.lock().await;
    if let Some((token, at)) = &*kept
        && at.elapsed() < KEPT
    {
        return Ok(token.clone());
    }
    let token = make().await?;
    *kept = Some((token.clone(), Instant::now()));
    Ok(token)
}

/// Signed with the development key.
pub struct DevelopmentToken {
    key: DevelopmentKey,
    sub: String,
    clock: Arc<dyn Clock>,
    kept: Kept,
}

impl DevelopmentToken {
    /// For a service.
    #[must_use]
    pub fn new(key: DevelopmentKey, service: &str, clock: Arc<dyn Clock>) -> Self {
        Self { key, sub: format!("service-{service}"), clock, kept: Mutex::default() }
    }
}

#[async_trait]
impl OwnToken for DevelopmentToken {
    async fn token(&self) -> Result<String, String> {
        let make = async || {
            let offices = [Office::Service];
            let token = self.key.token(&self.sub, None, &offices, self.clock.as_ref(), SECONDS);
            token.map_err(|error| error.to_string())
        };
        kept(&self.kept, make).await
    }
}

/// Out of a file, such as a projected token of a service account.
pub struct FileToken {
    path: PathBuf,
    kept: Kept,
}

impl FileToken {
    /// Out of this file.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self { path, kept: Mutex::default() }
    }
}

#[async_trait]
impl OwnToken for FileToken {
    async fn token(&self) -> Result<String, String> {
        let make = async || {
            let text = tokio::fs::read_to_string(&self.path).await;
            let text = text.map_err(|error| format!("{}: {error}", self.path.display()))?;
            Ok(text.trim().to_owned())
        };
        kept(&self.kept, make).await
    }
}
