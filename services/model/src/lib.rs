//! The utvecklingsmodell as versioned data (A2, C13, C14). Pure: reads text, touches no file.
//!
//! A version is never edited, only added. A cycle pins one when it opens, and everything in that
//! cycle is decided under it.

mod appraisal;
mod bodies;
mod calendar;
mod error;
mod models;
mod policy;
mod proposal;
mod read;
mod share;
mod template;
mod valuation;

use kernel::AreaKey;

pub use appraisal::{AppraisalPolicy, Load};
pub use bodies::{Bodies, Body};
pub use calendar::{Calendar, Day};
pub use error::{ModelError, ModelErrors};
pub use models::{Models, ModelsError};
pub use policy::{
    Area, Competence, RankingMethod, RankingPolicy, ReasonCode, RegisterPolicy, ScopePolicy,
    StepOneOutcome,
};
pub use proposal::{CityMethod, Completion, ProposalPolicy, Utility, ValueSource, Voters};
pub use share::Share;
pub use template::{Field, FieldKind, STANDARD_FIELDS, Template};
pub use valuation::{Criterion, Scores, Valuation};

use read::{Section, Source, unique};

/// Id of the template for initiatives.
pub const INITIATIVE_TEMPLATE: &str = "initiative";

/// Reason code for an initiative that nobody chose. Every model must hold it.
pub const NO_SUPPORT: &str = "NO_SUPPORT";

/// One version of the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Version, as cycles name it.
    pub version: String,
    /// Name shown to people.
    pub name: String,
    /// The decision that the version rests on.
    pub decision: String,
    /// Service areas. The order means something: imports point at an area by its place.
    pub areas: Vec<Area>,
    /// What the model covers (B1, B2, B3).
    pub scope: ScopePolicy,
    /// Templates (C2).
    pub templates: Vec<Template>,
    /// Valuation (D4, D8).
    pub valuation: Valuation,
    /// Competences that must sign a dossier and the city-wide proposal (D5).
    pub experts: Vec<Competence>,
    /// Reasons for outcomes of step one (C6).
    pub reasons: Vec<ReasonCode>,
    /// Bodies (A4, A6, A10, A11).
    pub bodies: Bodies,
    /// How a group's ballots become a ranking (C7).
    pub ranking: RankingPolicy,
    /// How members share the appraisals (A19, F3).
    pub appraisal: AppraisalPolicy,
    /// How the city-wide proposal is made (B6, C8).
    pub proposal: ProposalPolicy,
    /// Days of the planning year (C11, C12).
    pub calendar: Calendar,
    /// How submissions are registered (C3).
    pub register: RegisterPolicy,
}

impl Model {
    /// Reads a definition.
    ///
    /// # Errors
    /// Everything that is wrong, each with its line.
    pub fn parse(text: &str) -> Result<Self, ModelErrors> {
        let source = Source::new(text);
        let table = source.parse();
        let model = read_model(&Section::root(&source, &table));
        source.finish(model)
    }

    /// Every key by which what is recorded points into this version.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let fields = self.templates.iter().flat_map(|template| &template.fields);
        let of_fields = fields.flat_map(|field| {
            std::iter::once(&field.key).chain(&field.choices).map(String::as_str)
        });
        let templates = self.templates.iter().flat_map(|one| [&*one.id, &*one.version]);
        let criteria = self.valuation.criteria.iter().map(|one| one.key.as_str());
        std::iter::once(self.version.as_str())
            .chain(self.areas.iter().map(|one| one.key.as_str()))
            .chain(templates)
            .chain(of_fields)
            .chain(self.reasons.iter().map(|one| one.code.as_str()))
            .chain(criteria)
    }

    /// The area with this key.
    #[must_use]
    pub fn area(&self, key: &AreaKey) -> Option<&Area> {
        self.areas.iter().find(|area| area.key == *key)
    }

    /// The template for initiatives.
    #[must_use]
    pub fn initiative_template(&self) -> Option<&Template> {
        self.template(INITIATIVE_TEMPLATE)
    }

    /// The template with this id.
    #[must_use]
    pub fn template(&self, id: &str) -> Option<&Template> {
        self.templates.iter().find(|template| template.id == id)
    }

    /// The reason with this code for this outcome of step one.
    #[must_use]
    pub fn reason(&self, outcome: StepOneOutcome, code: &str) -> Option<&ReasonCode> {
        self.reasons.iter().find(|reason| reason.outcome == outcome && reason.code == code)
    }
}

fn read_model(root: &Section<'_, '_>) -> Option<Model> {
    let version = root.text("version");
    let name = root.text("name");
    let decision = root.text("decision");
    let areas = root.each("area", policy::read_area);
    let scope = root.section("scope").and_then(|section| policy::read_scope(&section));
    let templates = root.each("template", template::read);
    let valuation = root.section("valuation").and_then(|section| valuation::read(&section));
    let experts = root.section("experts").and_then(|section| policy::read_experts(&section));
    let reasons = root.each("reason", policy::read_reason);
    let bodies = root.section("bodies").and_then(|section| bodies::read(&section));
    let ranking = root.section("ranking").and_then(|section| policy::read_ranking(&section));
    let appraisal = root.section("appraisal").and_then(|section| appraisal::read(&section));
    let proposal = root.section("proposal").and_then(|section| proposal::read(&section));
    let calendar = root.section("calendar").and_then(|section| calendar::read(&section));
    let register = root.section("register").and_then(|section| policy::read_register(&section));
    if let Some(areas) = &areas {
        unique(root, "area", areas.iter().map(|area| area.key.as_str()));
    }
    if let Some(templates) = &templates {
        unique(root, "template", templates.iter().map(|template| template.id.as_str()));
        let there = templates.iter().any(|template| template.id == INITIATIVE_TEMPLATE);
        root.check(there, "template", format!("has no template {INITIATIVE_TEMPLATE}"));
    }
    if let Some(reasons) = &reasons {
        policy::check_reasons(root, reasons);
    }
    Some(Model {
        version: version?,
        name: name?,
        decision: decision?,
        areas: areas?,
        scope: scope?,
        templates: templates?,
        valuation: valuation?,
        experts: experts?,
        reasons: reasons?,
        bodies: bodies?,
        ranking: ranking?,
        appraisal: appraisal?,
        proposal: proposal?,
        calendar: calendar?,
        register: register?,
    })
}

#[cfg(test)]
mod tests;
