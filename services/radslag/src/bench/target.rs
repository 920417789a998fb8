//! What is measured: the embedded platform on SQLite, or intake alone on PostgreSQL.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use kernel::{IdGen as _, Office};
use model::Models;
use platform::auth::DevelopmentKey;
use platform::config::Config;
use platform::sql::Database;
use platform::system::{SystemClock, SystemIds};
use proto::intake::v1 as api;
use proto::intake::v1::intake_service_client::IntakeServiceClient;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::transport::{Channel, Endpoint};

use super::Failure;
use super::alone::Alone;
use crate::embedded::Platform;

/// Seconds that a token is good for: longer than the longest measurement.
const TOKEN_SECONDS: i64 = 7 * 86_400;
/// Any free port.
const LISTEN: ([u8; 4], u16) = ([127, 0, 0, 1], 0);

/// A service that serves, with an administration that initiatives can be proposed to.
pub(super) struct Target {
    address: SocketAddr,
    key: DevelopmentKey,
    administration: String,
    need: String,
    running: Running,
}

enum Running {
    Embedded(Box<Platform>),
    Alone(Box<Alone>),
}

/// A person with a connection of their own.
pub(super) struct Caller {
    client: IntakeServiceClient<Channel>,
    authorization: MetadataValue<Ascii>,
    administration: String,
    need: String,
}

impl Target {
    /// All services on SQLite in `folder`.
    pub(super) async fn embedded(folder: &Path, words: u16) -> Result<Self, Failure> {
        let config = Config { data: folder.to_owned(), listen: LISTEN.into(), ..Config::default() };
        let platform = Platform::start(&config, Arc::new(SystemClock::new())).await?;
        let (address, key) = (platform.address(), platform.key().clone());
        Self::registered(address, key, need(words), Running::Embedded(Box::new(platform))).await
    }

    /// Intake on an empty PostgreSQL database; its key in `folder`.
    pub(super) async fn postgres(url: &str, folder: &Path, words: u16) -> Result<Self, Failure> {
        let database = Database::postgres(url).await?;
        Self::alone(database, folder, words).await
    }

    /// Intake on an empty database.
    pub(super) async fn alone(
        database: Database,
        folder: &Path,
        words: u16,
    ) -> Result<Self, Failure> {
        let service = intake::service(&Arc::new(Models::shipped()?));
        let alone = Alone::start(service, database, folder).await?;
        let (address, key) = (alone.address, alone.key.clone());
        Self::registered(address, key, need(words), Running::Alone(Box::new(alone))).await
    }

    async fn registered(
        address: SocketAddr,
        key: DevelopmentKey,
        need: String,
        running: Running,
    ) -> Result<Self, Failure> {
        let mut target = Self { address, key, administration: String::new(), need, running };
        let mut registrar = target.caller("registrar", &[Office::Registrar]).await?;
        target.administration = registrar.register().await?;
        Ok(target)
    }

    /// Somebody new, connected.
    pub(super) async fn caller(&self, sub: &str, offices: &[Office]) -> Result<Caller, Failure> {
        let token = self.key.token(sub, None, offices, &SystemClock::new(), TOKEN_SECONDS)?;
        let endpoint = Endpoint::from_shared(format!("http://{}", self.address))?;
        let channel = endpoint.tcp_nodelay(true).connect().await?;
        Ok(Caller {
            client: IntakeServiceClient::new(channel),
            authorization: format!("Bearer {token}").parse()?,
            administration: self.administration.clone(),
            need: self.need.clone(),
        })
    }

    pub(super) async fn stop(self) -> Result<(), Failure> {
        match self.running {
            Running::Embedded(platform) => platform.stop().await?,
            Running::Alone(alone) => alone.stop().await,
        }
        Ok(())
    }
}

impl Caller {
    fn request<T>(&self, message: T) -> tonic::Request<T> {
        let mut request = tonic::Request::new(message);
        request.metadata_mut().insert("authorization", self.authorization.clone());
        request
    }

    async fn register(&mut self) -> Result<String, tonic::Status> {
        let request = self.request(api::RegisterAdministrationRequest {
            request_id: SystemIds.uuid().to_string(),
            name: "Kulturförvaltningen".to_owned(),
            code: "KUL".to_owned(),
        });
        Ok(self.client.register_administration(request).await?.into_inner().administration)
    }

    /// Proposes an initiative: one command, one row of the journal.
    pub(super) async fn propose(&mut self) -> Result<(), tonic::Status> {
        let request = self.request(api::ProposeInitiativeRequest {
            request_id: SystemIds.uuid().to_string(),
            administration: self.administration.clone(),
            reference: String::new(),
            title: "Bokning av lokaler".to_owned(),
            need: self.need.clone(),
        });
        self.client.propose_initiative(request).await.map(drop)
    }
}

/// Text that makes a row of the journal of about 600 bytes.
const NEED: &str = "Föreningar bokar lokaler per telefon och handläggarna för in bokningarna \
                    manuellt i två system så att dubbelbokningar upptäcks först på plats medan \
                    statistiken över hur lokalerna används saknas";

/// The text as so many words for the search: what is left is one word, so the length stays.
pub(super) fn need(words: u16) -> String {
    let apart = usize::from(words).saturating_sub(1);
    let mut need = String::with_capacity(NEED.len());
    for (at, word) in NEED.split(' ').enumerate() {
        if at > 0 && at <= apart {
            need.push(' ');
        }
        need.push_str(word);
    }
    need
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_has_as_many_words_as_asked_for() {
        for words in [1, 2, 28] {
            assert_eq!(need(words).split(' ').count(), usize::from(words));
        }
        assert_eq!(need(28), NEED);
    }
}
