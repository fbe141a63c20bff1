//! Answers of the reader, put in their places.

use super::{forms, history, load, marks, nurture, page, pipeline};
use crate::{
    desk::{FunnelAnswer, QueuePage, Refusal},
    tui::{
        listing::{About, Row},
        message::{Answer, Effect, Question, Slot},
        model::{Held, Model},
        overlay::Overlay,
        perform,
        toast::Mood,
    },
};

/// Takes the newest answer of a slot.
pub fn take(model: &mut Model, slot: Slot, answer: Result<Answer, Refusal>) -> Vec<Effect> {
    match answer {
        Ok(answer) => put(model, slot, answer),
        Err(refusal) => {
            complain(model, slot, &refusal);
            Vec::new()
        }
    }
}

fn complain(model: &mut Model, slot: Slot, refusal: &Refusal) {
    let words = refusal.to_string();
    match slot {
        Slot::Queue => {
            model.queue.list.read = true;
            model.queue.fault = Some(words);
        }
        Slot::Card => model.card.fault = Some(words),
        Slot::Pipeline => {
            model.pipeline.list.read = true;
            model.pipeline.fault = Some(words);
        }
        Slot::Nurture => {
            model.nurture.list.read = true;
            model.nurture.fault = Some(words);
        }
        Slot::Page => page::fail(model, words),
        Slot::Funnel => model.funnel.fault = Some(words),
        Slot::History => {
            model.history.read = true;
            model.history.fault = Some(words);
        }
        Slot::Find => {
            if let Some(Overlay::Find(find)) = model.overlays.last_mut() {
                find.fault = Some(words);
            }
        }
        _ => model.toasts.show(Mood::Bad, words.lines().map(str::to_owned).collect(), model.now),
    }
}

fn put(model: &mut Model, slot: Slot, answer: Answer) -> Vec<Effect> {
    let height = model.list_height();
    match answer {
        Answer::Queue(page, after) => return put_queue(model, page, after.is_some()),
        Answer::Withheld(counts) => {
            let ready = !model.queue.list.rows.is_empty();
            model.queue.list.foot = !counts.is_empty();
            model.queue.counts = counts;
            if !ready && !model.queue.counts.is_empty() {
                return vec![model.ask(Slot::Opens, Question::Opens(model.queue.filter.clone()))];
            }
        }
        Answer::Opens(at) => model.queue.opens_at = at,
        Answer::WithheldLeads(groups) => {
            if let Some(list) = &mut model.queue.withheld {
                let rows = groups
                    .into_iter()
                    .flat_map(|(reason, leads)| leads.into_iter().map(move |lead| Row::of_withheld(reason, lead)));
                list.put(rows.collect(), height);
            }
        }
        Answer::Held(held, others) => {
            model.others = others;
            put_held(model, held);
        }
        Answer::Card(card) => {
            if model.card.lead == Some(card.lead.id) {
                model.card.fault = None;
                forms::card_came(model, &card);
                model.card.card = Some(card);
            }
        }
        Answer::Previews(lead, previews) => {
            if model.card.lead == Some(lead) {
                forms::previews_came(model, lead, &previews);
                model.card.previews = previews;
            }
        }
        Answer::Deals(deals) => {
            forms::deals_came(model, &deals);
            model.card.deals = deals;
        }
        Answer::Found(found) => {
            if let Some(Overlay::Find(find)) = model.overlays.last_mut() {
                find.put(found);
            }
        }
        Answer::Funnel(answer) => {
            model.funnel.fault = None;
            put_funnel(model, *answer, slot == Slot::Stays);
            if slot == Slot::Stays && std::mem::take(&mut model.funnel.outdated) {
                return load::everything(model);
            }
        }
        Answer::Sources(rows) => {
            model.funnel.row = model.funnel.row.min(rows.len().saturating_sub(1));
            model.funnel.sources = Some(rows);
        }
        Answer::Behind(leads) => {
            let Some(behind) = &mut model.funnel.behind else { return Vec::new() };
            let (stage, part) = (behind.stage, behind.part);
            behind.whole = i64::try_from(leads.len()).unwrap_or(0) < perform::PAGE;
            let new = leads.into_iter().map(|lead| Row::of_funnel(lead, stage, part));
            if slot == Slot::Behind {
                behind.list.put(new.collect(), height);
            } else {
                behind.list.rows.extend(new);
            }
        }
        Answer::History(rows) => history::put(model, rows, slot == Slot::HistoryMore),
        Answer::Pipeline(page) => return pipeline::put(model, page, slot == Slot::PipelineMore),
        Answer::Worth(sum) => model.pipeline.sum = Some(sum),
        Answer::Nurture(page) => return nurture::put(model, page, slot == Slot::NurtureMore),
        Answer::Lanes(lanes) => model.nurture.lanes = lanes,
        Answer::Page(of, page) => page::put(model, of, page),
        Answer::Picks(picks) => marks::came(model, picks),
        Answer::Seat(seat) => model.seat = Some(*seat),
    }
    Vec::new()
}

