//! Marking leads, and taking the marks away.

use crate::{
    desk::{Picks, QueueAsk},
    tui::{
        message::{Effect, Question, Slot},
        model::{Model, Screen},
        toast::Mood,
    },
};

/// The lead under the cursor, and on to the next.
pub fn one(model: &mut Model) -> Vec<Effect> {
    let height = model.list_height();
    if let Some(list) = model.list_mut() {
        list.mark(height);
    }
    super::load::more(model).into_iter().collect()
}

/// From here to wherever the cursor goes.
pub fn range(model: &mut Model) -> Vec<Effect> {
    if let Some(list) = model.list_mut() {
        list.mark_range();
    }
    Vec::new()
}

/// Every lead of the list, those that are not read yet too: the desk is asked which they are.
pub fn all(model: &mut Model) -> Vec<Effect> {
    if let Some(page) = model.pages.last_mut() {
        // A page is read as a whole.
        page.list.mark_read();
        return Vec::new();
    }
    let question = match model.screen {
        Screen::Queue if model.queue.withheld.is_some() => {
            let reasons = model.queue.counts.iter().map(|count| count.reason).collect();
            Question::WithheldLeads(model.queue.filter.clone(), reasons)
        }
        Screen::Queue => {
            let (filter, sort) = (model.queue.filter.clone(), model.queue.sort);
            Question::Queue(QueueAsk { filter, sort, after: None, limit: 0 })
        }
        Screen::Pipeline => Question::Pipeline(model.pipeline.filter, None, 0),
        Screen::Nurture => Question::Nurture(model.nurture.filter, None, 0),
        Screen::History => return Vec::new(),
        Screen::Funnel => {
            let Some(behind) = &model.funnel.behind else { return Vec::new() };
            Question::Behind { cohort: model.cohort(), stage: behind.stage, part: behind.part, after: None }
        }
    };
    if let Some(list) = model.list_mut() {
        list.marks.asked = true;
    }
    vec![model.ask(Slot::Picks, Question::Picks(Box::new(question)))]
}

/// The desk says which they are; they are marked in the list that asked, and in no other.
pub fn came(model: &mut Model, picks: Picks) {
    let count = picks.leads.len();
    let Some(list) = model.list_mut().filter(|list| list.marks.asked) else { return };
    list.marks.add(picks.leads);
    if picks.cut {
        let words = format!("the first {count} are marked; that is the most at once, and there are more");
        model.toasts.show(Mood::Told, vec![words], model.now);
    }
}
