//! Every version of every fact stays readable for ever: one golden file each.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kernel::{Aggregate, Facts};
use serde_json::Value;

use crate::{
    Appraisal, AppraisalFact, AreaRound, AreaRoundFact, Assignment, AssignmentFact, Ballot,
    BallotFact, Case, CaseFact, CityProposal, CityProposalFact, Thread, ThreadFact,
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
    CaseFact {
        Opened = "opened.v2", PreparedAgain = "prepared_again.v2",
        Assessed = "assessed.v1", Withdrawn = "withdrawn.v1"
    }
    AreaRoundFact {
        Opened = "opened.v1", CaseMoved = "case_moved.v1",
        ConflictChanged = "conflict_changed.v1", BallotOpened = "ballot_opened.v1",
        BallotCounted = "ballot_counted.v1", BallotClosed = "ballot_closed.v1", Ranked = "ranked.v2"
    }
    BallotFact { Cast = "cast.v2" }
    CityProposalFact {
        Composed = "composed.v2", Signed = "signed.v1",
        ItemHandedOver = "item_handed_over.v2", HandedOver = "handed_over.v2"
    }
    AppraisalFact {
        Given = "given.v1", ConflictDeclared = "conflict_declared.v1",
        ConflictRevoked = "conflict_revoked.v1"
    }
    AssignmentFact { Distributed = "distributed.v1" }
    ThreadFact { Commented = "commented.v1" }
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
        let current = format!("{}.{}", A::KIND, fact.tag());
        found.extend((name == current).then_some(name));
    }
}

#[test]
fn every_fact_version_is_read_and_written_as_its_golden_file_says() {
    let mut found = BTreeSet::new();
    read::<Case>(&mut found);
    read::<AreaRound>(&mut found);
    read::<Ballot>(&mut found);
    read::<CityProposal>(&mut found);
    read::<Appraisal>(&mut found);
    read::<Assignment>(&mut found);
    read::<Thread>(&mut found);
    assert_eq!(found.len(), FACTS, "one golden file per fact as it is written today: {found:?}");
}
