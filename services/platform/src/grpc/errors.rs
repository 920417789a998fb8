//! Errors as `google.rpc.Status`: a stable reason, all bad fields at once, no internals.

use std::collections::HashMap;
use std::time::Duration;

use kernel::{Class, Rejection, Violations};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

use crate::journal::{ExecuteError, Refusal, chain};
use crate::sql::StoreError;

/// Reason of an answer about a journal that the caller has not followed.
pub(crate) const JOURNAL_DIVERGED: &str = "JOURNAL_DIVERGED";

/// `ErrorInfo.domain` of every error.
const DOMAIN: &str = "radslag";

fn code(class: Class) -> Code {
    match class {
        Class::Invalid => Code::InvalidArgument,
        Class::Precondition => Code::FailedPrecondition,
        Class::Permission => Code::PermissionDenied,
        Class::NotFound => Code::NotFound,
        Class::Exists => Code::AlreadyExists,
        Class::Unavailable => Code::Unavailable,
    }
}

fn with_reason(
    code: Code,
    reason: &str,
    message: &str,
    metadata: Vec<(&'static str, String)>,
    violations: Option<&Violations>,
) -> Status {
    let metadata: HashMap<String, String> =
        metadata.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let mut details = ErrorDetails::with_error_info(reason, DOMAIN, metadata);
    for violation in violations.into_iter().flat_map(Violations::iter) {
        details.add_bad_request_violation(&violation.field, &violation.rule);
    }
    if code == Code::Unavailable {
        details.set_retry_info(Some(RETRY));
    }
    Status::with_error_details(code, message, details)
}

/// After so long the same request may be sent again.
const RETRY: Duration = Duration::from_secs(1);

/// Too much of something. The same request may be sent again, smaller or later.
#[must_use]
pub(crate) fn exhausted(reason: &str, message: &str) -> Status {
    with_reason(Code::ResourceExhausted, reason, message, Vec::new(), None)
}

/// Not answered in time. Whether a command was done is told by sending it again.
#[must_use]
pub(crate) fn late(deadline: Duration) -> Status {
    let message = format!("not answered within {} ms", deadline.as_millis());
    with_reason(Code::DeadlineExceeded, "DEADLINE_EXCEEDED", &message, Vec::new(), None)
}

/// Fields of the request break rules.
#[must_use]
pub fn invalid(violations: &Violations) -> Status {
    with_reason(
        Code::InvalidArgument,
        "INVALID_FIELDS",
        &violations.to_string(),
        Vec::new(),
        Some(violations),
    )
}

/// What the request names does not exist.
#[must_use]
pub fn not_found(what: &'static str, id: impl ToString) -> Status {
    let id = id.to_string();
    let message = format!("{what} {id} does not exist");
    with_reason(
        Code::NotFound,
        "NOT_FOUND",
        &message,
        vec![("what", what.to_owned()), ("id", id)],
        None,
    )
}

/// A rule refuses it.
#[must_use]
pub fn refused(rejection: &dyn Rejection) -> Status {
    let reason = rejection.reason();
    with_reason(
        code(reason.class),
        reason.reason,
        &rejection.to_string(),
        rejection.metadata(),
        rejection.violations(),
    )
}

/// The journal is not the one that the caller has followed.
#[must_use]
pub(crate) fn diverged(service: &str, what: &str) -> Status {
    let message = format!("the journal of {service} diverged: {what}");
    let service = vec![("service", service.to_owned())];
    with_reason(Code::FailedPrecondition, JOURNAL_DIVERGED, &message, service, None)
}

/// Not at the moment. The same request may be sent again.
#[must_use]
pub fn unavailable(reason: &str, message: &str) -> Status {
    with_reason(Code::Unavailable, reason, message, Vec::new(), None)
}

/// No valid token.
#[must_use]
pub(crate) fn unauthenticated(reason: &str, message: &str) -> Status {
    with_reason(Code::Unauthenticated, reason, message, Vec::new(), None)
}

fn internal(cause: &str) -> Status {
    tracing::error!(cause, "internal fault");
    with_reason(Code::Internal, "FAULT", "internal fault; its cause was logged", Vec::new(), None)
}

/// The store did not answer.
#[must_use]
pub fn store(error: &StoreError) -> Status {
    if error.transient() {
        tracing::warn!(error = chain(error), "store not available");
        return unavailable("STORE_UNAVAILABLE", "the store is not available");
    }
    internal(&chain(error))
}

impl From<StoreError> for Status {
    fn from(error: StoreError) -> Self {
        store(&error)
    }
}

impl From<ExecuteError> for Status {
    fn from(error: ExecuteError) -> Self {
        match error {
            ExecuteError::Refused(Refusal::Rule(rejection)) => refused(rejection.as_ref()),
            ExecuteError::Refused(Refusal::Stale { stream, named, current }) => with_reason(
                Code::Aborted,
                "REVISION_STALE",
                &format!("{stream} is at revision {current}, not {named}"),
                vec![("stream", stream), ("current", current.to_string())],
                None,
            ),
            ExecuteError::Refused(Refusal::Fault(what)) | ExecuteError::Fault(what) => {
                internal(&what)
            }
            ExecuteError::RequestIdReused { request_id } => with_reason(
                Code::AlreadyExists,
                "REQUEST_ID_REUSED",
                "the request id was used for another command",
                vec![("request_id", request_id)],
                None,
            ),
            ExecuteError::Unavailable(what) => {
                tracing::warn!(what, "command not taken");
                unavailable("STORE_UNAVAILABLE", "the store is not available")
            }
        }
    }
}
