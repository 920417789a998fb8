//! `docs/errors.md`.

use kernel::Class;

use crate::{DOMAINS, GENERATED};

/// Reasons that the platform gives, whatever the service.
const PLATFORM: &[(&str, &str, &str)] = &[
    (
        "TOKEN_MISSING",
        "UNAUTHENTICATED",
        "The metadata `authorization: Bearer <token>` is missing.",
    ),
    (
        "TOKEN_INVALID",
        "UNAUTHENTICATED",
        "The token is not of this issuer, was changed, or is not valid yet.",
    ),
    ("TOKEN_EXPIRED", "UNAUTHENTICATED", "The token's time is over."),
    (
        "REVISION_STALE",
        "ABORTED",
        "The named revision is not the newest; `current` is. Read again and decide again.",
    ),
    ("REQUEST_ID_REUSED", "ALREADY_EXISTS", "The request id was used for another command."),
    (
        "NOT_TAKEN_IN",
        "UNAVAILABLE",
        "What `radslag-after` names was not taken in within five seconds. Send it again.",
    ),
    (
        "STORE_UNAVAILABLE",
        "UNAVAILABLE",
        "The store is not available. Send the same request again.",
    ),
    (
        "KEYS_UNAVAILABLE",
        "UNAVAILABLE",
        "The issuer's keys cannot be had, so no token can be checked. Send it again.",
    ),
    (
        "SOURCE_UNAVAILABLE",
        "UNAVAILABLE",
        "The service whose journal was asked for does not answer. Send it again.",
    ),
    ("RATE_LIMITED", "RESOURCE_EXHAUSTED", "The caller asks too often. Send it again, later."),
    ("OVERLOADED", "RESOURCE_EXHAUSTED", "Too many requests at once. Send it again, later."),
    ("MESSAGE_TOO_LARGE", "RESOURCE_EXHAUSTED", "The request is larger than is accepted."),
    (
        "DEADLINE_EXCEEDED",
        "DEADLINE_EXCEEDED",
        "Not answered in time. Whether a command was done is told by sending it again.",
    ),
    (
        "JOURNAL_DIVERGED",
        "FAILED_PRECONDITION",
        "The journal is not the one that the caller has followed. An operator has to decide.",
    ),
    ("FAULT", "INTERNAL", "A defect. Its cause was logged."),
];

fn code(class: Class) -> &'static str {
    match class {
        Class::Invalid => "INVALID_ARGUMENT",
        Class::Precondition => "FAILED_PRECONDITION",
        Class::Permission => "PERMISSION_DENIED",
        Class::NotFound => "NOT_FOUND",
        Class::Exists => "ALREADY_EXISTS",
        Class::Unavailable => "UNAVAILABLE",
    }
}

pub(crate) fn document() -> String {
    let mut text = format!("# Why a request is refused\n\n{GENERATED}\n");
    text.push_str(
        "Every error is a `google.rpc.Status` with `ErrorInfo{reason, domain: \"radslag\", metadata}`. \
         Reasons are stable:\nprograms may rely on them. `INVALID_FIELDS` carries `BadRequest` with all bad \
         fields at once.\n\n## Everywhere\n\n| reason | code | meaning |\n|---|---|---|\n",
    );
    for (reason, code, meaning) in PLATFORM {
        text.push_str(&format!("| `{reason}` | {code} | {meaning} |\n"));
    }
    let stale = kernel::MANDATES_STALE;
    let (reason, meaning) = (stale.reason, stale.meaning);
    text.push_str(&format!("| `{reason}` | {} | {meaning} |\n", code(stale.class)));
    for reason in kernel::OperationRejection::REASONS {
        let meaning = reason.meaning.trim();
        text.push_str(&format!("| `{}` | {} | {meaning} |\n", reason.reason, code(reason.class)));
    }
    for domain in DOMAINS {
        text.push_str(&format!(
            "\n## {}\n\n| reason | code | meaning |\n|---|---|---|\n",
            domain.service
        ));
        for reason in domain.reasons {
            let meaning = reason.meaning.trim();
            text.push_str(&format!(
                "| `{}` | {} | {meaning} |\n",
                reason.reason,
                code(reason.class)
            ));
        }
    }
    text
}
