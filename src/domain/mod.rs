//! The words of the trade. Pure values: no IO, no SQL, no clock.

pub mod time;
