//! The words of the trade. Pure values: no IO, no SQL, no clock.

pub mod contact;
pub mod deal;
pub mod end;
pub mod ids;
pub mod lead;
pub mod nurture;
pub mod past;
pub mod qualification;
pub mod rep;
pub mod stage;
pub mod time;
pub mod touch;
pub mod words;

use words::words;
