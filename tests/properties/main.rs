//! What must hold after any history at all: random days of three people, and after every change the rules of the
//! trade are held against slow references that read nothing but the rows.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

#[path = "../support/mod.rs"]
mod support;

mod funnel;
mod history;
mod queue;

use callsheet::desk::{command::Command, doctor};
use history::{Step, Verb, World, steps};
use proptest::prelude::*;
use support::facts::{assert_same, journal_entries, journal_rows, visible};

/// A longer run: `PROPTEST_CASES=200 cargo test --test properties`.
fn cases(few: u32) -> ProptestConfig {
    let asked = |name: &str, here| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(here);
    ProptestConfig {
        cases: asked("PROPTEST_CASES", few),
        max_shrink_iters: asked("PROPTEST_MAX_SHRINK_ITERS", 400),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn the_funnel_accounts_for_every_lead_in_every_slice(steps in steps()) {
        World::new().live(&steps, |world, _| {
            funnel::check_leads(world);
            funnel::check_slices(world);
        });
    }
}

proptest! {
    #![proptest_config(cases(25))]

    #[test]
    fn the_queue_is_what_the_rules_say(steps in steps()) {
        World::new().live(&steps, |world, _| {
            queue::check_keys(world);
            queue::check_rows(world);
            queue::check_order(world);
            queue::check_withheld(world);
        });
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn as_of_a_past_instant_the_spans_say_what_was_seen_then(steps in steps()) {
        let mut world = World::new();
        let mut seen = vec![funnel::seen_now(&world)];
        world.live(&steps, |world, step| {
            if step.look {
                seen.push(funnel::seen_now(world));
            }
        });
        for then in &seen {
            funnel::check_as_of(&world, then);
        }
    }
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn whatever_was_done_can_be_undone_and_redone(steps in steps()) {
        let mut world = World::new();
        for step in &steps {
            let before = visible(world.db());
            let Some(seq) = world.take(step) else { continue };
            let after = visible(world.db());
            if step.look {
                world.undo(seq);
                assert_same(&before, &visible(world.db()), &format!("undone: {step:?}"));
                world.redo(seq);
                assert_same(&after, &visible(world.db()), &format!("redone: {step:?}"));
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(15))]

    #[test]
    fn a_whole_history_is_undone_to_nothing(steps in steps()) {
        let mut world = World::new();
        let before = visible(world.db());
        // Nothing older than the history is taken back in it: ana and ben did nothing before. And who said no
        // stays on the list.
        let is_own = |step: &&Step| match step.verb {
            Verb::UndoAny | Verb::UndoRest | Verb::RedoAny | Verb::DoNotCall => false,
            Verb::UndoMine => step.who > 0,
            _ => true,
        };
        let done: Vec<_> = steps.iter().filter(is_own).filter_map(|step| world.take(step)).collect();
        let after = visible(world.db());
        let undone: Vec<_> = world.standing_since(&done);
        for seq in undone.iter().rev() {
            world.undo(*seq);
        }
        assert_same(&before, &visible(world.db()), "all undone");
        for seq in &undone {
            world.redo(*seq);
        }
        assert_same(&after, &visible(world.db()), "all redone");
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn many_at_once_are_what_one_after_the_other_is(steps in steps()) {
        let (mut together, mut apart) = (World::new(), World::new());
        together.live(&steps, |_, _| {});
        apart.live(&steps, |_, _| {});
        // Only once: from here on the two journals differ, and with them what an undo of the last entry means.
        let (step, now) = (steps.last().unwrap(), together.office.now());
        let Some((on, what)) = together.of_many(step) else { return Ok(()) };
        let singles = on.iter().filter_map(|lead| what.on(*lead));
        let done = singles.filter(|single| apart.desks[step.who].desk.run(single, now).is_ok()).count();
        let all = Command::Many { on, what: Box::new(what), whole: false };
        let receipt = together.desks[step.who].desk.run(&all, now);
        prop_assert_eq!(receipt.ok().and_then(|receipt| receipt.many).map_or(0, |tally| tally.done), done);
        assert_same(&visible(apart.db()), &visible(together.db()), &format!("{all:?}"));
    }
}

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn the_journal_only_grows(steps in steps()) {
        let mut world = World::new();
        let mut entries = journal_entries(world.db());
        let mut rows = journal_rows(world.db());
        world.live(&steps, |world, _: &Step| {
            let (now_entries, now_rows) = (journal_entries(world.db()), journal_rows(world.db()));
            assert!(now_entries.starts_with(&entries) && now_rows.starts_with(&rows), "a row of the journal changed");
            (entries, rows) = (now_entries, now_rows);
        });
        // And the doctor finds nothing wrong with what came of it.
        let findings = doctor::examine(world.db(), world.office.settings(), world.office.now()).unwrap();
        let wrong: Vec<_> = findings.iter().filter(|finding| !finding.is_sound()).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
