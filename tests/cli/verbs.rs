//! Every verb: what it does, and what it refuses.

use crate::world::{World, text};
use serde_json::{Value, json};

#[test]
fn a_lead_is_added_joined_or_refused() {
    let world = World::new();
    let receipt =
        world.done("ana", &["add", "--name", "Jane Doe", "--phone", "+1 212 555 0123", "--token", "utm_source=news"]);
    assert_eq!(text(&receipt, "sentence"), "Added Jane Doe");
    assert!(receipt["seq"].is_i64() && receipt["undo"].is_string() && receipt["notes"].is_array());
    assert_eq!(text(&receipt, "at"), crate::world::NOW);
    let again = world.done("ben", &["add", "--name", "Jane Doe", "--phone", "(212) 555-0123", "--source", "web"]);
    assert_eq!(again["lead"], receipt["lead"], "she enquired again: {again}");
    let error = world.refused("ana", &["add", "--name", "Nobody"], 3);
    assert!(text(&error, "message").contains("phone"), "{error}");
    world.refused("ana", &["add", "--phone", "1", "--token", "no-value"], 2);
    let odd = world.done("ana", &["add", "--email", "a@b.example", "--source", "wbe"]);
    assert!(odd["notes"].to_string().contains("not in the list of sources"), "{odd}");
    let card = world.show(&receipt["lead"].to_string());
    assert_eq!(card["tokens"], json!({ "utm_source": "news" }));
}

#[test]
fn the_card_has_everything_with_times_as_text() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    world.done("ana", &["assign", &lead, "--to", "ben"]);
    let card = world.show(&lead);
    for key in
        ["contact", "account", "touches", "stage_entries", "end_spans", "owner_spans", "deals", "score", "score_lines"]
    {
        assert!(card.get(key).is_some(), "{key}");
    }
    assert_eq!(card["captured_at"], crate::world::NOW);
    assert_eq!(card["owner"], "ben");
    assert_eq!(card["owner_spans"][0]["owner"], "ben");
    assert_eq!(card["contact"]["channels"][0]["normal"], "+12125550123");
    let said = world.run("ben", &["show", &lead]);
    assert!(said.out.contains("Jane Doe") && said.out.contains("+1 212-555-0123"), "{}", said.out);
    assert_eq!(text(&world.refused("ana", &["show", "99"], 4), "kind"), "unknown");
    let told = world.refused("ana", &["show", "99"], 4);
    assert!(text(&told, "message").ends_with("`callsheet find` looks for a name, a phone or an email"), "{told}");
    world.refused("ana", &["show", "abc"], 2);
}

#[test]
fn the_queue_says_who_is_next_and_what_is_withheld() {
    let world = World::new();
    let ready = world.lead("ana", "Jane Doe", "+12125550123");
    world.done("ana", &["add", "--name", "No Number", "--email", "no@number.example"]);
    let queue = world.done("ben", &["queue"]);
    let row = &queue["rows"][0];
    assert_eq!(row["id"].to_string(), ready);
    for key in ["id", "name", "owner", "stage", "status", "score", "why"] {
        assert!(!row[key].is_null(), "{key} in {row}");
    }
    assert_eq!(queue["withheld"], json!({ "no_number": 1 }));
    let said = world.run("ben", &["queue"]);
    assert!(said.out.contains("1 withheld: 1 no number"), "{}", said.out);
    let why = world.done("ben", &["queue", "--withheld", "no_number"]);
    assert_eq!(why["rows"][0]["name"], "No Number");
    world.refused("ben", &["queue", "--owner", "nobody-such"], 4);
    world.refused("ben", &["queue", "--status", "sleepy"], 2);
    assert_eq!(world.done("ben", &["queue", "--stage", "SAL"])["rows"], json!([]));
}

