//! Every version of every fact stays readable for ever: one golden file each.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kernel::{Aggregate, Facts};
use serde_json::Value;

use crate::{
    Bodies, BodiesFact, Meeting, MeetingFact, Recommendation, RecommendationFact,
    RecommendationItem, RecommendationItemFact, Withdrawal, WithdrawalFact,
};

/// Every tag that the code writes. A new variant does not compile before it stands here.
trait Tagged {
    fn tag(&self) -> &'static str;
}

macro_rules! tags {
    ($($facts:ident { $($variant:ident = $tag:literal),* })*) => {$(
        impl Tagged for $facts {
            fn tag(&self) -> &'static str { match self { $(Self::$variant { .. } => $tag,)* } }
        }
    )*
    const FACTS: usize = [$($($tag,)*)*].len(); };
}

tags! {
    BodiesFact { SeatAppointed = "seat_appointed.v1", SeatEnded = "seat_ended.v1" }
    MeetingFact {
        Opened = "opened.v1", ProposalHandled = "proposal_handled.v1",
        RecommendationIssued = "recommendation_issued.v1", Closed = "closed.v1"
    }
    RecommendationFact {
        ItemReceived = "item_received.v1", HandedOver = "handed_over.v1", Issued = "issued.v1"
    }
    RecommendationItemFact {
        Proposed = "proposed.v1", Recommended = "recommended.v1", LeftOut = "left_out.v1"
    }
    WithdrawalFact { Withdrawn = "withdrawn.v1" }
}

fn read<A: Aggregate>(found: &mut BTreeSet<String>)
where
    A::Fact: Tagged,
{
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        let Some(tag) = name.strip_prefix(&format!("{}.", A::KIND)) else { continue };
        let text = fs::read_to_string(&path).expect("it can be read");
        let json: Value = serde_json::from_str(&text).expect("it is JSON");
        let current = A::Fact::upcast(json);
        let fact: A::Fact = serde_json::from_value(current.clone())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(serde_json::to_value(&fact).expect("it is JSON"), current, "{name}");
        assert_eq!(current["type"], fact.tag(), "{name}");
        assert!(tag.contains(".v"), "{name} names its version");
        found.insert(name);
    }
}

#[test]
fn every_fact_version_is_read_and_written_as_its_golden_file_says() {
    let mut found = BTreeSet::new();
    read::<Bodies>(&mut found);
    read::<Meeting>(&mut found);
    read::<Recommendation>(&mut found);
    read::<RecommendationItem>(&mut found);
    read::<Withdrawal>(&mut found);
    assert_eq!(found.len(), FACTS, "one golden file per fact: {found:?}");
}
