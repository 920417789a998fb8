//! Where the services answer: all at one address, or each at its own, with replicas.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use tonic::transport::{Channel, Endpoint, Error};

/// Where the services answer.
#[derive(Debug, Clone)]
pub struct Addresses {
    one: Option<SocketAddr>,
    each: BTreeMap<String, Vec<SocketAddr>>,
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
        Self { one: None, each }
    }

    /// A channel to a service, over all its replicas.
    ///
    /// # Errors
    /// When there is no such service.
    pub fn channel(&self, service: &str) -> Result<Channel, Error> {
        let each = self.each.get(service).into_iter().flatten();
        let endpoints = each.chain(&self.one).map(|address| {
            Ok(Endpoint::from_shared(format!("http://{address}"))?.tcp_nodelay(true))
        });
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
