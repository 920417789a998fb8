//! The five services as their operator sees them, wherever they run.

use std::time::Duration;

use platform::tls::Tls;
use proto::operations::v1::{GetStatusResponse, Parked};
use tokio::time::{Instant, sleep};
use tonic::Status;

use crate::operator::{Operator, Token};
use crate::retry::{unanswered, until_answered};
use crate::{UserError, remote};

/// How often it is looked whether something has come true.
const LOOK: Duration = Duration::from_millis(50);

type Failure = Box<dyn std::error::Error>;

/// One operator's client for each service.
#[derive(Debug)]
pub(crate) struct Running(Vec<Operator>);

impl Running {
    pub(crate) fn of(operators: Vec<Operator>) -> Self {
        Self(operators)
    }

    /// At these addresses; the first of each service tells how it is.
    pub(crate) fn at(
        places: &[(&'static str, String)],
        token: &Token,
        tls: Option<&Tls>,
    ) -> Result<Self, UserError> {
        let operators = crate::embedded::SERVICES.into_iter().filter_map(|service| {
            let (_, address) = places.iter().find(|(name, _)| *name == service)?;
            Some(
                Operator::new(service, address, token.clone(), tls)
                    .map_err(|cause| UserError::new(cause, remote::ADDRESS)),
            )
        });
        Ok(Self(operators.collect::<Result<_, _>>()?))
    }

    /// How every service is.
    ///
    /// # Errors
    /// When a service refuses to answer, or does not for long.
    pub(crate) async fn statuses(&self) -> Result<Vec<GetStatusResponse>, Status> {
        until_answered(async || self.look().await).await
    }

    /// What is parked, and by which service.
    ///
    /// # Errors
    /// When a service refuses to answer, or does not for long.
    pub(crate) async fn parked(&self) -> Result<Vec<(&str, Parked)>, Status> {
        let mut all = Vec::new();
        for operator in &self.0 {
            let parked = until_answered(async || operator.parked().await).await?;
            all.extend(parked.into_iter().map(|one| (operator.service(), one)));
        }
        Ok(all)
    }

    async fn look(&self) -> Result<Vec<GetStatusResponse>, Status> {
        let mut all = Vec::new();
        for operator in &self.0 {
            all.push(operator.status().await?);
        }
        Ok(all)
    }

    /// Waits until all are ready.
    ///
    /// # Errors
    /// Who is not, and why, after `at_most`.
    pub(crate) async fn ready(&self, at_most: Duration) -> Result<(), Failure> {
        let begin = Instant::now();
        for operator in &self.0 {
            let name = operator.service();
            loop {
                let why = match operator.status().await {
                    Ok(status) if status.ready => break,
                    Ok(status) => status.not_ready.join("; "),
                    Err(status) if unanswered(&status) => status.message().to_owned(),
                    Err(status) => return Err(status.into()),
                };
                if begin.elapsed() > at_most {
                    return Err(format!("{name} is not ready: {why}").into());
                }
                sleep(LOOK).await;
            }
        }
        Ok(())
    }

    /// Waits until every service has taken in all that those it follows have published, and nothing
    /// moves any more. False when that takes longer than `at_most`, or one does not answer so long.
    ///
    /// # Errors
    /// When a service refuses to answer.
    pub(crate) async fn settled(&self, at_most: Duration) -> Result<bool, Status> {
        let begin = Instant::now();
        let mut before = Vec::new();
        while begin.elapsed() < at_most {
            let now = match self.look().await {
                Ok(statuses) => statuses,
                Err(status) if unanswered(&status) => Vec::new(),
                Err(error) => return Err(error),
            };
            let positions: Vec<_> = now.iter().map(|one| one.position).collect();
            if !now.is_empty() && all_taken_in(&now) && positions == before {
                return Ok(true);
            }
            before = positions;
            sleep(LOOK).await;
        }
        Ok(false)
    }
}

fn all_taken_in(statuses: &[GetStatusResponse]) -> bool {
    let end = |name: &str| {
        let mut all = statuses.iter();
        all.find(|one| one.service == name).map_or(0, |one| one.sequence)
    };
    statuses.iter().all(|one| {
        one.following.iter().all(|source| {
            let own = source.source == one.service;
            source.sequence >= if own { one.position } else { end(&source.source) }
        })
    })
}

#[cfg(test)]
mod tests {
    use platform::lifecycle::Tasks;
    use tokio::net::TcpListener;

    use super::*;

    /// Five services that cut every connection when a request has come, as one does that is killed.
    async fn killed() -> Running {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        Tasks::new().spawn(async move {
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                // Closing with something unread resets.
                socket.readable().await.unwrap();
            }
        });
        let token = Token::Given("token".to_owned());
        let operators = crate::embedded::SERVICES
            .map(|service| Operator::new(service, &address, token.clone(), None).unwrap());
        Running::of(operators.into())
    }

    #[tokio::test]
    async fn a_connection_that_is_cut_has_not_answered() {
        let running = killed().await;
        for _ in 0..20 {
            let cut = running.look().await.unwrap_err();
            assert!(unanswered(&cut), "{cut:?}");
        }
        assert!(!unanswered(&Status::internal("said by a service")));
    }

    #[tokio::test]
    async fn those_who_wait_for_services_wait_while_these_are_killed() {
        let running = killed().await;
        let at_most = Duration::from_millis(300);
        let not_ready = running.ready(at_most).await.unwrap_err().to_string();
        assert!(not_ready.starts_with("intake is not ready: "), "{not_ready}");
        assert!(!running.settled(at_most).await.unwrap());
    }
}
