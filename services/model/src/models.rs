//! A set of model versions, by version.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{Model, ModelErrors};

const SHIPPED: &[&str] = &[include_str!("../../../deploy/model/stockholm/2008.toml")];

/// Model versions that a service knows.
#[derive(Debug, Clone, Default)]
pub struct Models(BTreeMap<String, Arc<Model>>);

/// Why a set of versions cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ModelsError {
    /// A definition has errors.
    #[error("a model definition has errors:\n{0}")]
    Broken(ModelErrors),
    /// Two definitions have the same version. A version is never edited, only added.
    #[error("there are two definitions of version {0}")]
    Twice(String),
}

impl Models {
    /// The versions that come with the platform.
    ///
    /// # Errors
    /// None in a tested build: a test reads them all.
    pub fn shipped() -> Result<Self, ModelsError> {
        Self::read(SHIPPED.iter().copied())
    }

    /// The versions in these definitions.
    ///
    /// # Errors
    /// A definition that is broken, or two of the same version.
    pub fn read<'t>(texts: impl IntoIterator<Item = &'t str>) -> Result<Self, ModelsError> {
        let mut models = Self::default();
        for text in texts {
            models.add(Model::parse(text).map_err(ModelsError::Broken)?)?;
        }
        Ok(models)
    }

    /// Adds a version.
    ///
    /// # Errors
    /// [`ModelsError::Twice`] when it is there already.
    pub fn add(&mut self, model: Model) -> Result<(), ModelsError> {
        let version = model.version.clone();
        match self.0.insert(version.clone(), Arc::new(model)) {
            None => Ok(()),
            Some(_) => Err(ModelsError::Twice(version)),
        }
    }

    /// The model of this version.
    #[must_use]
    pub fn get(&self, version: &str) -> Option<&Arc<Model>> {
        self.0.get(version)
    }

    /// All models, by version.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Model>> {
        self.0.values()
    }
}
