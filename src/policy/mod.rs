//! Decisions: pure functions over the words, with `now` as an argument.

pub mod deals;
pub mod follow;
pub mod funnel;
pub mod hours;
pub mod lanes;
pub mod plan;
pub mod score;
