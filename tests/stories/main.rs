//! The life of a lead, told at the desk.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

#[path = "../support/mod.rs"]
mod support;

mod assign;
mod calls;
mod capture;
mod claims;
mod convert;
mod edit;
mod many;
mod nurture;
mod people;
mod pipeline;
mod queue;
