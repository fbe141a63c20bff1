//! BANT, what the gate still misses, and handing over.

use super::{Kind, Saved, on, run};
use crate::{
    desk::command::{Command, SalesReady},
    domain::qualification::{Qualification, Timeframe},
    tui::form::{Env, F, Field, Form, Opt},
};

pub fn form(env: &Env<'_>) -> Form {
    let known = env.card.map(|card| card.lead.qualification.clone()).unwrap_or_default();
    let budgets = ["1 none", "2", "3", "4", "5 ample"];
    let budgets = budgets.iter().enumerate().map(|(n, label)| Opt::new(n + 1, *label)).collect();
    let yes_no = |yes: &str, no: &str| vec![Opt::new("yes", yes).key('y'), Opt::new("no", no).key('n')];
    let times = Timeframe::ALL.iter().map(|time| Opt::new(time.slug(), time.label())).collect();
    let word = |known: Option<bool>| known.map(|yes| if yes { "yes" } else { "no" });
    let ready = vec![
        Opt::new("not_yet", "keep the answers").key('k'),
        Opt::new("ready", "sales ready").key('r'),
        Opt::new("early", "hand off early").key('e'),
    ];
    Form::new(
        Kind::Qualify,
        "Qualify",
        vec![
            Field::choice(F::Budget, "Budget", budgets).holding(known.budget.map(|n| n.to_string()).as_deref()),
            Field::choice(F::Authority, "Authority", yes_no("decides", "does not decide"))
                .holding(word(known.authority)),
            Field::choice(F::Need, "Need", yes_no("needs it", "does not need it")).holding(word(known.need)),
            Field::choice(F::Timeframe, "Timeframe", times).holding(known.timeframe.map(Timeframe::slug)),
            Field::line(F::Process, "How they buy").holding(known.purchase_process.as_deref()),
            Field::line(F::Makers, "Who decides").holding(known.decision_makers.as_deref()),
            Field::choice(F::Ready, "And then", ready).must().holding(Some("not_yet")),
            Field::line(F::Why, "Why early").must(),
        ],
    )
}

fn answers(form: &Form) -> Qualification {
    let word = |id| match form.value(id) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    Qualification {
        budget: form.value(F::Budget).parse().ok(),
        authority: word(F::Authority),
        need: word(F::Need),
        timeframe: form.value(F::Timeframe).parse().ok(),
        purchase_process: form.given(F::Process),
        decision_makers: form.given(F::Makers),
    }
}

pub fn react(form: &mut Form, env: &Env<'_>) {
    let early = form.value(F::Ready) == "early";
    form.show(&[F::Why], early);
    let mut now = answers(form);
    // What was known and is cleared here stays known: a form that is empty takes nothing back.
    if let Some(card) = env.card {
        now.decision_makers = now.decision_makers.or_else(|| card.lead.qualification.decision_makers.clone());
    }
    let missing = now.missing();
    form.info = vec![if missing.is_empty() {
        "✓ The gate misses nothing: it can go as sales ready.".to_owned()
    } else {
        format!("The gate misses: {}", missing.join(", "))
    }];
}

pub fn save(form: &Form) -> Result<Saved, String> {
    let ready = match form.value(F::Ready) {
        "ready" => SalesReady::Ready,
        "early" => SalesReady::Early(form.value(F::Why).to_owned()),
        _ => SalesReady::NotYet,
    };
    run(Command::Qualify { on: on(form)?, answers: answers(form), ready })
}
