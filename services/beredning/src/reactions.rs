//! What follows from the events of others.

use beredning_domain::{Benefit, Content, Cost, Dossier, DossierCommand, Opening, Risk};
use kernel::{Aggregate as _, CycleId, DossierId, InitiativeId, Known, KnownId, Money, Stream};
use platform::follow::{Follows, Incoming, Malformed, Reaction, parse};
use platform::journal::{Desk, Refusal};
use platform::learn;
use proto::Event as _;
use proto::intake::v1::{
    InitiativeContent, InitiativeSubmitted, InitiativeSupplemented, InitiativeWithdrawn,
};
use proto::prioritisation::v1::{CaseAssessed, StepOneOutcome};

/// Whom the service follows.
pub(crate) const FOLLOWS: &[Follows] = &[
    Follows {
        source: "intake",
        types: &[
            InitiativeSubmitted::TYPE,
            InitiativeSupplemented::TYPE,
            InitiativeWithdrawn::TYPE,
        ],
    },
    Follows { source: "prioritisation", types: &[CaseAssessed::TYPE] },
    Follows { source: "council", types: learn::SEATS },
    Follows { source: "budget-integration", types: learn::CYCLES },
];

/// What follows from an event.
pub(crate) fn react(event: &Incoming) -> Result<Option<Reaction>, Malformed> {
    match event.event_type.as_str() {
        InitiativeSubmitted::TYPE => submitted(event.decode()?).map(Some),
        InitiativeSupplemented::TYPE => {
            let event: InitiativeSupplemented = event.decode()?;
            let content = Box::new(content(event.content)?);
            tell(&event.initiative, DossierCommand::Supplement { content }).map(Some)
        }
        InitiativeWithdrawn::TYPE => {
            let event: InitiativeWithdrawn = event.decode()?;
            tell(&event.initiative, DossierCommand::Withdraw).map(Some)
        }
        CaseAssessed::TYPE => assessed(event.decode()?),
        _ => Ok(learn::lesson(event)?.map(learn::keep)),
    }
}

/// A dossier opens for each submitted initiative, under the model that its cycle pins (C4).
fn submitted(event: InitiativeSubmitted) -> Result<Reaction, Malformed> {
    let initiative: InitiativeId = parse("initiative", &event.initiative)?;
    let cycle: CycleId = parse("cycle", &event.cycle)?;
    let administration = parse("administration", &event.administration)?;
    let content = content(event.content)?;
    let (id, terms) = (DossierId::of(initiative), KnownId::Cycle(cycle));
    Ok(Reaction::on(vec![Dossier::stream(&id), Known::stream(&terms)], move |desk| {
        let model = model_of(desk, &terms)?;
        let content = content.clone();
        let opening = Opening { initiative, cycle, model, administration, content };
        desk.act::<Dossier>(&id, (id, DossierCommand::Open(Box::new(opening))))
    }))
}

/// The cycle is always known: its opening is a cause of every submission in it.
fn model_of(desk: &Desk<'_>, terms: &KnownId) -> Result<String, Refusal> {
    let known = desk.state::<Known>(terms)?;
    let terms = known.as_ref().and_then(Known::cycle);
    terms
        .map(|terms| terms.model.clone())
        .ok_or_else(|| Refusal::Fault("the cycle of the submission is not known".to_owned()))
}

/// Only a supplement concerns the dossier (C6 b).
fn assessed(event: CaseAssessed) -> Result<Option<Reaction>, Malformed> {
    if event.outcome() != StepOneOutcome::Supplement {
        return Ok(None);
    }
    let due_on = learn::day("due_on", &event.due_on)?;
    tell(&event.initiative, DossierCommand::Reopen { missing: event.missing, due_on }).map(Some)
}

fn tell(initiative: &str, command: DossierCommand) -> Result<Reaction, Malformed> {
    let initiative: InitiativeId = parse("initiative", initiative)?;
    let id = DossierId::of(initiative);
    let streams: Vec<Stream> = vec![Dossier::stream(&id)];
    Ok(Reaction::on(streams, move |desk| desk.act::<Dossier>(&id, (id, command.clone()))))
}

fn content(content: Option<InitiativeContent>) -> Result<Content, Malformed> {
    let content = content.ok_or_else(|| Malformed::new("content", "is missing"))?;
    let affected = content.affected_administrations.iter();
    let benefits = content.benefits.iter().map(|one| Benefit {
        target_group: lower(one.target_group().as_str_name(), "TARGET_GROUP_"),
        description: one.description.clone(),
    });
    let risks = content.risks.iter().map(|one| Risk {
        description: one.description.clone(),
        mitigation: one.mitigation.clone(),
    });
    let costs = content.costs.iter().map(|one| Cost {
        year: one.year,
        one_off: Money::ore(one.one_off_ore),
        running: Money::ore(one.running_ore),
    });
    Ok(Content {
        proposer: parse("proposer", &content.proposer)?,
        area: parse("area", &content.area)?,
        kind: lower(content.kind().as_str_name(), "INITIATIVE_KIND_"),
        driver: lower(content.driver().as_str_name(), "DRIVER_"),
        affected_administrations: affected
            .map(|id| parse("affected_administrations", id))
            .collect::<Result<_, _>>()?,
        costs: costs.collect(),
        total_cost: Money::ore(content.total_cost_ore),
        benefits: benefits.collect(),
        risks: risks.collect(),
        reference: content.reference,
        title: content.title,
        need: content.need,
        process: content.process,
        city_goals: content.city_goals,
        business_goals: content.business_goals,
        template_version: content.template_version,
        fields: content.fields,
    })
}

/// An enum's value as the domain keeps it: `DRIVER_BUSINESS` is `business`.
fn lower(name: &str, prefix: &str) -> String {
    name.strip_prefix(prefix).unwrap_or(name).to_lowercase()
}
