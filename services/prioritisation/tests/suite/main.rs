//! The service alone: gRPC in, gRPC out, with scripted sources for all that it follows.

#[cfg(test)]
mod appraisals;
#[cfg(test)]
mod batches;
#[cfg(test)]
mod cycle;
#[cfg(test)]
mod deciding;
#[cfg(test)]
mod group;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod load;
#[cfg(test)]
mod mandates;
#[cfg(test)]
mod proposing;
#[cfg(test)]
mod reactions;
#[cfg(test)]
mod reasons;
#[cfg(test)]
mod world;
