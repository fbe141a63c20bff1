//! The promises that processes make to one another: what was called saved survives `kill -9`, a migration happens
//! wholly or not at all, and no lead is given to two. Small here; `CALLSHEET_SAFETY=full cargo test --release --test safety` runs them at their full size.

#![expect(clippy::print_stdout, reason = "the processes of these tests tell each other what they did")]

#[path = "safety/child.rs"]
mod child;
#[path = "safety/claims.rs"]
mod claims;
#[path = "safety/kills.rs"]
mod kills;
#[path = "safety/migration.rs"]
mod migration;

/// The full size where `CALLSHEET_SAFETY=full` asks for it, the small one otherwise.
fn size(small: usize, full: usize) -> usize {
    if std::env::var("CALLSHEET_SAFETY").is_ok_and(|asked| asked == "full") { full } else { small }
}
