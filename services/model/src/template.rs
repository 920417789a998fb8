//! Templates: what an administration must state before it sends an initiative on (C2, C13).

use crate::read::{Section, unique};

kernel::named! {
    /// Kind of a field.
    pub enum FieldKind {
        /// A text.
        Text = "text",
        /// A whole number.
        Int = "int",
        /// One of the field's choices.
        Choice = "choice",
        /// A list of texts.
        List = "list",
        /// A service area of the model.
        Area = "area",
        /// A list of administrations.
        Administrations = "administrations",
        /// Costs by year.
        Costs = "costs",
        /// Benefits by target group.
        Benefits = "benefits",
        /// Risks.
        Risks = "risks",
    }
}

/// Fields that every initiative has, and their kinds. A template says which are required.
pub const STANDARD_FIELDS: &[(&str, FieldKind)] = &[
    ("title", FieldKind::Text),
    ("kind", FieldKind::Choice),
    ("area", FieldKind::Area),
    ("need", FieldKind::Text),
    ("process", FieldKind::Text),
    ("city_goals", FieldKind::List),
    ("business_goals", FieldKind::List),
    ("driver", FieldKind::Choice),
    ("affected_administrations", FieldKind::Administrations),
    ("costs", FieldKind::Costs),
    ("benefits", FieldKind::Benefits),
    ("risks", FieldKind::Risks),
];

/// One field of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Key: one of [`STANDARD_FIELDS`], or the model's own.
    pub key: String,
    /// Label shown to people.
    pub label: String,
    /// Kind.
    pub kind: FieldKind,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it may be left empty in a support area all the same (B4).
    pub except_support_area: bool,
    /// Longest text in characters. Lists: of each text.
    pub max_length: Option<u32>,
    /// Most entries of a list.
    pub max_items: Option<u32>,
    /// Least number.
    pub min: Option<i64>,
    /// Greatest number.
    pub max: Option<i64>,
    /// What can be chosen.
    pub choices: Vec<String>,
}

impl Field {
    /// Whether the model itself adds the field: its value is in the form's `fields`.
    #[must_use]
    pub fn is_own(&self) -> bool {
        standard(&self.key).is_none()
    }
}

/// One version of one template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// What it is for: `initiative`.
    pub id: String,
    /// Version. An initiative keeps the one that it was written in (C13).
    pub version: String,
    /// Fields in the order of the form.
    pub fields: Vec<Field>,
}

impl Template {
    /// The field with this key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

fn standard(key: &str) -> Option<FieldKind> {
    STANDARD_FIELDS.iter().find(|(name, _)| *name == key).map(|(_, kind)| *kind)
}

pub(crate) fn read(section: &Section<'_, '_>) -> Option<Template> {
    let id = section.text("id");
    let version = section.text("version");
    let fields = section.each("field", read_field);
    if let Some(fields) = &fields {
        unique(section, "field", fields.iter().map(|field| field.key.as_str()));
        for (key, _) in STANDARD_FIELDS {
            let there = fields.iter().any(|field| field.key == *key);
            section.check(there, "field", format!("has no field {key}"));
        }
    }
    Some(Template { id: id?, version: version?, fields: fields? })
}

fn read_field(section: &Section<'_, '_>) -> Option<Field> {
    let key = section.text("key");
    let label = section.text("label");
    let kind = section.parsed("kind");
    let required = section.flag("required");
    let except_support_area = section.flag("except_support_area");
    let max_length = section.opt_int("max_length");
    let max_items = section.opt_int("max_items");
    let min = section.opt_int("min");
    let max = section.opt_int("max");
    let choices = section.list("choices");
    let field = Field {
        key: key?,
        label: label?,
        kind: kind?,
        required: required?,
        except_support_area: except_support_area?,
        max_length: max_length?,
        max_items: max_items?,
        min: min?,
        max: max?,
        choices: choices?,
    };
    check_field(section, &field);
    Some(field)
}

fn check_field(section: &Section<'_, '_>, field: &Field) {
    match standard(&field.key) {
        Some(kind) => {
            section.check(field.kind == kind, "kind", format!("of {} must be {kind}", field.key));
        }
        None => {
            let simple = matches!(field.kind, FieldKind::Text | FieldKind::Int | FieldKind::Choice);
            section.check(simple, "kind", "of an own field must be text, int or choice");
            let chooses = field.kind == FieldKind::Choice;
            section.check(
                chooses != field.choices.is_empty(),
                "choices",
                "must be given for the kind choice and for no other",
            );
        }
    }
    let ordered = field.min.zip(field.max).is_none_or(|(min, max)| min <= max);
    section.check(ordered, "max", "must not be less than min");
}
