//! The `callsheet` program.

use std::{io::Write, process::ExitCode};

fn main() -> ExitCode {
    // Only for panics: every failure that we know of has words and an exit code of its own.
    let hooks =
        color_eyre::config::HookBuilder::default().display_env_section(false).theme(color_eyre::config::Theme::new());
    let (panics, reports) = hooks.into_hooks();
    let installed = reports.install();
    debug_assert!(installed.is_ok(), "nobody else installs hooks");
    std::panic::set_hook(Box::new(move |info| {
        let report = panics.panic_report(info).to_string();
        let mut to = std::io::stderr().lock();
        for line in report.lines() {
            // What a stranger typed may be in it.
            let _ = writeln!(to, "{}", callsheet::domain::text::show(line));
        }
    }));
    callsheet::cli::run(std::env::args_os())
}
