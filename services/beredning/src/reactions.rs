//! Others' events to commands: initiatives open and change dossiers; cycles and seats are kept.

use beredning_domain::{Benefit, Content, Cost, Dossier, DossierCommand, Opening, Risk};
use kernel::{
    Aggregate, AreaKey, CycleId, DossierId, InitiativeId, Known, KnownId, Money, PersonId,
};
use platform::follow::{Follows, Incoming, Malformed, Reaction, parse};
use platform::learn;
use proto::Event;
use proto::intake::v1::{
    InitiativeContent, InitiativeSubmitted, InitiativeSupplemented, InitiativeWithdrawn,
};
use proto::prioritisation::v1::{CaseAssessed, StepOneOutcome};

/// Whom beredning follows.
pub(crate) const FOLLOWS: &[Follows] = &[
    Follows {
        source: InitiativeSubmitted::SERVICE,
        types: &[
            InitiativeSubmitted::TYPE,
            InitiativeSupplemented::TYPE,
            InitiativeWithdrawn::TYPE,
        ],
    },
    Follows { source: CaseAssessed::SERVICE, types: &[CaseAssessed::TYPE] },
    Follows { source: "council", types: learn::SEATS },
    Follows { source: "budget-integration", types: learn::CYCLES },
];

/// What follows from an event.
pub(crate) fn react(event: &Incoming) -> Result<Option<Reaction>, Malformed> {
    let reaction = match event.event_type.as_str() {
        InitiativeSubmitted::TYPE => submitted(event.decode()?)?,
        InitiativeSupplemented::TYPE => {
            let supplemented: InitiativeSupplemented = event.decode()?;
            let content = Box::new(content(supplemented.content)?);
            about(&supplemented.initiative, DossierCommand::Supplement { content })?
        }
        InitiativeWithdrawn::TYPE => {
            let withdrawn: InitiativeWithdrawn = event.decode()?;
            about(&withdrawn.initiative, DossierCommand::Withdraw)?
        }
        CaseAssessed::TYPE => return assessed(event.decode()?),
        _ => return Ok(learn::lesson(event)?.map(learn::keep)),
    };
    Ok(Some(reaction))
}

fn dossier_of(initiative: &str) -> Result<DossierId, Malformed> {
    Ok(DossierId::of(parse::<InitiativeId>("initiative", initiative)?))
}

fn about(initiative: &str, command: DossierCommand) -> Result<Reaction, Malformed> {
    let id = dossier_of(initiative)?;
    Ok(Reaction::on(vec![Dossier::stream(&id)], move |desk| {
        desk.act::<Dossier>(&id, (id, command.clone()))
    }))
}

fn submitted(event: InitiativeSubmitted) -> Result<Reaction, Malformed> {
    let id = dossier_of(&event.initiative)?;
    let cycle: CycleId = parse("cycle", &event.cycle)?;
    let known = KnownId::Cycle(cycle);
    let opening = Opening {
        initiative: parse("initiative", &event.initiative)?,
        cycle,
        model: None,
        administration: parse("administration", &event.administration)?,
        content: content(event.content)?,
    };
    let streams = vec![Dossier::stream(&id), Known::stream(&known)];
    Ok(Reaction::on(streams, move |desk| {
        let known = desk.state::<Known>(&known)?;
        let model = known.as_ref().and_then(Known::cycle).map(|terms| terms.model.clone());
        let opening = Opening { model, ..opening.clone() };
        desk.act::<Dossier>(&id, (id, DossierCommand::Open(Box::new(opening))))
    }))
}

/// Only a demand for a supplement reopens.
fn assessed(event: CaseAssessed) -> Result<Option<Reaction>, Malformed> {
    if event.outcome() != StepOneOutcome::Supplement {
        return Ok(None);
    }
    let due_on = learn::day("due_on", &event.due_on)?;
    let reopen = DossierCommand::Reopen { missing: event.missing, due_on };
    about(&event.initiative, reopen).map(Some)
}

fn content(content: Option<InitiativeContent>) -> Result<Content, Malformed> {
    let content = content.ok_or_else(|| Malformed::new("content", "is missing"))?;
    let (kind, driver) = (content.kind(), content.driver());
    let affected = content.affected_administrations.iter();
    let costs = content.costs.iter().map(|cost| Cost {
        year: cost.year,
        one_off: Money::ore(cost.one_off_ore),
        running: Money::ore(cost.running_ore),
    });
    let benefits = content.benefits.iter().map(|benefit| Benefit {
        target_group: word(benefit.target_group().as_str_name(), "TARGET_GROUP_"),
        description: benefit.description.clone(),
    });
    let risks = content.risks.iter().map(|risk| Risk {
        description: risk.description.clone(),
        mitigation: risk.mitigation.clone(),
    });
    Ok(Content {
        proposer: parse::<PersonId>("content.proposer", &content.proposer)?,
        kind: word(kind.as_str_name(), "INITIATIVE_KIND_"),
        area: parse::<AreaKey>("content.area", &content.area)?,
        driver: word(driver.as_str_name(), "DRIVER_"),
        affected_administrations: affected
            .map(|id| parse("content.affected_administrations", id))
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
        fields: content.fields.into_iter().collect(),
    })
}

/// The text of an enum's value: its name without the enum's, in lower case.
fn word(name: &str, prefix: &str) -> String {
    name.trim_start_matches(prefix).to_ascii_lowercase()
}
