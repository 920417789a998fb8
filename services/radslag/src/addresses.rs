//! Where the services answer: all at one address, or each at its own, with replicas.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use platform::tls::{Tls, channel};
use tonic::transport::{Channel, Endpoint, Error};

use crate::cluster::scheme;

/// Where the services answer.
#[derive(Debug, Clone)]
pub struct Addresses {
    one: Option<SocketAddr>,
    each: BTreeMap<String, Vec<SocketAddr>>,
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
        Self { one: None, each, tls }
    }

    /// A channel to a service, over all its replicas; to the first of those that demand certificates.
    ///
    /// # Errors
    /// When there is no such service.
    pub fn channel(&self, service: &str) -> Result<Channel, String> {
        let (each, tls) = (self.each.get(service).into_iter().flatten(), self.tls.as_ref());
        let endpoints = each.chain(&self.one).map(|address| {
            Ok(Endpoint::from_shared(format!("{}://{address}", scheme(tls)))?.tcp_nodelay(true))
        });
        let endpoints: Result<Vec<_>, Error> = endpoints.collect();
        match endpoints.map_err(|error| error.to_string())?.as_slice() {
            [] => Err(format!("{service} has no address")),
            [only] => channel(only, tls),
            [first, ..] if tls.is_some() => channel(first, tls),
            all => Ok(Channel::balance_list(all.iter().cloned())),
        }
    }

    /// Whether all services answer at one address.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.one.is_some()
    }
}
