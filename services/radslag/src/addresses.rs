//! Where the services answer: all at one address, or each at its own, with replicas.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use tonic::transport::{Channel, Endpoint, Error};

/// Where the services answer.
#[derive(Debug, Clone)]
pub struct Addresses {
    one: Option<SocketAddr>,
    /// With scheme.
    each: BTreeMap<String, Vec<String>>,
}

impl From<SocketAddr> for Addresses {
    fn from(one: SocketAddr) -> Self {
        Self { one: Some(one), each: BTreeMap::new() }
    }
}

impl Addresses {
    /// Each service at its own, one for each replica.
    #[must_use]
    pub fn of(each: BTreeMap<String, Vec<SocketAddr>>) -> Self {
        let with_scheme = |one: &SocketAddr| format!("http://{one}");
        let each = each.into_iter();
        let each = each.map(|(name, all)| (name, all.iter().map(with_scheme).collect()));
        Self { one: None, each: each.collect() }
    }

    /// Each service at its own, such as `http://intake:50051`.
    #[must_use]
    pub fn named(each: BTreeMap<String, Vec<String>>) -> Self {
        Self { one: None, each }
    }

    /// A channel to a service, over all its replicas.
    ///
    /// # Errors
    /// When there is no such service.
    pub fn channel(&self, service: &str) -> Result<Channel, Error> {
        let each = self.each.get(service).into_iter().flatten().cloned();
        let one = self.one.map(|one| format!("http://{one}"));
        let endpoints =
            each.chain(one).map(|address| Ok(Endpoint::from_shared(address)?.tcp_nodelay(true)));
        let endpoints = endpoints.collect::<Result<Vec<_>, Error>>()?;
        match endpoints.as_slice() {
            [only] => Ok(only.connect_lazy()),
            all => Ok(Channel::balance_list(all.iter().cloned())),
        }
    }

    /// Whether all services answer at one address.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.one.is_some()
    }
}
