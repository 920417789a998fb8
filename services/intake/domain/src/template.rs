//! Checks a form against a template: all missing and bad fields at once (C2).

use std::collections::BTreeSet;

use kernel::{AdministrationId, AreaKey, Money, MoneyError, Violations};
use model::{Area, Field, FieldKind, Model, Template};

use crate::texts::check_length;
use crate::{Benefit, Content, Cost, Driver, Form, StatedBenefit};

const YEARS: std::ops::RangeInclusive<i32> = 2000..=2200;

/// The content, if the form keeps every rule of the template.
pub(crate) fn fill_in(
    form: Form,
    model: &Model,
    template: &Template,
    registered: &BTreeSet<AdministrationId>,
) -> Result<Content, Violations> {
    let mut check = Check {
        violations: Violations::none(),
        form: &form,
        area: None,
        affected: BTreeSet::new(),
    };
    check.area(model);
    for field in &template.fields {
        check.field(field);
    }
    check.affected(registered);
    check.costs();
    check.details();
    check.own_fields(template);
    let total_cost = check.total();
    let Check { violations, area, affected, .. } = check;
    violations.check()?;
    let area = area.map(|area| area.key.clone());
    content(form, area, affected, total_cost, template).ok_or_else(incomplete)
}

/// A template that does not require what every initiative must have.
fn incomplete() -> Violations {
    let mut violations = Violations::none();
    violations.add("form", "must state kind, area, driver and costs");
    violations
}

fn content(
    form: Form,
    area: Option<AreaKey>,
    affected_administrations: BTreeSet<AdministrationId>,
    total_cost: Option<Money>,
    template: &Template,
) -> Option<Content> {
    Some(Content {
        title: form.title,
        kind: form.kind?,
        area: area?,
        need: form.need,
        process: form.process,
        city_goals: form.city_goals,
        business_goals: form.business_goals,
        driver: form.driver?,
        affected_administrations,
        costs: form.costs,
        total_cost: total_cost?,
        benefits: form.benefits.into_iter().map(stated).collect::<Option<_>>()?,
        risks: form.risks,
        template_version: template.version.clone(),
        fields: form.fields,
    })
}

fn stated(benefit: StatedBenefit) -> Option<Benefit> {
    Some(Benefit { target_group: benefit.target_group?, description: benefit.description })
}

struct Check<'a> {
    violations: Violations,
    form: &'a Form,
    area: Option<&'a Area>,
    affected: BTreeSet<AdministrationId>,
}

impl<'a> Check<'a> {
    fn add(&mut self, field: &str, rule: impl Into<String>) {
        self.violations.add(format!("form.{field}"), rule);
    }

    fn area(&mut self, model: &'a Model) {
        if self.form.area.is_empty() {
            return;
        }
        self.area = model.area(&AreaKey::new(self.form.area.clone()));
        if self.area.is_none() {
            let keys: Vec<_> = model.areas.iter().map(|area| area.key.as_str()).collect();
            self.add("area", format!("is not one of {}", keys.join(", ")));
        }
    }

    /// Required, length and number of entries, as the template states them.
    fn field(&mut self, field: &Field) {
        let entries = self.entries(field);
        let exempt = field.except_support_area && self.area.is_some_and(|area| area.support_area);
        if entries.iter().all(|(_, text)| text.trim().is_empty()) {
            if field.required && !exempt {
                self.add(&path(field), "is missing");
            }
            return;
        }
        let few = field.max_items.is_none_or(|max| entries.len() <= max as usize);
        if !few {
            let max = field.max_items.unwrap_or_default();
            self.add(&path(field), format!("must have at most {max} entries"));
        }
        let max = field.max_length.unwrap_or(u32::MAX);
        for (path, text) in &entries {
            check_length(&mut self.violations, &format!("form.{path}"), text, max);
        }
        if field.is_own() {
            for (path, text) in &entries {
                self.own_value(field, path, text);
            }
        }
    }

