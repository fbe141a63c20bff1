//! `docs` (hidden): the page of all commands, from the same tree that reads them; and the other pages that are made.

mod pages;

use crate::cli::{
    exit::{Exit, TABLE},
    failure::Failure,
    out::Out,
};
use clap::{Arg, Args, Command};
use std::path::PathBuf;

pub use pages::pages;

/// What scripts rely on, beside what each command says of itself.
const JSON: &str = "
## JSON

With `--json` every command answers with one line of JSON on the standard output; an error is
`{\"error\": {\"kind\", \"message\", …}}` on the standard error. Characters that could move a cursor or hide text are
escaped; nothing is lost.

| command | answer |
|---|---|
| every change | a receipt: `seq` (the entry that `undo` takes, `null` when nothing changed), `at`, `sentence`, `notes`, `lead`, `deal`, `undo` |
| `import` | `rows` = `added` + `attached` + `duplicates` + the length of `refused` (`line`, `reason`); `blank`, `seq`, `cancelled` |
| `queue` | `rows` (`id`, `name`, `owner`, `stage`, `status`, `score`, `queue`, `why`, …), `withheld` (reason: count), `held_by` |
| `queue --withheld` | `reason`, and `rows`: leads as `queue` has them, each with its `why` and `opens_at` |
| `queue --nurturing` | `rows` (a lead with `cause`, `wakes_at`, `touches`), and `lanes` (`lane`, `leads`, `awake`, `this_week`, `without_touch`) |
| `pipeline` | `rows` (a deal with `company`, `owner_name`, `need`, `made_by`), and `stages` and `total` (`name`, `deals`, `worth`, `step_overdue`, `close_overdue`, `no_step`, …) |
| `next` | the claimed lead (`lead`, `until`, `why`, `name`, `phone`, …), or `null` |
| `show` | the lead with `contact`, `account`, `score`, `score_lines`, `touches`, `promises`, `stage_entries`, `end_spans`, `owner_spans`, `deals` |
| `show --contact` | `contact` with its channels, `account`, `owner_name`, `do_not_call`, `leads`, `deals`, `touches` |
| `show --account` | `account`, `owner_name`, `people` (`contact`, `is_primary`, `leads`, `lead`), `leads`, `deals` |
| `find`, `history`, `rep list`, `team list` | a list |
| `funnel` | `view`, `from`, `to`, `source`, `campaign`, `owner`, and `stages`: at each `reach` = `next` + `leaked` + `waiting`; `skipped`, `median_seconds`, `p90_seconds`, … |
| `funnel --leads` | `view`, `of`, and `leads` |
| `export` | to a file: `leads` (their number), `format`, `file`; without one the leads as JSON lines, and this on the standard error. A line is a lead as `show` has it, with `contact`, `owner`, `score`, `do_not_call`, `notes`, without what hangs on it |
| `backup` | `file`, `bytes` |
| `doctor` | `sound`, `facts`, `checks` (`check`, `sound`, `count`, `first`, `repairable`, `says`), `repaired` |
| `demo --no-desk` | `file`, `leads`, `seed`, `people` |
| `keys` | a list: `scope`, `action`, `keys`, `title`, `help`, `danger` |
| `config`, `config get` | a list: `setting`, `value`, `from` (where it is from), `doc`; for one setting that alone |
| `config path`, `config check` | `file`, `exists`; `check` also `sound` |
| `config edit` | `file`, `changed` |
";

/// Write the pages that are made from the program
#[derive(Debug, Args)]
pub struct Docs {
    /// The folder of the sources
    folder: PathBuf,
}

impl Docs {
    /// Writes them.
    pub fn run(self, command: &Command, out: &mut Out) -> Result<Exit, Failure> {
        let written = pages::write(command, &self.folder)?;
        out.line(&format!("wrote {written} pages"))?;
        Ok(Exit::Done)
    }
}

/// The page of commands, in Markdown.
fn page(command: &mut Command, made: &str) -> String {
    command.build();
    let mut page = format!(
        "# Commands\n\n{made}\n\n{}\n\n",
        command.get_long_about().map(ToString::to_string).unwrap_or_default()
    );
    page.push_str("Times in JSON are RFC 3339 in UTC. Times that you type are words: `tue 3pm`, `tomorrow 10:30`, ");
    page.push_str("`in 2 days`, `2026-12-06 14:00`.\n\n## For every command\n\n");
    let ours = |arg: &&Arg| !arg.is_hide_set() && arg.is_global_set();
    for arg in command.get_arguments().filter(ours) {
        option(&mut page, arg);
    }
    page.push_str(JSON);
    page.push_str(&format!("\n## Exit codes\n\n```text\n{TABLE}\n```\n"));
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set() && verb.get_name() != "help") {
        section(&mut page, verb, "callsheet", 2);
    }
    page
}

