//! The five services as their operator sees them, wherever they run.

use std::time::Duration;

use platform::tls::Tls;
use proto::operations::v1::GetStatusResponse;
use tokio::time::{Instant, sleep};
use tonic::{Code, Status};

use crate::operator::{Operator, Token};
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

    pub(crate) fn operator(&self, service: &str) -> Result<&Operator, Failure> {
        let found = self.0.iter().find(|one| one.service() == service);
        found.ok_or_else(|| format!("there is no {service}").into())
    }

    /// How every service is.
    pub(crate) async fn statuses(&self) -> Result<Vec<GetStatusResponse>, Failure> {
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
                    Err(status) if passes(&status) => status.message().to_owned(),
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
    /// moves any more. False when that takes longer than `at_most`.
    ///
    /// # Errors
    /// When a service refuses to answer.
    pub(crate) async fn settled(&self, at_most: Duration) -> Result<bool, Failure> {
        let begin = Instant::now();
        let mut before = Vec::new();
        while begin.elapsed() < at_most {
            let now = match self.statuses().await {
                Ok(statuses) => statuses,
                Err(error) if error.downcast_ref().is_some_and(passes) => Vec::new(),
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

/// Whether it is trouble that passes.
fn passes(status: &Status) -> bool {
    matches!(status.code(), Code::Unavailable | Code::DeadlineExceeded)
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