#[test]
fn the_newest_come_first_where_that_is_asked() {
    let world = World::new();
    let file = world.write(
        "leads.csv",
        "Name,Phone,Created,Id\nOld,+12125550101,2026-11-01,a\nNew,+12125550102,2026-11-20,b\nMiddle,+12125550103,2026-11-10,c\n",
    );
    world.done("ana", &["import", &file]);
    let fresh = world.lead("ana", "Now", "+12125550104");
    // A follow-up in the future is shown in this order, too.
    world.done("ana", &["log", &fresh, "no_answer"]);
    let order = |args: &[&str]| -> Vec<String> {
        let queue = world.done("ana", args);
        queue["rows"].as_array().unwrap().iter().map(|row| text(row, "name").to_owned()).collect()
    };
    assert_eq!(order(&["queue", "--sort", "newest"]), ["Now", "New", "Middle", "Old"]);
    assert_eq!(order(&["queue", "--sort", "newest", "--limit", "2"]), ["Now", "New"]);
    world.done("ana", &["assign", "3", "--to", "carla"]);
    let bens = world.done("ben", &["queue", "--sort", "newest"]);
    assert_eq!(bens["rows"].as_array().unwrap().len(), 2, "ana's and carla's are theirs: {bens}");
}

#[test]
fn next_claims_and_release_gives_up() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    let claimed = world.done("ben", &["next"]);
    assert_eq!(claimed["lead"].to_string(), lead);
    assert_eq!(claimed["phone"], "+1 212-555-0123");
    assert_eq!(claimed["until"], "2026-11-23T15:15:00Z");
    let none = world.run("carla", &["next", "--json"]);
    assert_eq!((none.code, none.out.trim(), none.err.as_str()), (8, "null", ""));
    let skipped = world.done("ben", &["release", "--reason", "not now"]);
    assert!(text(&skipped, "sentence").contains("not now"));
    world.refused("ben", &["release"], 3);
    assert_eq!(world.done("carla", &["next"])["lead"].to_string(), lead);
}

#[test]
fn calls_are_logged_with_what_follows() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    let receipt = world.done("ben", &["log", &lead, "n", "--seconds", "12"]);
    assert!(text(&receipt, "sentence").starts_with("No answer: Jane Doe"), "{receipt}");
    assert_eq!(world.show(&lead)["owner"], "ben", "the first to try owns it");
    let error = world.refused("ben", &["log", &lead, "nope"], 3);
    assert!(text(&error, "message").contains("no_answer"), "{error}");
    assert_eq!(world.refused("ben", &["log", &lead, "call_back"], 3)["field"], "when");
    world.refused("ben", &["log", &lead, "no_answer", "--when", "tue 3pm"], 2);
    world.refused("ben", &["log", &lead, "no_answer", "--amount", "12k"], 2);
    world.done("ben", &["log", &lead, "Call back", "--when", "tue 3pm", "--note", "after lunch"]);
    let promise = &world.show(&lead)["promises"][0];
    assert_eq!(promise["due_at"], "2026-11-24T20:00:00Z", "three in New York");
    world.done("ben", &["log", &lead, "not_now", "--cause", "budget", "--wake", "3 months"]);
    assert_eq!(world.show(&lead)["lane"], "not_now");
    let sold = world
        .done("ben", &["log", &lead, "sold", "--amount", "12k", "--reason", "wants it", "--close-on", "2026-12-20"]);
    let deal = &world.show(&lead)["deals"][0];
    assert_eq!((&deal["id"], &deal["close_on"]), (&sold["deal"], &json!("2026-12-20")));
    assert_eq!(deal["amount"], json!({ "minor": 1_200_000, "currency": "EUR" }));
}

#[test]
fn notes_touches_and_callbacks() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    world.done("ben", &["touch", &lead, "note", "likes", "green"]);
    world.done("ben", &["touch", &lead, "email", "--offer", "brochure", "--meaningful"]);
    let touches = world.show(&lead)["touches"].clone();
    assert_eq!((&touches[1]["note"], &touches[0]["offer"]), (&json!("likes green"), &json!("brochure")));
    world.refused("ben", &["touch", &lead, "note"], 3);
    world.refused("ben", &["touch", &lead, "call"], 3);
    world.refused("ben", &["touch", &lead, "pigeon"], 2);

    let theirs = world.lead("ana", "Berlin", "+4930123456");
    world.done("ana", &["edit", &theirs, "zone=Europe/Berlin"]);
    let booked = world.done("ben", &["callback", &theirs, "tomorrow", "10:00", "--anyone"]);
    assert_eq!(world.show(&theirs)["promises"][0]["due_at"], "2026-11-24T09:00:00Z");
    let notes = booked["notes"].to_string();
    assert!(text(&booked, "sentence").contains("04:00"), "on ben's clock: {booked}");
    assert!(notes.contains("10:00 on their clock") && notes.contains("Europe/Berlin"), "{notes}");
    world.done("ben", &["callback", &theirs, "tomorrow 10:00", "--my-clock"]);
    assert_eq!(world.show(&theirs)["promises"][0]["due_at"], "2026-11-24T15:00:00Z");
    world.refused("ben", &["callback", &theirs, "yesterday"], 3);
    world.refused("ben", &["callback", &theirs, "whenever"], 2);
}

