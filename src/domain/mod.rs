//! The words of the trade. Pure values: no IO, no SQL, no clock.

pub mod contact;
pub mod deal;
pub mod email;
pub mod end;
pub mod exact;
pub mod hours;
pub mod ids;
pub mod lead;
pub mod money;
pub mod nurture;
pub mod past;
pub mod phone;
pub mod qualification;
pub mod rep;
pub mod stage;
pub mod text;
pub mod time;
pub mod touch;
pub mod when;
pub mod words;
pub mod zones;

use words::words;