    fn own_value(&mut self, field: &Field, path: &str, text: &str) {
        match field.kind {
            FieldKind::Int => match text.parse::<i64>() {
                Ok(number) => {
                    let low = field.min.is_some_and(|min| number < min);
                    let high = field.max.is_some_and(|max| number > max);
                    if low || high {
                        self.add(path, "is outside of its range");
                    }
                }
                Err(_) => self.add(path, "must be a whole number"),
            },
            FieldKind::Choice if !field.choices.iter().any(|choice| choice == text) => {
                self.add(path, format!("is not one of {}", field.choices.join(", ")));
            }
            FieldKind::Choice
            | FieldKind::Text
            | FieldKind::List
            | FieldKind::Area
            | FieldKind::Administrations
            | FieldKind::Costs
            | FieldKind::Benefits
            | FieldKind::Risks => {}
        }
    }

    /// The texts of a field, each with its path.
    fn entries(&self, field: &Field) -> Vec<(String, String)> {
        let form = self.form;
        let one = |text: &str| vec![(path(field), text.to_owned())];
        let numbered = |part: &str, texts: Vec<String>| {
            let path = |i| format!("{}[{i}]{part}", field.key);
            texts.into_iter().enumerate().map(|(i, text)| (path(i), text)).collect()
        };
        match field.key.as_str() {
            "title" => one(&form.title),
            "kind" => one(form.kind.map_or("", |kind| kind.as_str())),
            "area" => one(&form.area),
            "need" => one(&form.need),
            "process" => one(&form.process),
            "driver" => one(form.driver.map_or("", |driver| driver.as_str())),
            "city_goals" => numbered("", form.city_goals.clone()),
            "business_goals" => numbered("", form.business_goals.clone()),
            "affected_administrations" => numbered("", form.affected_administrations.clone()),
            "costs" => numbered("", form.costs.iter().map(|cost| cost.year.to_string()).collect()),
            "benefits" => {
                let texts = form.benefits.iter().map(|one| one.description.clone());
                numbered(".description", texts.collect())
            }
            "risks" => {
                let texts = form.risks.iter().map(|one| one.description.clone());
                numbered(".description", texts.collect())
            }
            own => one(form.fields.get(own).map_or("", String::as_str)),
        }
    }

    fn affected(&mut self, registered: &BTreeSet<AdministrationId>) {
        for (i, text) in self.form.affected_administrations.iter().enumerate() {
            let path = format!("form.affected_administrations[{i}]");
            let id = self.violations.parse(&path, text.parse::<AdministrationId>());
            if let Some(id) = id {
                let there = registered.contains(&id);
                self.violations.unless(there, path, "is not a registered administration");
                self.affected.insert(id);
            }
        }
    }

    fn costs(&mut self) {
        let mut years = BTreeSet::new();
        for (i, cost) in self.form.costs.iter().enumerate() {
            if !YEARS.contains(&cost.year) {
                self.add(&format!("costs[{i}].year"), "must be 2000 to 2200");
            }
            if !years.insert(cost.year) {
                self.add(&format!("costs[{i}].year"), "stands more than once");
            }
            for (part, amount) in [("one_off_ore", cost.one_off), ("running_ore", cost.running)] {
                if amount < Money::ZERO {
                    self.add(&format!("costs[{i}].{part}"), "must not be less than 0");
                }
            }
        }
    }

    /// Entries of lists must not be empty; what a system drives must benefit the business (D2).
    fn details(&mut self) {
        let empty = |text: &String| text.trim().is_empty();
        for (list, texts) in
            [("city_goals", &self.form.city_goals), ("business_goals", &self.form.business_goals)]
        {
            for (i, _) in texts.iter().enumerate().filter(|(_, text)| empty(text)) {
                self.violations.add(format!("form.{list}[{i}]"), "is missing");
            }
        }
        for (i, one) in self.form.benefits.iter().enumerate() {
            let path = format!("form.benefits[{i}].description");
            self.violations.unless(!empty(&one.description), path, "is missing");
            let path = format!("form.benefits[{i}].target_group");
            self.violations.unless(one.target_group.is_some(), path, "is missing");
        }
        for (i, one) in self.form.risks.iter().enumerate() {
            let path = format!("form.risks[{i}].description");
            self.violations.unless(!empty(&one.description), path, "is missing");
            check_length(
                &mut self.violations,
                &format!("form.risks[{i}].mitigation"),
                &one.mitigation,
                1000,
            );
        }
        if self.form.driver == Some(Driver::System) && self.form.business_goals.is_empty() {
            self.add("driver", "is system: a goal of the business must be named");
        }
    }

