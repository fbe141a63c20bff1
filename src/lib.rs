//! Callsheet: a lead desk in the terminal for telesales teams.
//!
//! The floors, from the ground up; a room uses only rooms on floors below it:
//! `domain` (the words) and `settings`, `policy` (decisions), `store`, `intake` and
//! `handoff` (the outside), `desk` (every change and every question), `tui` and `cli`.

pub mod cli;
pub mod demo;
pub mod desk;
pub mod domain;
pub mod handoff;
pub mod intake;
pub mod policy;
pub mod settings;
pub mod store;
pub mod tui;
