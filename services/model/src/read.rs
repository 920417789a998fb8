//! Reads a TOML tree key by key and notes every error with its line. Keys nobody asks for are errors.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::Range;
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::{ModelError, ModelErrors};

/// The text and what was found wrong with it.
pub(crate) struct Source<'t> {
    text: &'t str,
    found: RefCell<Vec<ModelError>>,
}

impl<'t> Source<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, found: RefCell::new(Vec::new()) }
    }

    /// Notes the errors of the TOML itself and returns what could be read.
    pub(crate) fn parse(&self) -> Spanned<DeTable<'t>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            self.report(&error.span().unwrap_or(0..0), String::new(), error.message());
        }
        table
    }

    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T, ModelErrors> {
        let found = self.found.into_inner();
        value.filter(|_| found.is_empty()).ok_or_else(|| ModelErrors::new(found))
    }

    fn report(&self, at: &Range<usize>, path: String, rule: impl Into<String>) {
        let before = self.text.as_bytes().iter().take(at.start);
        let line = 1 + before.filter(|byte| **byte == b'\n').count();
        self.found.borrow_mut().push(ModelError { line, path, rule: rule.into() });
    }
}

/// One table. When it goes, keys that were never asked for are reported.
pub(crate) struct Section<'s, 't> {
    source: &'s Source<'t>,
    table: &'s DeTable<'t>,
    path: String,
    at: Range<usize>,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'s, 't> Section<'s, 't> {
    pub(crate) fn root(source: &'s Source<'t>, table: &'s Spanned<DeTable<'t>>) -> Self {
        Self::at(source, table.get_ref(), String::new(), 0..0)
    }

    fn at(source: &'s Source<'t>, table: &'s DeTable<'t>, path: String, at: Range<usize>) -> Self {
        Self { source, table, path, at, asked: RefCell::default() }
    }

    /// Notes that `key` breaks `rule`.
    pub(crate) fn fail(&self, key: &str, rule: impl Into<String>) {
        let at = self.entry(key).map_or_else(|| self.at.clone(), |(at, _)| at);
        self.source.report(&at, self.path_of(key), rule);
    }

    /// Notes that `key` breaks `rule` unless `holds`.
    pub(crate) fn check(&self, holds: bool, key: &str, rule: impl Into<String>) {
        if !holds {
            self.fail(key, rule);
        }
    }

    /// A text that must be there and must not be empty.
    pub(crate) fn text(&self, key: &'static str) -> Option<String> {
        let value = self.required(key)?;
        match value.as_str() {
            Some("") => self.failed(key, "must not be empty"),
            Some(text) => Some(text.to_owned()),
            None => self.failed(key, "must be a text"),
        }
    }

    /// A text that must be there and have the form of `T`.
    pub(crate) fn parsed<T: FromStr<Err: Display>>(&self, key: &'static str) -> Option<T> {
        match self.text(key)?.parse() {
            Ok(value) => Some(value),
            Err(error) => self.failed(key, error.to_string()),
        }
    }

    /// A whole number that must be there and fit.
    pub(crate) fn int<T: TryFrom<i64>>(&self, key: &'static str) -> Option<T> {
        self.required(key).and_then(|value| self.as_int(key, value))
    }

    /// A whole number that may be left out. The outer `None` is an error.
    pub(crate) fn opt_int<T: TryFrom<i64>>(&self, key: &'static str) -> Option<Option<T>> {
        self.ask(key).map_or(Some(None), |value| self.as_int(key, value).map(Some))
    }

    /// A yes or no; `false` when it is left out.
    pub(crate) fn flag(&self, key: &'static str) -> Option<bool> {
        match self.ask(key) {
            None => Some(false),
            Some(DeValue::Boolean(value)) => Some(*value),
            Some(_) => self.failed(key, "must be true or false"),
        }
    }

    /// A list of texts of the form of `T`; empty when it is left out.
    pub(crate) fn list<T: FromStr<Err: Display>>(&self, key: &'static str) -> Option<Vec<T>> {
        let Some(value) = self.ask(key) else { return Some(Vec::new()) };
        let Some(items) = value.as_array() else { return self.failed(key, "must be a list") };
        let mut out = Vec::new();
        for item in items {
            let parsed = match item.get_ref().as_str().map(str::parse::<T>) {
                Some(Ok(parsed)) => Ok(parsed),
                Some(Err(error)) => Err(error.to_string()),
                None => Err("must be a list of texts".to_owned()),
            };
            match parsed {
                Ok(parsed) => out.push(parsed),
                Err(rule) => self.source.report(&item.span(), self.path_of(key), rule),
            }
        }
        (out.len() == items.len()).then_some(out)
    }

    /// A table that must be there.
    pub(crate) fn section(&self, key: &'static str) -> Option<Section<'s, 't>> {
        self.required(key)?;
        let (at, value) = self.entry(key)?;
        match value.as_table() {
            Some(table) => Some(Self::at(self.source, table, self.path_of(key), at)),
            None => self.failed(key, "must be a table"),
        }
    }

    /// Tables `[[key]]`, at least one, each read by `read`. `None` when one of them has an error.
    pub(crate) fn each<T>(
        &self,
        key: &'static str,
        mut read: impl FnMut(&Section<'s, 't>) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.required(key)?;
        let (_, value) = self.entry(key)?;
        let Some(items) = value.as_array() else { return self.failed(key, "must be tables") };
        let mut out = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let path = format!("{}[{i}]", self.path_of(key));
            match item.get_ref().as_table() {
                Some(table) => {
                    out.extend(read(&Self::at(self.source, table, path, item.span())));
                }
                None => self.source.report(&item.span(), path, "must be a table"),
            }
        }
        (out.len() == items.len()).then_some(out)
    }

    fn failed<T>(&self, key: &str, rule: impl Into<String>) -> Option<T> {
        self.fail(key, rule);
        None
    }

    fn as_int<T: TryFrom<i64>>(&self, key: &str, value: &DeValue<'_>) -> Option<T> {
        let Some(int) = value.as_integer() else {
            return self.failed(key, "must be a whole number");
        };
        let fits = i64::from_str_radix(int.as_str(), int.radix()).ok();
        match fits.and_then(|number| T::try_from(number).ok()) {
            Some(number) => Some(number),
            None => self.failed(key, "is out of range"),
        }
    }

    fn required(&self, key: &'static str) -> Option<&'s DeValue<'t>> {
        let value = self.ask(key);
        if value.is_none() {
            self.fail(key, "is missing");
        }
        value
    }

    fn ask(&self, key: &'static str) -> Option<&'s DeValue<'t>> {
        self.asked.borrow_mut().insert(key);
        self.entry(key).map(|(_, value)| value)
    }

    fn entry(&self, key: &str) -> Option<(Range<usize>, &'s DeValue<'t>)> {
        let (name, value) = self.table.iter().find(|(name, _)| name.get_ref() == key)?;
        Some((name.span(), value.get_ref()))
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }
}

impl Drop for Section<'_, '_> {
    fn drop(&mut self) {
        let asked = self.asked.borrow();
        for name in self.table.keys().filter(|name| !asked.contains(name.get_ref().as_ref())) {
            self.source.report(&name.span(), self.path_of(name.get_ref()), "is not known");
        }
    }
}

/// Notes keys that stand more than once in a list.
pub(crate) fn unique<'k>(
    section: &Section<'_, '_>,
    key: &str,
    keys: impl Iterator<Item = &'k str>,
) {
    let mut seen = BTreeSet::new();
    for one in keys {
        section.check(seen.insert(one), key, format!("names {one} more than once"));
    }
}
