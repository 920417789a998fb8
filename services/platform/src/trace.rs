//! Traces: W3C Trace Context, made without a collector. It stands in the journal and goes with every
//! event, so one trace is followed through all services.

use kernel::IdGen;

use crate::journal::hash;

/// Name of the header.
pub(crate) const TRACEPARENT: &str = "traceparent";

fn span_id(ids: &dyn IdGen) -> String {
    hash::hex(&ids.salt()).chars().take(16).collect()
}

/// The first span of a new trace.
pub(crate) fn fresh(ids: &dyn IdGen) -> String {
    format!("00-{}-{}-01", hash::hex(&ids.salt()), span_id(ids))
}

/// A span of its own in the trace of its cause; a new trace where the cause has none.
pub(crate) fn child_of(cause: &str, ids: &dyn IdGen) -> String {
    let fields: Vec<_> = cause.split('-').collect();
    match fields.as_slice() {
        [version, trace, _, flags] if is_traceparent(cause) => {
            format!("{version}-{trace}-{}-{flags}", span_id(ids))
        }
        _ => fresh(ids),
    }
}

/// Whether the text is a whole traceparent.
pub(crate) fn is_traceparent(text: &str) -> bool {
    let lengths: Vec<_> = text.split('-').map(str::len).collect();
    lengths == [2, 32, 16, 2] && text.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::CountingIds;

    const GIVEN: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    #[test]
    fn only_a_whole_traceparent_is_taken_over() {
        assert!(is_traceparent(GIVEN));
        assert!(!is_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331"));
        assert!(!is_traceparent("00-zaf7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    }

    #[test]
    fn a_reaction_has_a_span_of_its_own_in_the_trace_of_its_cause() {
        let ids = CountingIds::default();
        let child = child_of(GIVEN, &ids);
        assert!(is_traceparent(&child) && child != GIVEN, "{child}");
        assert_eq!(child.get(..36), GIVEN.get(..36));
        assert!(is_traceparent(&child_of("", &ids)));
    }
}