#[test]
fn hand_offs_go_out_and_come_back() {
    let world = World::new();
    let (one, two) = (world.lead("ana", "One", "+12125550101"), world.lead("ana", "Two", "+12125550102"));
    let receipt = world.done("ana", &["assign", &one, &two, &one, "--to", "ben", "--reason", "knows them"]);
    assert!(text(&receipt, "sentence").contains("2 leads to ben"), "{receipt}");
    world.refused("ana", &["assign", &one, "--to", "zoe"], 4);
    world.refused("ana", &["assign", &one, "--to", "ben"], 3);
    world.done("ana", &["assign", &two, "--to", "team North"]);
    assert_eq!(world.show(&two)["team"], "North");
    assert_eq!(world.refused("ben", &["return", &one], 3)["field"], "reason");
    world.refused("carla", &["return", &one, "--reason", "not mine"], 3);
    world.done("ben", &["return", &one, "--reason", "my neighbour"]);
    assert_eq!(world.show(&one)["owner"], Value::Null);
    world.done("ana", &["assign", &two, "--to", "pool"]);
}

#[test]
fn qualification_has_a_gate() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    let said = world.done("ben", &["qualify", &lead, "--budget", "4", "--need", "yes"]);
    assert!(said["notes"].to_string().contains("timeframe"), "{said}");
    world.refused("ben", &["qualify", &lead, "--ready"], 3);
    world.refused("ben", &["qualify", &lead, "--budget", "9"], 3);
    world.refused("ben", &["qualify", &lead, "--early", ""], 3);
    world.refused("ben", &["qualify", &lead], 2);
    world.done("ben", &["qualify", &lead, "--authority", "no", "--timeframe", "under_3_months", "--ready"]);
    assert_eq!(world.show(&lead)["stage"], "sales_qualified");
}

#[test]
fn no_rejection_without_a_reason_and_a_fate() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    for args in [&["reject", &lead][..], &["reject", &lead, "--dead"], &["reject", &lead, "nonsense", "--dead"]] {
        assert_eq!(world.refused("ben", args, 3)["field"], "reason", "{args:?}");
    }
    assert_eq!(world.refused("ben", &["reject", &lead, "other", "--dead"], 3)["field"], "note");
    world.refused("ben", &["reject", &lead, "no_budget"], 3);
    world.refused("ben", &["reject", &lead, "no_budget", "--nurture", "not_now"], 3);
    world.refused("ben", &["reject", &lead, "no_budget", "--dead", "--nurture", "not_now"], 2);
    world.done("ben", &["reject", &lead, "No budget", "--nurture", "not_now", "--cause", "budget"]);
    assert_eq!(world.show(&lead)["status"], "nurturing");
    world.done("ben", &["reject", &lead, "other", "--note", "moved to Mars", "--dead"]);
    let card = world.show(&lead);
    assert_eq!((&card["status"], &card["end_spans"][0]["reason"]), (&json!("rejected"), &json!("other")));
    world.refused("ben", &["nurture", &lead, "interested"], 3);
    world.done("ben", &["reopen", &lead, "--reason", "came back"]);
    world.refused("ben", &["reopen", &lead], 3);
    assert_eq!(world.show(&lead)["ended_at"], Value::Null);
    world.done("ben", &["nurture", &lead, "interested", "--wake", "in 2 weeks"]);
    world.refused("ben", &["nurture", &lead, "interested", "--wake", "2 days ago"], 3);
}

