//! Ports of this machine for processes that are started, stopped and started again.

use std::net::{SocketAddr, TcpListener};
use std::ops::Range;

use crate::UserError;

/// Ports that the system gives to nobody by itself: one that was free for a moment, while its process
/// was started again, is still free then.
const PORTS: Range<u16> = 15_000..32_000;

/// The address of a free port, outside of what outgoing connections use. Nobody else is given it by
/// this function until this process ends, in whichever process of this machine it asks (on Linux).
///
/// # Errors
/// When none is free.
pub fn free_port() -> Result<SocketAddr, UserError> {
    free_ports(1)
}

/// The same for `count` ports in a row: the address of the first.
///
/// # Errors
/// When no such row is free.
pub fn free_ports(count: u16) -> Result<SocketAddr, UserError> {
    let first = uuid::Uuid::new_v4().as_u128() % u128::from(PORTS.end - PORTS.start);
    let first = PORTS.start + u16::try_from(first).unwrap_or_default();
    let mut starts = (first..PORTS.end).chain(PORTS.start..first);
    let found = starts.find(|start| {
        let mut row = *start..start.saturating_add(count);
        row.end <= PORTS.end && row.all(|port| claim::port(port) && is_free(port))
    });
    let found = found.map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
    found.ok_or_else(|| UserError::new("no port is free", "stop what listens on this machine"))
}

fn is_free(port: u16) -> bool {
    TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).is_ok()
}

/// A name that one process of the machine can hold, gone with the process and without a file.
#[cfg(target_os = "linux")]
mod claim {
    use std::os::linux::net::SocketAddrExt as _;
    use std::os::unix::net::{SocketAddr, UnixListener};
    use std::sync::{Mutex, PoisonError};

    static HELD: Mutex<Vec<UnixListener>> = Mutex::new(Vec::new());

    /// False when it was claimed before.
    pub(super) fn port(port: u16) -> bool {
        let name = SocketAddr::from_abstract_name(format!("radslag port {port}"));
        let Ok(claim) = name.and_then(|name| UnixListener::bind_addr(&name)) else { return false };
        HELD.lock().unwrap_or_else(PoisonError::into_inner).push(claim);
        true
    }
}

/// Elsewhere two processes that ask at the same moment may be given the same port.
#[cfg(not(target_os = "linux"))]
mod claim {
    pub(super) fn port(_: u16) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::net::TcpListener;

    use super::{free_port, free_ports};

    #[test]
    fn no_port_is_given_twice_though_nobody_listens_on_it() {
        let given: BTreeSet<_> = (0..2_000).map(|_| free_port().unwrap()).collect();
        assert_eq!(given.len(), 2_000);
    }

    #[test]
    fn ports_in_a_row_are_all_free() {
        let first = free_ports(5).unwrap();
        let all =
            (first.port()..first.port() + 5).map(|port| TcpListener::bind((first.ip(), port)));
        assert_eq!(all.filter(Result::is_ok).count(), 5);
    }
}
