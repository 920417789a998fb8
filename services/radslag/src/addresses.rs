//! Where the services answer: all at one address, or each at its own, with replicas.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use platform::tls::{Tls, channel};
use tonic::transport::{Channel, Endpoint, Error};

use crate::cluster::scheme;

/// A service that does not answer for so long is connected to anew: one whose machine is gone says nothing.
const GONE: Duration = Duration::from_secs(2);

/// A caller's end of a connection.
fn endpoint(address: String) -> Result<Endpoint, Error> {
    let endpoint = Endpoint::from_shared(address)?.tcp_nodelay(true).connect_timeout(GONE);
    Ok(endpoint.http2_keep_alive_interval(GONE).keep_alive_timeout(GONE))
}

/// Where the services answer.
#[derive(Debug, Clone)]
pub struct Addresses {
    one: Option<SocketAddr>,
    /// With scheme.
    each: BTreeMap<String, Vec<String>>,
    tls: Option<Tls>,
}

impl From<SocketAddr> for Addresses {
    fn from(one: SocketAddr) -> Self {
        Self { one: Some(one), each: BTreeMap::new(), tls: None }
    }
}

impl Addresses {
    /// Each service at its own, one for each replica, which demand certificates where there are any.
    #[must_use]
    pub fn of(each: BTreeMap<String, Vec<SocketAddr>>, tls: Option<Tls>) -> Self {
        let scheme = scheme(tls.as_ref());
        let with_scheme = |one: &SocketAddr| format!("{scheme}://{one}");
        let each = each.into_iter();
        let each = each.map(|(name, all)| (name, all.iter().map(with_scheme).collect()));
        Self::named(each.collect(), tls)
    }

    /// Each service at its own, such as `http://intake:50051`; `https://` needs certificates.
    #[must_use]
    pub fn named(each: BTreeMap<String, Vec<String>>, tls: Option<Tls>) -> Self {
        Self { one: None, each, tls }
    }

    /// A channel to a service, over all its replicas; to the first of those that demand certificates.
    ///
    /// # Errors
    /// When there is no such service, or certificates are missing.
    pub fn channel(&self, service: &str) -> Result<Channel, String> {
        let each = self.each.get(service).into_iter().flatten().cloned();
        let one = self.one.map(|one| format!("http://{one}"));
        let endpoints: Result<Vec<_>, Error> = each.chain(one).map(endpoint).collect();
        match endpoints.map_err(|error| error.to_string())?.as_slice() {
            [] => Err(format!("{service} has no address")),
            [only] => channel(only, self.tls.as_ref()),
            [first, ..] if self.tls.is_some() => channel(first, self.tls.as_ref()),
            all => Ok(Channel::balance_list(all.iter().cloned())),
        }
    }

    /// Whether all services answer at one address.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.one.is_some()
    }
}
