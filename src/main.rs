//! The `callsheet` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Only for panics: every failure that we know of has words and an exit code of its own.
    let hooks = color_eyre::config::HookBuilder::default().display_env_section(false).install();
    debug_assert!(hooks.is_ok(), "nobody else installs hooks");
    callsheet::cli::run(std::env::args_os())
}