/// Counts come first and their stays after them; stays that are on the screen stand until newer ones come.
fn put_funnel(model: &mut Model, mut answer: FunnelAnswer, stays: bool) {
    if stays {
        model.forget(Slot::Funnel);
    } else if let Some(before) = &model.funnel.answer {
        let cohort = |answer: &FunnelAnswer| (answer.from, answer.to, answer.source.clone(), answer.owner.clone());
        if cohort(before) == cohort(&answer) {
            for (step, before) in answer.stages.iter_mut().zip(&before.stages) {
                step.skipped = before.skipped;
                step.median_seconds = before.median_seconds;
                step.p90_seconds = before.p90_seconds;
                step.stays = before.stays;
            }
        }
    }
    model.funnel.stays = stays;
    model.funnel.answer = Some(answer);
    super::funnel::recount(model);
}

fn put_queue(model: &mut Model, page: QueuePage, further: bool) -> Vec<Effect> {
    let height = model.list_height();
    model.queue.fault = None;
    model.queue.next = page.next;
    let held = model.held.as_ref().map(|held| held.row.id);
    let rows = page.rows.into_iter().map(Row::of_queue).filter(|row| Some(row.lead.id) != held);
    if further {
        // A lead can have moved down between two pages; it is shown once.
        let new: Vec<Row> = rows.filter(|row| model.queue.list.place(row.lead.id).is_none()).collect();
        model.queue.list.rows.extend(new);
    } else {
        let pinned = model.held.as_ref().map(held_row);
        model.queue.list.put(pinned.into_iter().chain(rows).collect(), height);
    }
    let empty = model.queue.list.rows.is_empty();
    if empty && !model.queue.counts.is_empty() {
        return vec![model.ask(Slot::Opens, Question::Opens(model.queue.filter.clone()))];
    }
    load::more(model).into_iter().collect()
}

/// The lead that I hold, as the first row of the queue.
pub fn held_row(held: &Held) -> Row {
    Row { lead: held.row.clone(), group: "held", glyph: '▶', why: held.why.clone(), about: About::Lead }
}

fn put_held(model: &mut Model, held: Option<(crate::store::claims::Claim, crate::desk::LeadRow)>) {
    let before = model.held.take();
    model.held = held.map(|(claim, row)| {
        let why = before.as_ref().filter(|before| before.row.id == row.id).map(|before| before.why.clone());
        Held { claim, row, why: why.unwrap_or_else(|| "yours until you wrap it up".to_owned()) }
    });
    let height = model.list_height();
    let list = &mut model.queue.list;
    let first = list.rows.first().filter(|row| row.group == "held").map(|row| row.lead.id);
    if let Some(held) = &model.held {
        let mut rows = std::mem::take(&mut list.rows);
        rows.retain(|row| row.lead.id != held.row.id && row.group != "held");
        rows.insert(0, held_row(held));
        if list.read {
            list.put(rows, height);
        }
    } else if first.is_some() {
        list.rows.remove(0);
        list.follow(height);
    }
}
