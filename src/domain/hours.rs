//! Calling hours, as a business writes them.

use serde::{Deserialize, Serialize};

/// When people may be rung, on their own clocks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CallingHours {
    /// First minute of the day with calls, from midnight (480 is 08:00).
    pub from_minute: u16,
    /// First minute without, from midnight (1200 is 20:00; 1440 is the day's end). Not after
    /// `from_minute`: never open.
    pub to_minute: u16,
    /// Days with calls, Monday first.
    pub days: [bool; 7],
}

impl Default for CallingHours {
    /// 08:00 to 20:00, Monday to Saturday: inside the strictest hours known for a whole country's
    /// ordinary working days.
    fn default() -> Self {
        Self {
            from_minute: 8 * 60,
            to_minute: 20 * 60,
            days: [true, true, true, true, true, true, false],
        }
    }
}