#[test]
fn a_lead_converts_once_and_its_deal_is_followed() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    assert_eq!(world.refused("ben", &["convert", &lead], 3)["field"], "reason");
    let made = world.done(
        "ben",
        &[
            "convert",
            &lead,
            "--deal",
            "Forty seats",
            "--account",
            "Acme",
            "--amount",
            "EUR 1,200.50",
            "--reason",
            "signed",
        ],
    );
    let deal = made["deal"].to_string();
    let again = world.refused("ben", &["convert", &lead, "--reason", "x"], 3);
    assert_eq!((&again["kind"], &again["deal"]), (&json!("converted"), &made["deal"]));
    world.refused("ben", &["convert", &lead, "--existing-deal", "1", "--amount", "1"], 2);
    world.done("ben", &["deal", &deal, "move", "Needs", "analysis"]);
    world.refused("ben", &["deal", &deal, "move", "Heaven"], 3);
    world.refused("ben", &["deal", "77", "won"], 4);
    assert_eq!(world.refused("ben", &["deal", &deal, "lost"], 3)["field"], "reason");
    world.done(
        "ben",
        &["deal", &deal, "edit", "--next-step", "send offer", "--next-step-at", "fri 10:00", "--amount", "2k"],
    );
    world.refused("ben", &["deal", &deal, "edit"], 2);
    world.refused("ben", &["deal", &deal, "edit", "--amount", "much"], 2);
    let pipeline = |more: &[&str]| world.run("ben", &[&["pipeline"], more].concat()).out;
    world.done("ben", &["deal", &deal, "lost", "price"]);
    assert!(world.show(&lead)["ended_at"].is_string());
    assert!(pipeline(&["--closed"]).contains(", was at "));
    world.done("ben", &["deal", &deal, "reopen"]);
    assert!(!pipeline(&[]).contains("was at"), "it is open again");
    world.done("ben", &["deal", &deal, "won"]);
    assert!(!pipeline(&["--closed"]).contains("was at"), "it is not lost");
    let card = world.show(&lead);
    assert_eq!(
        (&card["stage"], &card["account"]["name"], &card["ended_at"]),
        (&json!("won"), &json!("Acme"), &Value::Null)
    );
}

