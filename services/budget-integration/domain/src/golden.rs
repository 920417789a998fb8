//! Every version of every fact stays readable for ever: one golden file each.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kernel::{Aggregate, Facts};
use serde_json::Value;

use crate::{BudgetItem, BudgetItemFact, Cycle, CycleFact, Withdrawal, WithdrawalFact};

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
    CycleFact {
        Opened = "opened.v1", TertialOpened = "tertial_opened.v1", ItemCounted = "item_counted.v1",
        RecommendationReceived = "recommendation_received.v1", Committed = "committed.v1",
        Declined = "declined.v1", Withdrawn = "withdrawn.v1", Closed = "closed.v1"
    }
    BudgetItemFact {
        Opened = "opened.v1", Decided = "decided.v1", Started = "started.v1",
        Finished = "finished.v1", Withdrawn = "withdrawn.v1"
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
    read::<Cycle>(&mut found);
    read::<BudgetItem>(&mut found);
    read::<Withdrawal>(&mut found);
    assert_eq!(found.len(), FACTS, "one golden file per fact: {found:?}");
}
