//! All I/O that is not about one service: journal, follower, gRPC, identity, configuration.