#[test]
fn the_pipeline_nurture_and_the_pages_are_listed() {
    let world = World::new();
    let mut leads = Vec::new();
    for (name, phone) in [("Jane Doe", "+12125550123"), ("Jim Roe", "+12125550124"), ("Joe Poe", "+12125550125")] {
        leads.push(world.lead("ana", name, phone));
    }
    let convert = |lead: &str, more: &[&str]| {
        let all = [&["convert", lead, "--account", "Acme", "--reason", "signed"], more].concat();
        world.done("ben", &all)["deal"].to_string()
    };
    let late = convert(&leads[0], &["--amount", "EUR 1,200", "--next-step", "ring"]);
    let none = convert(&leads[1], &["--amount", "USD 50"]);
    let pipeline = |more: &[&str]| world.done("ben", &[&["pipeline"], more].concat());
    let ids = |page: &Value| -> Vec<String> {
        page["rows"].as_array().unwrap().iter().map(|row| row["id"].to_string()).collect()
    };
    let page = pipeline(&[]);
    assert_eq!(ids(&page), [none.clone(), late.clone()], "what has no next step comes first");
    assert_eq!((&page["rows"][0]["need"], &page["rows"][0]["company"]), (&json!("no_step"), &json!("Acme")));
    assert_eq!(page["rows"][0]["made_by"]["name"], json!("Jim Roe"));
    let worth = &page["total"]["worth"];
    assert_eq!((&worth[0]["amount"]["minor"], &worth[1]["weighted"]["minor"]), (&json!(120_000), &json!(500)));
    assert_eq!(page["stages"][0]["name"], json!("Sales Lead"));
    assert_eq!(world.done("carla", &["pipeline"])["rows"], json!([]));
    assert_eq!(ids(&world.done("carla", &["pipeline", "--owner", "ben"])).len(), 2);
    assert_eq!(ids(&world.done("carla", &["pipeline", "--all", "--limit", "1"])).len(), 1);
    world.done("ben", &["deal", &late, "edit", "--next-step", "", "--amount", ""]);
    assert_eq!(pipeline(&[])["total"]["no_step"], json!(2));
    world.done("ben", &["deal", &late, "lost", "price"]);
    let closed = pipeline(&["--closed"]);
    assert_eq!((ids(&closed), &closed["rows"][0]["last_stage"]), (vec![late], &json!("Sales Lead")));
    let text = world.run("ben", &["pipeline"]).out;
    assert!(text.contains("USD 50") && text.contains("no next step") && text.contains("total"), "{text}");

    world.done("ben", &["assign", &leads[2], "--to", "ben"]);
    world.done("ben", &["nurture", &leads[2], "interested", "--wake", "in 2 days"]);
    let nurture = world.done("ben", &["queue", "--nurturing"]);
    assert_eq!((&nurture["rows"][0]["name"], &nurture["lanes"][0]["leads"]), (&json!("Joe Poe"), &json!(1)));
    let text = world.run("ben", &["queue", "--nurturing"]).out;
    assert!(text.contains("0/8") && text.contains("0 without a next touch"), "{text}");
    world.done("ben", &["reopen", &leads[2]]);
    assert_eq!(world.done("ben", &["queue", "--nurturing"])["lanes"][0]["awake"], json!(1));

    let card = world.show(&leads[0]);
    let (contact, account) = (card["contact"]["id"].to_string(), card["account"]["id"].to_string());
    let person = world.done("ben", &["show", "--contact", &contact]);
    assert_eq!((&person["contact"]["name"], &person["deals"][0]["state"]), (&json!("Jane Doe"), &json!("lost")));
    let company = world.done("ben", &["show", "--account", &account]);
    let people: Vec<&Value> = company["people"].as_array().unwrap().iter().map(|who| &who["contact"]["name"]).collect();
    assert_eq!(people, [&json!("Jane Doe"), &json!("Jim Roe")]);
    assert_eq!(company["people"][0]["is_primary"], json!(true));
    assert!(world.run("ben", &["show", "--account", &account]).out.contains("primary contact"));
    assert!(world.run("ben", &["show", "--contact", &contact]).out.starts_with("Jane Doe"));
    world.refused("ben", &["show", "--account", "99"], 4);
    world.refused("ben", &["show"], 2);
    world.refused("ben", &["show", &leads[0], "--contact", &contact], 2);
}

#[test]
fn every_field_can_be_edited() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    let edit = |changes: &[&str]| world.done("ben", &[&["edit", &lead], changes].concat());
    edit(&["name=Jane Roe", "company=Acme", "job-title=CEO", "problem=too slow", "phase=decision"]);
    edit(&["phone+=+1 212 555 0199", "email+=jane@acme.example"]);
    let card = world.show(&lead);
    assert_eq!((&card["contact"]["name"], &card["buyer_phase"]), (&json!("Jane Roe"), &json!("decision")));
    let phones: Vec<&Value> =
        card["contact"]["channels"].as_array().unwrap().iter().filter(|c| c["kind"] == "phone").collect();
    let error = world.refused("ben", &["edit", &lead, "phone=+12125550111"], 2);
    assert!(text(&error, "message").contains(&format!("channel.{}", phones[0]["id"])), "{error}");
    edit(&[
        &format!("channel.{}=+1 212 555 0177", phones[1]["id"]),
        &format!("use.{}=not_to_be_used", phones[0]["id"]),
    ]);
    edit(&["phone-=(212) 555-0123", "email=jane@roe.example", "company="]);
    let contact = world.show(&lead)["contact"].clone();
    assert_eq!(contact["channels"][0]["normal"], "+12125550177");
    assert_eq!((&contact["channels"][1]["normal"], &contact["company"]), (&json!("jane@roe.example"), &Value::Null));
    world.refused("ben", &["edit", &lead, "colour=red"], 2);
    world.refused("ben", &["edit", &lead, "name"], 2);
    world.refused("ben", &["edit", &lead, "phone-=+12125550000"], 4);
    world.refused("ben", &["edit", &lead, "zone=Mars/Olympus"], 3);
    world.refused("ben", &["edit", &lead], 2);
}

