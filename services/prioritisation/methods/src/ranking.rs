//! Members' ballots become one order.
