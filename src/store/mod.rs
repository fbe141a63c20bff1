//! The file of leads: SQL behind named functions, one query each. Nothing else knows SQL.

mod back;
pub mod backup;
pub mod claims;
pub mod contacts;
pub mod deals;
pub mod doctor;
pub mod engine;
pub mod entity;
pub mod fault;
pub mod file;
pub mod funnel;
pub mod history;
pub mod journal;
pub mod leads;
pub mod list;
pub mod meta;
pub mod migrate;
pub mod people;
mod place;
pub mod queue;
pub mod record;
pub mod search;
pub mod steps;
mod together;
pub mod undo;