#[test]
fn who_says_never_again_is_never_offered() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    world.done("ben", &["dnc", &lead, "--reason", "very clear"]);
    assert_eq!(world.done("ben", &["queue"])["withheld"], json!({ "do_not_call": 1 }));
    assert_eq!(world.run("ben", &["next", "--json"]).code, 8);
    let mail = world.done("ana", &["add", "--email", "a@b.example"])["lead"].to_string();
    world.refused("ben", &["dnc", &mail], 3);
}

#[test]
fn anybody_is_found_and_history_tells() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    let found = world.done("ben", &["find", "555", "0123"]);
    assert_eq!(found[0]["name"], "Jane Doe");
    assert_eq!(found[0]["lead"]["id"].to_string(), lead);
    assert_eq!(world.done("ben", &["find", "nothing-like-it"]), json!([]));
    world.refused("ben", &["find"], 2);
    world.done("ben", &["touch", &lead, "note", "hello"]);
    let history = world.done("ana", &["history", "--lead", &lead, "--by", "ben"]);
    assert_eq!((history.as_array().unwrap().len(), &history[0]["command"]), (1, &json!("touch")));
    assert_eq!(history[0]["at"], crate::world::NOW);
    assert_eq!(world.done("ana", &["history", "--command", "add", "--limit", "5"]).as_array().unwrap().len(), 1);
    world.refused("ana", &["history", "--by", "zoe"], 4);
    world.refused("ana", &["history", "--from", "next tue"], 2);
}

#[test]
fn the_funnel_adds_up_and_opens() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    world.lead("ana", "Joe Doe", "+12125550124");
    world.done("ben", &["log", &lead, "not_interested"]);
    let funnel = world.done("ana", &["funnel", "--source", "Web", "--from", "today"]);
    assert_eq!((&funnel["view"], &funnel["to"]), (&json!("cohort"), &Value::Null));
    for step in funnel["stages"].as_array().unwrap() {
        let of = |key: &str| step[key].as_i64().unwrap();
        assert!(step["stage"] == "won" || of("reach") == of("next") + of("leaked") + of("waiting"), "{step}");
        assert!(
            step.get("skipped").is_some() && step.get("median_seconds").is_some() && step.get("p90_seconds").is_some()
        );
    }
    let behind = world.done("ana", &["funnel", "--leads", "SAL", "leaked"]);
    assert_eq!(behind["leads"][0]["name"], "Jane Doe");
    assert_eq!(
        world.done("ana", &["funnel", "--owner", "nobody", "--leads", "captured", "reach"])["leads"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let said = world.run("ana", &["funnel"]);
    assert!(said.out.contains("2 captured = 0 won + 1 leaked + 1 waiting"), "{}", said.out);
    world.refused("ana", &["funnel", "--leads", "SAL", "escaped"], 2);
    world.refused("ana", &["funnel", "--owner", "zoe"], 4);
}

#[test]
fn the_team_is_kept_by_managers() {
    let world = World::new();
    let reps = world.done("ana", &["rep", "list"]);
    let names: Vec<&str> = reps.as_array().unwrap().iter().map(|rep| text(rep, "name")).collect();
    assert_eq!(names, ["ana", "ben", "carla"]);
    assert_eq!(
        (&reps[0]["role"], &reps[0]["me"], &reps[1]["team"]),
        (&json!("manager"), &json!(true), &json!("North"))
    );
    assert_eq!(text(&world.refused("ben", &["rep", "add", "dora"], 3), "kind"), "managers_only");
    world.done("ana", &["team", "add", "South"]);
    world.refused("ana", &["team", "add", "south"], 3);
    world.done("ana", &["team", "rename", "South", "Sea"]);
    world.refused("ana", &["team", "rename", "South", "x"], 4);
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    world.done("ana", &["assign", &lead, "--to", "ben"]);
    world.done("ana", &["rep", "retire", "ben", "--leads-to", "team North"]);
    assert_eq!(world.show(&lead)["team"], "North");
    world.refused("ben", &["queue"], 3);
    world.refused("ana", &["rep", "retire", "ana", "--leads-to", "carla"], 3);
    let teams = world.done("ana", &["team", "list"]);
    assert_eq!(teams[0], json!({ "id": 1, "name": "North", "reps": ["carla"] }));
}
