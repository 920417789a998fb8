//! The utvecklingsmodell as versioned data. Pure.