    fn own_fields(&mut self, template: &Template) {
        for key in self.form.fields.keys() {
            if !template.field(key).is_some_and(Field::is_own) {
                self.add(&format!("fields[{key}]"), "is not a field of the template");
            }
        }
    }

    fn total(&mut self) -> Option<Money> {
        match sum(&self.form.costs) {
            Ok(total) => Some(total),
            Err(error) => {
                self.add("costs", error.to_string());
                None
            }
        }
    }
}

fn path(field: &Field) -> String {
    if field.is_own() { format!("fields[{}]", field.key) } else { field.key.clone() }
}

fn sum(costs: &[Cost]) -> Result<Money, MoneyError> {
    Money::total(costs.iter().flat_map(|cost| [cost.one_off, cost.running]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{adm, form, stockholm};
    use crate::{Risk, StatedBenefit};

    fn check(form: Form) -> Result<Content, Vec<String>> {
        let model = stockholm();
        let template = model.initiative_template().unwrap();
        let registered = BTreeSet::from([adm(1), adm(2)]);
        fill_in(form, &model, template, &registered).map_err(|violations| {
            violations.iter().map(|one| format!("{} {}", one.field, one.rule)).collect()
        })
    }

    #[test]
    fn an_empty_form_names_every_required_field_at_once_c2() {
        let missing = check(Form::default()).unwrap_err();
        let fields = [
            "title",
            "kind",
            "area",
            "need",
            "process",
            "city_goals",
            "business_goals",
            "driver",
            "costs",
            "benefits",
        ];
        assert_eq!(missing, fields.map(|field| format!("form.{field} is missing")));
    }

    #[test]
    fn a_filled_in_form_becomes_content_with_its_sum_d3() {
        let content = check(form()).unwrap();
        assert_eq!(content.total_cost, Money::ore(15_000_000));
        assert_eq!(content.template_version, "2008-1");
        assert_eq!(content.affected_administrations, BTreeSet::from([adm(1), adm(2)]));
    }

    #[test]
    fn pure_technology_without_process_has_its_place_in_the_support_area_only_b4() {
        let without = Form { process: String::new(), ..form() };
        assert_eq!(check(without.clone()).unwrap_err(), ["form.process is missing"]);
        assert!(check(Form { area: "infrastructure".into(), ..without }).is_ok());
    }

    #[test]
    fn every_bad_field_is_named_with_its_path_c2() {
        let cost = |year, ore| Cost { year, one_off: Money::ore(ore), running: Money::ZERO };
        let bad = Form {
            area: "sports".into(),
            title: "x".repeat(201),
            affected_administrations: vec![adm(1).to_string(), adm(9).to_string(), "adm".into()],
            costs: vec![cost(1999, 1), cost(2028, -1), cost(2028, 1)],
            benefits: vec![StatedBenefit { target_group: None, description: " ".into() }],
            risks: vec![Risk { description: String::new(), mitigation: String::new() }],
            fields: [("colour".to_owned(), "red".to_owned())].into(),
            ..form()
        };
        assert_eq!(
            check(bad).unwrap_err(),
            [
                "form.area is not one of pedagogical, social, technical, administrative, infrastructure",
                "form.title must be at most 200 characters",
                "form.benefits is missing",
                "form.affected_administrations[1] is not a registered administration",
                "form.affected_administrations[2] is not an id of the form adm_<uuid>",
                "form.costs[0].year must be 2000 to 2200",
                "form.costs[1].one_off_ore must not be less than 0",
                "form.costs[2].year stands more than once",
                "form.benefits[0].description is missing",
                "form.benefits[0].target_group is missing",
                "form.risks[0].description is missing",
                "form.fields[colour] is not a field of the template",
            ]
        );
    }

    #[test]
    fn a_sum_that_does_not_fit_is_named_d3() {
        let cost = |year| Cost { year, one_off: Money::ore(i64::MAX), running: Money::ZERO };
        let found = check(Form { costs: vec![cost(2028), cost(2029)], ..form() }).unwrap_err();
        assert_eq!(found, ["form.costs the sum of the amounts is too large"]);
    }

    #[test]
    fn what_a_system_drives_names_a_goal_of_the_business_d2() {
        let found = check(Form { driver: Some(Driver::System), business_goals: vec![], ..form() });
        assert!(
            found
                .unwrap_err()
                .contains(&"form.driver is system: a goal of the business must be named".into())
        );
    }
}
