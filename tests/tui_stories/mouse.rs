//! The mouse: whatever can be seen can be clicked, and does what its key does.

use crate::at::At;
use callsheet::{
    store::funnel::Part,
    tui::{
        actions::{ACTIONS, Act, leading_to},
        message::Event,
        model::Screen,
        overlay::Overlay,
        spots::Spot,
    },
};
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

impl At {
    fn mouse(&mut self, kind: MouseEventKind, spot: Spot) -> &mut Self {
        let screen = self.screen();
        let place = self.model.spots.place(spot).unwrap_or_else(|| panic!("{spot:?} is nowhere on\n{screen}"));
        let mouse = MouseEvent { kind, column: place.x, row: place.y, modifiers: KeyModifiers::NONE };
        self.happens(Event::Mouse(mouse))
    }

    fn click(&mut self, spot: Spot) -> &mut Self {
        self.mouse(MouseEventKind::Down(MouseButton::Left), spot)
    }
}

#[test]
fn a_row_is_chosen_by_one_click_and_opened_by_the_next() {
    let mut at = At::desk();
    at.click(Spot::Row(2)).refuse("timeline · ");
    assert_eq!(at.model.selected().expect("a lead").name, "Ada Lovelace");
    assert_eq!(at.model.full, None);
    at.click(Spot::Row(2));
    assert!(at.model.full.is_some(), "{}", at.screen());
}

#[test]
fn tabs_and_numbers_lead_to_the_leads_behind_them() {
    let mut at = At::desk();
    at.click(Spot::Act(Act::Funnel)).expect("Cohort: leads captured");
    at.click(Spot::Cell(1, Part::Waiting));
    assert_eq!((at.model.funnel.stage, at.model.funnel.part), (1, Part::Waiting));
    at.click(Spot::Cell(1, Part::Waiting)).expect("Waiting at Marketing qualified").expect("Ada Lovelace");
    at.click(Spot::Act(Act::History)).expect("History · newest first");
    at.click(Spot::Row(1)).click(Spot::Row(1)).expect("timeline");
}

#[test]
fn the_wheel_turns_what_lies_under_it() {
    let mut at = At::desk();
    at.press("home").mouse(MouseEventKind::ScrollDown, Spot::Row(0));
    assert_eq!(at.model.selected().expect("a lead").name, "Ada Lovelace", "three rows down, or as far as there are");
    at.happens(Event::Resize(120, 16)).mouse(MouseEventKind::ScrollDown, Spot::Card);
    assert!(at.model.card.scroll > 0, "{}", at.screen());
    assert_eq!(at.model.selected().expect("a lead").name, "Ada Lovelace");
}

#[test]
fn a_form_is_filled_and_closed_by_clicks() {
    let mut at = At::desk();
    at.select("Ada Lovelace").click(Spot::Act(Act::Reject)).expect("Reject");
    at.click(Spot::Outside).refuse("╭ Reject");
    assert!(at.model.overlays.is_empty());
    at.click(Spot::Act(Act::Log)).click(Spot::Option(0, 0));
    at.expect_toast("Ada Lovelace");
}

#[test]
fn every_action_can_be_clicked_in_the_list_of_actions() {
    for action in ACTIONS {
        let mut at = At::desk();
        // The screen on which it is at home.
        let home = Screen::ALL.into_iter().find(|screen| {
            let key = at.model.keys.of_act(leading_to(*screen))[0].clone();
            at.press(&key);
            action.scope.is_here(&at.model.context())
        });
        assert!(home.is_some(), "{:?} is at home nowhere", action.act);
        at.press("?").types(action.title);
        let Some(Overlay::Palette(palette)) = at.model.overlays.last() else { panic!("no list of actions") };
        let rows = palette.rows(&at.model.context());
        let row = rows.iter().position(|row| row.act == action.act).expect("listed");
        at.screen();
        assert!(at.model.spots.place(Spot::Choose(row)).is_some(), "{} cannot be clicked", action.title);
    }
}

#[test]
fn the_mouse_is_given_back_by_one_key() {
    let mut at = At::desk();
    assert!(at.model.mouse);
    at.press("M").expect_toast("selects text");
    assert!(!at.model.mouse);
    at.press("M").expect_toast("clicks here again");
}

#[test]
fn on_a_page_over_the_history_its_own_rows_are_clicked() {
    let mut at = At::desk();
    at.press("7").press("down");
    let entry = at.model.history.cursor;
    at.press("enter").press("g").press("c").expect("Contact · ");
    at.click(Spot::Row(0));
    assert_eq!(at.model.history.cursor, entry, "the history lies under the page");
    assert!(at.model.full.is_some(), "{}", at.screen());
}
