//! Assessments by criteria become one order.
