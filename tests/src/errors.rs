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
    ("FAULT", "INTERNAL", "A defect. Its cause was logged."),
];

fn code(class: Class) -> &'static str {
    match class {
        Class::Invalid => "INVALID_ARGUMENT",
        Class::Precondition => "FAILED_PRECONDITION",
        Class::Permission => "PERMISSION_DENIED",
        Class::NotFound => "NOT_FOUND",
        Class::Exists => "ALREADY_EXISTS",
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
