//! The words of the trade. Pure values: no IO, no SQL, no clock.

pub mod email;
pub mod money;
pub mod phone;
pub mod text;
pub mod time;
pub mod when;
pub mod zones;
