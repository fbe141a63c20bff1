//! Every question that screens and commands ask.

pub mod card;
pub mod deals;
pub mod export;
pub mod find;
pub mod funnel;
pub mod history;
mod lane_reader;
pub mod list;
pub mod nurture;
pub mod pages;
pub mod picks;
pub mod pipeline;
pub mod queue;
pub mod view;
pub mod whose;
pub mod withheld;