fn section(page: &mut String, verb: &Command, before: &str, depth: usize) {
    let name = format!("{before} {}", verb.get_name());
    let about = verb.get_long_about().or_else(|| verb.get_about()).map(ToString::to_string).unwrap_or_default();
    page.push_str(&format!("\n{} `{name}`\n\n{about}\n\n", "#".repeat(depth)));
    let own = |arg: &&Arg| !arg.is_hide_set() && !arg.is_global_set() && arg.get_id() != "help";
    let positionals: Vec<&Arg> = verb.get_positionals().filter(own).collect();
    let usage: Vec<String> = positionals.iter().map(|arg| shape(arg)).collect();
    let children: Vec<&Command> =
        verb.get_subcommands().filter(|child| !child.is_hide_set() && child.get_name() != "help").collect();
    let more = if children.is_empty() { "[options]" } else { "COMMAND" };
    page.push_str(&format!("```text\n{name} {}\n```\n\n", [usage, vec![more.to_owned()]].concat().join(" ")));
    for arg in positionals {
        page.push_str(&format!("- `{}` {}\n", shape(arg), help(arg)));
    }
    for arg in verb.get_opts().chain(verb.get_arguments().filter(|arg| is_flag(arg))).filter(own) {
        option(page, arg);
    }
    // A positional before the command belongs to the way there.
    let path = [vec![name], verb.get_positionals().filter(own).map(shape).collect()].concat().join(" ");
    for child in children {
        section(page, child, &path, depth + 1);
    }
}

fn is_flag(arg: &Arg) -> bool {
    !arg.is_positional() && !arg.get_action().takes_values()
}

fn shape(arg: &Arg) -> String {
    let name = arg.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
    let many = if arg.get_num_args().is_some_and(|many| many.max_values() > 1) { "…" } else { "" };
    if arg.is_required_set() { format!("{name}{many}") } else { format!("[{name}{many}]") }
}

fn option(page: &mut String, arg: &Arg) {
    let Some(long) = arg.get_long() else { return };
    let names = arg.get_value_names().filter(|_| arg.get_action().takes_values()).unwrap_or_default();
    let values: String = names.iter().map(|name| format!(" {name}")).collect();
    page.push_str(&format!("- `--{long}{values}` {}\n", help(arg)));
}

fn help(arg: &Arg) -> String {
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let choices: Vec<String> =
        arg.get_possible_values().iter().filter(|_| !is_flag(arg)).map(|value| value.get_name().to_owned()).collect();
    if !choices.is_empty() {
        help.push_str(&format!(": {}", choices.join(", ")));
    }
    if let Some(default) = arg.get_default_values().first().filter(|_| !is_flag(arg)) {
        help.push_str(&format!(" (default {})", default.to_string_lossy()));
    }
    help
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cli::Cli, desk::command::Command as Change};
    use clap::CommandFactory;

    /// What the table says of which commands, as they are typed.
    fn told() -> Vec<&'static str> {
        let first = JSON.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
        first.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect()
    }

    /// Every command that can be given by itself, as it is typed.
    fn typed(command: &Command, before: &str, all: &mut Vec<String>) {
        let children: Vec<&Command> =
            command.get_subcommands().filter(|child| !child.is_hide_set() && child.get_name() != "help").collect();
        if children.is_empty() || !command.is_subcommand_required_set() {
            all.push(before.to_owned());
        }
        for child in children {
            typed(child, format!("{before} {}", child.get_name()).trim(), all);
        }
    }

    #[test]
    fn every_command_that_answers_in_json_stands_in_the_table() {
        let mut cli = Cli::command();
        cli.build();
        let (told, mut all) = (told(), Vec::new());
        typed(&cli, "", &mut all);
        for command in all {
            let verb = command.split(' ').next().unwrap_or_default();
            let is_change = Change::WORDS.contains(&verb) && !command.ends_with(" list");
            let has_no_json = ["", "completions"].contains(&verb);
            let is_it = |one: &&str| one.split(" --").next() == Some(command.as_str());
            assert!(is_change || has_no_json || told.iter().any(is_it), "`{command}` is not told of");
        }
        for one in told {
            let mut at = &cli;
            for word in one.split(' ') {
                match word.strip_prefix("--") {
                    Some(flag) => assert!(at.get_arguments().any(|arg| arg.get_long() == Some(flag)), "no `{one}`"),
                    None => at = at.find_subcommand(word).unwrap_or_else(|| panic!("no `{one}`")),
                }
            }
        }
    }
}
