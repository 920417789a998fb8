//! Bodies: seats, quorum and majority. The decision leaves most of it open, so the model says it (A4).

use kernel::Responsibility;

use crate::Share;
use crate::read::Section;

/// How a body is made up and decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Label shown to people.
    pub name: String,
    /// Exact number of seats; `None` when any number will do.
    pub seats: Option<u32>,
    /// More than this share of the seats must be present.
    pub quorum: Share,
    /// More than this share of the votes decides.
    pub majority: Share,
    /// Whether the chair's vote decides between equal halves.
    pub casting_vote: bool,
    /// What the chair must answer for; `None` when anything will do (A10).
    pub chair: Option<Responsibility>,
    /// Each of these must be answered for by at least one member (A11).
    pub composition: Vec<Responsibility>,
    /// What this rests on.
    pub basis: String,
}

/// The bodies of the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bodies {
    /// The development council (utvecklingsrådet).
    pub council: Body,
    /// The e-service committee (utskottet), A6.
    pub committee: Body,
    /// The group of each service area (tjänsteområdesgrupp).
    pub group: Body,
}

pub(crate) fn read(section: &Section<'_, '_>) -> Option<Bodies> {
    let council = section.section("council").and_then(|body| read_body(&body));
    let committee = section.section("committee").and_then(|body| read_body(&body));
    let group = section.section("group").and_then(|body| read_body(&body));
    Some(Bodies { council: council?, committee: committee?, group: group? })
}

fn read_body(section: &Section<'_, '_>) -> Option<Body> {
    let name = section.text("name");
    let seats = section.opt_int("seats");
    let quorum = section.parsed("quorum");
    let majority = section.parsed("majority");
    let casting_vote = section.flag("casting_vote");
    let chair = section.list("chair");
    let composition = section.list("composition");
    let basis = section.text("basis");
    section.check(seats != Some(Some(0)), "seats", "must be at least 1");
    if let Some(chair) = &chair {
        section.check(chair.len() <= 1, "chair", "must name at most one");
    }
    Some(Body {
        name: name?,
        seats: seats?,
        quorum: quorum?,
        majority: majority?,
        casting_vote: casting_vote?,
        chair: chair?.first().copied(),
        composition: composition?,
        basis: basis?,
    })
}
