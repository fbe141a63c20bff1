//! Decisions: pure functions over the words, with `now` as an argument.

pub mod hours;
