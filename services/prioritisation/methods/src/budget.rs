//! Costs and a frame become a selection.
