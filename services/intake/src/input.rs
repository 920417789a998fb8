//! Reads requests: everything that cannot be read is named at once, with its path.

use intake_domain::{Cost, Form, Risk, StatedBenefit};
use kernel::{Date, Money, Violations};
use platform::grpc::invalid;
use proto::intake::v1 as pb;
use tonic::Status;

use crate::convert::{driver_from, kind_from, target_group_from};

/// What has been read so far.
#[derive(Debug, Default)]
pub(crate) struct Input {
    violations: Violations,
}

impl Input {
    /// A field in the form of `T`.
    pub(crate) fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        field: &str,
        text: &str,
    ) -> Option<T> {
        self.violations.parse(field, text.parse())
    }

    /// A day.
    pub(crate) fn day(&mut self, field: &str, text: &str) -> Option<Date> {
        let day = text.parse().map_err(|_| "is not a day of the form YYYY-MM-DD");
        let day = day.and_then(|day: Date| {
            if day.to_string() == text { Ok(day) } else { Err("is not of the form YYYY-MM-DD") }
        });
        self.violations.parse(field, day)
    }

    /// A field that may be empty. The outer `None` is one that cannot be read.
    pub(crate) fn optional<T>(
        &mut self,
        text: &str,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<Option<T>> {
        if text.is_empty() { Some(None) } else { read(self).map(Some) }
    }

    /// A choice of an enum; 0 is none. The outer `None` is one that is not known.
    pub(crate) fn choice<T>(
        &mut self,
        field: &str,
        number: i32,
        read: impl FnOnce(i32) -> Option<T>,
    ) -> Option<Option<T>> {
        let read = read(number);
        self.violations.unless(read.is_some() || number == 0, field, "is not a known value");
        Some(read)
    }

    /// Notes a field unless `holds`.
    pub(crate) fn unless(&mut self, holds: bool, field: &str, rule: &str) {
        self.violations.unless(holds, field, rule);
    }

    /// Notes a text of more than `max` characters.
    pub(crate) fn at_most(&mut self, field: &str, text: &str, max: usize) {
        let fits = text.chars().count() <= max;
        self.violations.unless(fits, field, format!("must be at most {max} characters"));
    }

    /// Takes over what a rule found, when something else cannot be read anyway.
    pub(crate) fn also<T>(&mut self, read: Option<&T>, found: impl FnOnce() -> Violations) {
        if read.is_none() {
            self.violations.extend(found());
        }
    }

    /// What was read, or all that could not be.
    pub(crate) fn done<T>(self, read: Option<T>) -> Result<T, Status> {
        read.filter(|_| self.violations.is_empty()).ok_or_else(|| invalid(&self.violations))
    }
}

/// One id.
pub(crate) fn id<T: std::str::FromStr<Err: std::fmt::Display>>(
    field: &str,
    text: &str,
) -> Result<T, Status> {
    let mut input = Input::default();
    let id = input.parse(field, text);
    input.done(id)
}

/// The form as filled in. The rules name what is missing, so that all comes at once.
pub(crate) fn form(form: Option<pb::InitiativeForm>) -> Form {
    let form = form.unwrap_or_default();
    let costs = form.costs.into_iter().map(|cost| Cost {
        year: cost.year,
        one_off: Money::ore(cost.one_off_ore),
        running: Money::ore(cost.running_ore),
    });
    let benefits = form.benefits.into_iter().map(|benefit| StatedBenefit {
        target_group: target_group_from(benefit.target_group),
        description: benefit.description,
    });
    let risks = form
        .risks
        .into_iter()
        .map(|risk| Risk { description: risk.description, mitigation: risk.mitigation });
    Form {
        title: form.title,
        kind: kind_from(form.kind),
        area: form.area,
        need: form.need,
        process: form.process,
        city_goals: form.city_goals,
        business_goals: form.business_goals,
        driver: driver_from(form.driver),
        affected_administrations: form.affected_administrations,
        costs: costs.collect(),
        benefits: benefits.collect(),
        risks: risks.collect(),
        fields: form.fields.into_iter().collect(),
    }
}
