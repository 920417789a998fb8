//! What a service needs of others: certificates, the broker, identity, the services that it follows.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::Looking;
use crate::auth::KeySource;
use crate::follow::SourceError;
use crate::grpc::Peer;
use crate::journal;
use crate::nats::{Nats, Standing};
use crate::process;
use crate::tls::Tls;

/// How long somebody may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// A certificate that ends so soon has to be renewed.
const SOON: i64 = 14 * 24 * 60 * 60;
/// More events than this behind is more than a moment's delay.
const BEHIND: u64 = 100;

impl Looking<'_> {
    pub(super) fn certificates(&mut self) {
        let Some(config) = &self.config.tls else { return };
        let tls = match Tls::load(config) {
            Ok(tls) => tls,
            Err(what) => {
                let remedy = "see to the files that the message names; they are PEM";
                self.grave("CERTIFICATE_UNUSABLE", what, remedy);
                return;
            }
        };
        let left = tls.until() - self.clock.now().as_micros() / 1_000_000;
        let remedy = "renew it: the files are read anew while the service runs";
        if left < 0 {
            let what = format!("tls.certificate_file ended {} hours ago", -left / 3_600);
            self.grave("CERTIFICATE_ENDED", what, remedy);
        } else if left < SOON {
            let what = format!("tls.certificate_file ends in {} hours", left / 3_600);
            self.light("CERTIFICATE_ENDS", what, remedy);
        }
        self.tls = Some(tls);
    }

    pub(super) async fn broker(&mut self) {
        let Some(config) = self.config.nats.clone() else {
            let remedy = "name a broker in nats.url; without one each step takes up to a quarter of a second more";
            self.light("NO_BROKER", "no broker is configured", remedy);
            return;
        };
        let nats = match timeout(PATIENCE, Nats::connect(&config, "radslag-doctor")).await {
            Ok(Ok(nats)) => nats,
            Ok(Err(error)) => {
                let remedy = "run NATS 2.10.23 or newer, and see that the files of nats are there";
                self.grave("BROKER_UNUSABLE", error.to_string(), remedy);
                return;
            }
            Err(_) => return self.no_broker(&config.shown()),
        };
        if !nats.connected() {
            return self.no_broker(&config.shown());
        }
        let Some(reader) = self.store.clone() else { return };
        let Ok(head) = journal::head(&reader).await else { return };
        let standing = timeout(PATIENCE, nats.standing(self.service())).await;
        let remedy = "see that the service runs and holds the lease `publish`: it makes and fills its stream";
        match standing {
            Ok(Ok(Standing { journal, .. })) if journal.as_deref() != Some(&head.journal_id) => {
                let what = "the stream holds events of another journal, from before a restore";
                self.light("STREAM_OF_ANOTHER", what, remedy);
            }
            Ok(Ok(Standing { messages: 0, .. })) if head.sequence > 0 => {
                let remedy = "nothing: followers read from the service itself, and new events come by the broker again";
                self.light("STREAM_EMPTY", "the stream holds nothing", remedy);
            }
            Ok(Ok(_)) => {}
            Ok(Err(what)) => {
                let remedy = "see that the service runs and holds the lease `publish`, and that the broker has `nats.max_bytes` left: the service logs `publishing waits` with what the broker says";
                self.light("NO_STREAM", what, remedy);
            }
            Err(_) => self.no_broker(&config.shown()),
        }
    }

    fn no_broker(&mut self, shown: &str) {
        let remedy =
            "bring it back: nothing is lost, each step takes up to a quarter of a second more";
        self.light("BROKER_UNREACHABLE", format!("{shown} does not answer"), remedy);
    }

    /// Whether keys can be had, and whether the service can say who it is.
    pub(super) async fn identity(&mut self) {
        for issuer in &self.config.identity.issuers {
            let found = match KeySource::of(issuer) {
                Ok(source) => source.keys().await.map(drop),
                Err(what) => Err(what),
            };
            if let Err(what) = found {
                let what = format!("{}: {what}", issuer.issuer);
                let remedy = "see that the issuer can be reached and publishes its keys";
                self.grave("KEYS_UNREADABLE", what, remedy);
            }
        }
    }

    pub(super) async fn peers(&mut self) {
        let made = process::identity(&self.config.identity, self.service(), &self.clock);
        let own = match made {
            Ok((identity, own)) => {
                let remedy = "see that identity.token_file is there and not out of date, and that its issuer is among identity.issuers";
                match own.token().await {
                    Err(what) => {
                        self.grave("TOKEN_UNUSABLE", what, remedy);
                        return;
                    }
                    Ok(token) => {
                        if let Err(error) = identity.check(&token, self.clock.as_ref()).await {
                            self.grave("TOKEN_UNUSABLE", error.to_string(), remedy);
                        }
                    }
                }
                own
            }
            Err(what) => {
                self.grave("TOKEN_UNUSABLE", what, "see identity in the configuration");
                return;
            }
        };
        let cursors = match &self.store {
            Some(reader) => journal::cursors(reader).await.unwrap_or_default(),
            None => Default::default(),
        };
        for one in self.room.follows() {
            let Some(address) = self.config.peers.get(one.source) else {
                let what = format!("peers.{} is missing: the service follows it", one.source);
                self.grave("PEER_MISSING", what, "name its address");
                continue;
            };
            let peer = Peer::new(one.source, address, Arc::clone(&own), self.tls.as_ref());
            let peer = match peer {
                Ok(peer) => peer,
                Err(what) => {
                    self.grave("PEER_MISSING", what, "correct its address");
                    continue;
                }
            };
            let at = cursors.get(one.source);
            let (sequence, hash) = at.map_or((0, ""), |at| (at.sequence, at.hash.as_str()));
            let name = one.source;
            match timeout(PATIENCE, peer.holds(sequence, hash)).await {
                Ok(Ok(end)) if end.saturating_sub(sequence) > BEHIND => {
                    let what = format!("{name} is {} events ahead", end - sequence);
                    let remedy =
                        "see its log for `following waits`; after a long pause it only takes time";
                    self.light("BEHIND", what, remedy);
                }
                Ok(Ok(_)) => {}
                Ok(Err(SourceError::Diverged(what))) => {
                    let remedy = "`radslag audit verify --against`, then `radslag follow reset`";
                    self.grave("DIVERGED", format!("{name}: {what}"), remedy);
                }
                Ok(Err(SourceError::Unavailable(what))) => {
                    let remedy = "see that it runs, and that its address, certificates and this service's token are right";
                    self.light("PEER_UNREACHABLE", format!("{name}: {what}"), remedy);
                }
                Err(_) => {
                    let remedy = "see that it runs and can be reached";
                    self.light("PEER_UNREACHABLE", format!("{name} does not answer"), remedy);
                }
            }
        }
    }
}
