//! The contract: API and events of all services.
