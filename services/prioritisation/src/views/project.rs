//! Own facts into the read tables.

use platform::journal::{Changes, Recorded};
use platform::sql::Value;
use prioritisation_domain::{
    AreaRound, AreaRoundFact, Ballot, Candidate, Case, CityProposal, CityProposalFact, Competence,
    ProposalItem, RankingEntry,
};

type Row = Vec<(&'static str, Value)>;

/// Brings the read tables up to a fact.
pub(crate) fn project(fact: &Recorded, changes: &mut Changes) {
    case(fact, changes);
    area_round(fact, changes);
    ballot(fact, changes);
    proposal(fact, changes);
    super::rounds::project(fact, changes);
    super::appraisals::project(fact, changes);
    super::comments::project(fact, changes);
    super::workload::project(fact, changes);
}

pub(super) fn text(value: Option<impl ToString>) -> Value {
    value.map(|value| value.to_string()).into()
}

pub(super) fn list(values: &[impl ToString]) -> Value {
    let texts: Vec<_> = values.iter().map(ToString::to_string).collect();
    serde_json::Value::from(texts).to_string().into()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap_or_default().to_string()
}

fn case(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let (id, case) = (fact.id::<Case>()?, fact.state::<Case>()?);
    let dossier = case.dossier.as_ref()?;
    let assessment = case.assessment.as_ref();
    let missing = assessment.map(|one| one.missing.clone()).unwrap_or_default();
    changes.upsert(
        "case_v2",
        &["id"],
        vec![
            ("id", id.to_string().into()),
            ("initiative", case.initiative.to_string().into()),
            ("cycle", case.cycle.to_string().into()),
            ("administration", dossier.administration.to_string().into()),
            ("area", dossier.area.as_str().into()),
            ("reference", dossier.reference.as_str().into()),
            ("title", dossier.title.as_str().into()),
            ("cost", dossier.cost.as_ore().into()),
            ("round", dossier.round.into()),
            ("status", case.standing.as_str().into()),
            ("outcome", text(assessment.map(|one| one.outcome))),
            ("reason_code", text(assessment.and_then(|one| one.reason_code.as_ref()))),
            ("reason", text(assessment.map(|one| &one.reason))),
            ("missing", list(&missing)),
            ("due_on", text(assessment.and_then(|one| one.due_on))),
            ("revision", fact.revision.into()),
        ],
    );
    Some(())
}

fn area_round(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let (id, round) = (fact.id::<AreaRound>()?, fact.state::<AreaRound>()?);
    let decided_by = round.ranking.as_ref().map(|ranking| &ranking.decided_by);
    changes.upsert(
        "area_round_v2",
        &["cycle", "area"],
        vec![
            ("cycle", round.cycle.to_string().into()),
            ("area", round.area.as_str().into()),
            ("phase", round.phase.as_str().into()),
            ("registered", round.counts.registered.into()),
            ("included", round.counts.included.into()),
            ("awaiting_supplement", round.counts.awaiting_supplement.into()),
            ("rejected", round.counts.rejected.into()),
            ("withdrawn", round.counts.withdrawn.into()),
            ("decided_by", text(decided_by)),
            ("decision", round.ranking.as_ref().map(|ranking| json(&ranking.decision)).into()),
            ("revision", fact.revision.into()),
        ],
    );
    let owner = || ("round", id.to_string().into());
    let on_paper = round.phase >= prioritisation_domain::Phase::BallotOpen;
    match fact.fact::<AreaRound>()? {
        AreaRoundFact::BallotOpened { .. } | AreaRoundFact::CaseMoved { .. } if on_paper => {
            let row = |(place, one): (u32, &Candidate)| {
                let withdrawn = round.withdrawn.contains(&one.case);
                candidate(owner(), place, one, withdrawn)
            };
            let rows = (1_u32..).zip(&round.candidates).map(row).collect();
            changes.replace("candidate_v2", owner(), rows);
        }
        AreaRoundFact::Ranked { ranking } => {
            let rows = ranking.entries.iter().map(|entry| ranked(owner(), entry)).collect();
            changes.replace("ranking_v2", owner(), rows);
        }
        _ => {}
    }
    Some(())
}

fn candidate(owner: (&'static str, Value), place: u32, one: &Candidate, withdrawn: bool) -> Row {
    vec![
        owner,
        ("place", place.into()),
        ("initiative", one.initiative.to_string().into()),
        ("case_id", one.case.to_string().into()),
        ("administration", one.administration.to_string().into()),
        ("reference", one.reference.as_str().into()),
        ("title", one.title.as_str().into()),
        ("cost", one.cost.as_ore().into()),
        ("withdrawn", withdrawn.into()),
    ]
}

fn ranked(owner: (&'static str, Value), entry: &RankingEntry) -> Row {
    let one = &entry.candidate;
    vec![
        owner,
        ("place", entry.rank.into()),
        ("initiative", one.initiative.to_string().into()),
        ("case_id", one.case.to_string().into()),
        ("reference", one.reference.as_str().into()),
        ("title", one.title.as_str().into()),
        ("computed_place", entry.computed_rank.into()),
        ("points", entry.points.into()),
        ("half", entry.half.into()),
        ("cost", one.cost.as_ore().into()),
    ]
}

fn ballot(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    let (id, ballot) = (fact.id::<Ballot>()?, fact.state::<Ballot>()?);
    changes.upsert(
        "ballot_v2",
        &["round", "member"],
        vec![
            ("round", id.round.to_string().into()),
            ("member", id.member.as_str().into()),
            ("places", json(&ballot.places).into()),
            ("cast_at", fact.occurred_at.as_micros().into()),
            ("revision", fact.revision.into()),
        ],
    );
    Some(())
}

fn proposal(fact: &Recorded, changes: &mut Changes) -> Option<()> {
    // The last fact of a hand-over tells of all its items.
    if let CityProposalFact::ItemHandedOver { .. } = fact.fact::<CityProposal>()? {
        return None;
    }
    let proposal = fact.state::<CityProposal>()?;
    let cycle = || ("cycle", proposal.cycle.to_string().into());
    let signed = |competence| text(proposal.signatures.get(&competence));
    changes.upsert(
        "proposal_v2",
        &["cycle"],
        vec![
            cycle(),
            ("items", proposal.count.into()),
            ("digest", proposal.digest.as_str().into()),
            ("business", signed(Competence::Business)),
            ("it", signed(Competence::It)),
            ("making", proposal.making.as_ref().map(json).into()),
            ("revision", fact.revision.into()),
        ],
    );
    let what = match fact.fact::<CityProposal>()? {
        CityProposalFact::Composed { items, .. } => {
            let rows = items.iter().map(|one| item(cycle(), one)).collect();
            changes.replace("proposal_item_v2", cycle(), rows);
            "composed"
        }
        CityProposalFact::HandedOver { .. } => "handed_over",
        CityProposalFact::Signed { .. } | CityProposalFact::ItemHandedOver { .. } => return None,
    };
    let at = fact.occurred_at.as_micros();
    let row = vec![cycle(), ("what", what.into()), ("happened_at", at.into())];
    changes.upsert("proposal_moment_v2", &["cycle", "what"], row);
    Some(())
}

fn item(owner: (&'static str, Value), item: &ProposalItem) -> Row {
    let one = &item.candidate;
    vec![
        owner,
        ("city_rank", item.city_rank.into()),
        ("initiative", one.initiative.to_string().into()),
        ("case_id", one.case.to_string().into()),
        ("administration", one.administration.to_string().into()),
        ("reference", one.reference.as_str().into()),
        ("title", one.title.as_str().into()),
        ("area", item.area.as_str().into()),
        ("area_rank", item.area_rank.into()),
        ("score_numerator", item.score.numerator.into()),
        ("score_denominator", item.score.denominator.into()),
        ("cost", one.cost.as_ore().into()),
        ("computed_rank", item.computed_rank.into()),
        ("within", item.within.into()),
        ("computed_within", item.computed_within.into()),
    ]
}
