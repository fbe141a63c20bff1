//! The queue, sorted slowly by the rules from what the cards say.

use crate::{history::World, support::Colleague};
use callsheet::{
    desk::{Card, Filter},
    domain::{
        contact::ChannelKind,
        ids::{LeadId, RepId, TeamId},
        rep::Rep,
        stage::{Stage, Status},
        time::{MINUTE, Timestamp},
    },
    policy::{
        hours::{self, Opening},
        lanes::{self, Facts, QueueLane, Rule, Seat, Withheld},
    },
    store::{history::PromiseState, list, people, queue},
};
use std::collections::{BTreeMap, BTreeSet};

fn facts(card: &Card) -> Facts {
    let open = card.promises.iter().filter(|promise| promise.state == PromiseState::Open);
    assert!(open.clone().count() <= 1, "two open promises on lead {}", card.lead.id);
    Facts {
        promise: open.clone().next().map(|promise| (promise.due_at, promise.rep)),
        callable: card.contact.channels.iter().any(|one| one.kind == ChannelKind::Phone && one.is_usable()),
        do_not_call: card.do_not_call,
        tried: card.touches.iter().any(|touch| touch.attempt.is_some() && !touch.taken_back),
    }
}

/// Every working lead has the keys that its facts give it, and no other has any.
pub fn check_keys(world: &World) {
    let now = world.office.now();
    let mut working = 0;
    let gates: BTreeMap<i64, BTreeSet<&str>> = queue::gates(world.db())
        .unwrap()
        .into_iter()
        .map(|gate| (gate.id, gate.zones.iter().map(|zone| zone.name()).collect()))
        .collect();
    for id in world.every_lead() {
        let card = world.desks[0].card(id);
        let found = queue::place(world.db(), id).unwrap();
        assert_eq!(found.is_some(), card.lead.status.is_working(), "lead {id} is {}", card.lead.status);
        let Some((place, block)) = found else { continue };
        working += 1;
        let key = lanes::key(&card.lead, &facts(&card)).unwrap();
        assert_eq!((place.seat, place.rule, place.at, block), (key.seat, key.rule, key.at, key.block), "lead {id}");
        assert_eq!(gates[&place.gate], card.zones.iter().map(|zone| zone.name()).collect(), "the gate of lead {id}");
        let is_stale = queue::stale(world.db(), now, 1_000).unwrap().contains(&id);
        assert!(is_stale || place.rank == 100 - card.score.points, "the score of lead {id}");
        let people = world.desks[0].desk.people().unwrap();
        let has_seat = |seat: i64| {
            seat == 0
                || people.teams.iter().any(|team| Seat::of_team(team.id).0 == seat)
                || people.working().any(|rep| rep.id.0 == seat)
        };
        assert!(has_seat(place.seat.0), "nobody is ever offered lead {id}");
    }
    assert_eq!(world.db().number("SELECT count(*) FROM queue_key", &[]).unwrap(), working);
}

/// A row of a list says of a lead what its card says: the score, and what its person is called.
pub fn check_rows(world: &World) {
    let now = world.office.now();
    for id in world.every_lead() {
        let card = world.desks[0].card(id);
        let row = list::row(world.db(), id, now, &world.office.settings().score).unwrap().unwrap();
        let brief = list::brief(world.db(), id).unwrap().unwrap();
        assert_eq!(row.score, card.score.points, "the score of lead {id}");
        let called = card.contact.called();
        assert_eq!((row.name.as_str(), brief.name.as_str()), (called, called), "lead {id}");
    }
}

/// A lead as the rules of the queue see it.
struct Ready {
    id: LeadId,
    rule: Rule,
    at: Timestamp,
    seat: Seat,
    score: i64,
    live: bool,
    captured_at: Timestamp,
}

/// Whoever sits there, unless taken back.
fn me(who: &Colleague<'_>) -> Option<Rep> {
    let people = who.desk.people().unwrap();
    people.rep(who.desk.me().id).cloned()
}

fn my_seats(me: &Rep) -> BTreeSet<Seat> {
    [Some(Seat::of_rep(me.id)), Some(Seat::POOL), me.team.map(Seat::of_team)].into_iter().flatten().collect()
}

/// Everything that may be called now, that nobody else holds, whosesoever it is.
fn ready(world: &World, me: RepId) -> Vec<Ready> {
    let now = world.office.now();
    let hours = &world.office.settings().calling_hours.0;
    let mut ready = Vec::new();
    for id in world.every_lead() {
        let card = world.desks[0].card(id);
        let facts = facts(&card);
        let held = card.held.as_ref().is_some_and(|claim| claim.rep != me);
        let closed = hours::opening(&card.zones, now, hours) != Opening::Open;
        if !card.lead.status.is_working() || !facts.callable || facts.do_not_call || held || closed {
            continue;
        }
        let own = match (card.lead.owner, card.lead.team) {
            (Some(RepId(rep)), _) => Seat(rep),
            (None, Some(TeamId(team))) => Seat(-team),
            (None, None) => Seat(0),
        };
        let plan = card.lead.next_kind.as_deref() == Some("plan");
        let (rule, at, seat) = match (facts.promise, card.lead.next_at) {
            (Some((due, rep)), _) => (Rule::Promise, due, rep.map_or(Seat::POOL, Seat::of_rep)),
            (None, Some(at)) => (if plan { Rule::FollowUp } else { Rule::Lifted }, at, own),
            (None, None) if !facts.tried && card.lead.status == Status::Open => (Rule::New, card.lead.captured_at, own),
            (None, None) => (Rule::Rest, now, own),
        };
        let (live, captured_at) = (card.lead.live, card.lead.captured_at);
        ready.push(Ready { id, rule, at, seat, score: card.score.points, live, captured_at });
    }
    ready
}

/// The order of the queue by the rules, for one rep.
fn slow(world: &World, who: &Colleague<'_>, me: &Rep) -> Vec<(LeadId, QueueLane)> {
    let now = world.office.now();
    let seats = my_seats(me);
    let people = who.desk.people().unwrap();
    let mates: BTreeSet<Seat> = people
        .working()
        .filter(|rep| rep.id != me.id && rep.team.is_some() && rep.team == me.team)
        .map(|rep| Seat::of_rep(rep.id))
        .collect();
    let ready = ready(world, me.id);
    let mine = |one: &&Ready| seats.contains(&one.seat);
    let mut order = Vec::new();
    let mut add = |lane: QueueLane, mut leads: Vec<&Ready>, key: &dyn Fn(&Ready) -> (i64, i64)| {
        leads.sort_by_key(|one| key(one));
        order.extend(leads.iter().map(|one| (one.id, lane)));
    };
    // 1. Promises due, oldest first: mine and anyone's; a mate's when it is half an hour late.
    let late = now.plus(-30 * MINUTE);
    let promises = ready.iter().filter(|one| {
        one.rule == Rule::Promise && (mine(one) && one.at <= now || mates.contains(&one.seat) && one.at <= late)
    });
    add(QueueLane::Promises, promises.collect(), &|one| (one.at.0, one.id.0));
    // 2. Fresh: live, never tried, inside five minutes, newest first.
    let is_fresh = |one: &Ready| one.live && now.since(one.captured_at) < 5 * MINUTE;
    let fresh = ready.iter().filter(mine).filter(|one| one.rule == Rule::New && is_fresh(one));
    add(QueueLane::Fresh, fresh.collect(), &|one| (-one.at.0, -one.id.0));
    // 3. Re-enquiries and woken ones, longest waiting first.
    let lifted = ready.iter().filter(mine).filter(|one| one.rule == Rule::Lifted && one.at <= now);
    add(QueueLane::Lifted, lifted.collect(), &|one| (one.at.0, one.id.0));
    // 4. Turns: most overdue first, every third a never-tried one, best score first; without follow-ups none.
    let by_score = |one: &&Ready| (-one.score, one.id.0);
    let mut follow: Vec<&Ready> =
        ready.iter().filter(mine).filter(|one| one.rule == Rule::FollowUp && one.at <= now).collect();
    follow.sort_by_key(|one| (one.at.0, one.id.0));
    let mut new: Vec<&Ready> =
        ready.iter().filter(mine).filter(|one| one.rule == Rule::New && !is_fresh(one)).collect();
    new.sort_by_key(by_score);
    let (mut follow, mut new) = (follow.into_iter(), new.into_iter().peekable());
    let mut turn = people::turn(world.db(), &format!("rep {}", me.id)).unwrap();
    while follow.len() > 0 {
        let one = if turn % 3 == 2 && new.peek().is_some() { new.next() } else { follow.next() };
        order.push((one.unwrap().id, QueueLane::Turns));
        turn += 1;
    }
    // 5. The rest that is ready, by score.
    let mut rest: Vec<&Ready> = new.chain(ready.iter().filter(mine).filter(|one| one.rule == Rule::Rest)).collect();
    rest.sort_by_key(by_score);
    order.extend(rest.iter().map(|one| (one.id, QueueLane::Rest)));
    order
}

fn sitting(world: &World) -> impl Iterator<Item = (&Colleague<'static>, Rep)> {
    world.desks.iter().filter_map(|who| me(who).map(|me| (who, me)))
}

pub fn check_order(world: &World) {
    for (who, me) in sitting(world) {
        assert_eq!(who.queue(), slow(world, who, &me), "the queue of {}", me.name);
    }
}

/// Next gives the first of that order, but what I hold already; and nobody is given what another holds.
pub fn check_next(world: &mut World, who: usize) {
    let now = world.office.now();
    let mine = world.desks[who].desk.held(now).unwrap().map(|claim| claim.lead);
    let Some(me) = me(&world.desks[who]) else { return };
    let order = slow(world, &world.desks[who], &me);
    let expected = order.into_iter().map(|(lead, _)| lead).find(|lead| Some(*lead) != mine);
    if me.retired_at.is_some() {
        assert!(!matches!(world.desks[who].desk.next(now), Ok(Some(_))), "{} has left and is given a lead", me.name);
        return;
    }
    let given = world.desks[who].claims_next();
    assert_eq!(given, expected, "next for {}", world.desks[who].desk.me().name);
    let held: Vec<i64> =
        world.db().all("SELECT lead_id FROM claim WHERE until_at > $1", &[&now.0], |row| row.get(0)).unwrap();
    assert_eq!(held.len(), held.iter().collect::<BTreeSet<_>>().len());
    let after = world.desks[who].desk.held(now).unwrap().map(|claim| claim.lead);
    assert_eq!(after, given.or(mine), "what {} holds", world.desks[who].desk.me().name);
}

/// Whatever stands in my seats is offered or withheld, once, and what is counted can be listed.
pub fn check_withheld(world: &World) {
    let now = world.office.now();
    for (who, me) in sitting(world) {
        let seats = my_seats(&me);
        let standing: BTreeSet<LeadId> = world
            .every_lead()
            .into_iter()
            .filter(|id| queue::place(world.db(), *id).unwrap().is_some_and(|(place, _)| seats.contains(&place.seat)))
            .collect();
        let offered = who.queue().into_iter().map(|(lead, _)| lead).filter(|lead| standing.contains(lead));
        let mut all: Vec<LeadId> = offered.collect();
        let filters = [
            Filter::default(),
            Filter { source: Some("web".to_owned()), ..Filter::default() },
            Filter { status: Some(Status::Nurturing), ..Filter::default() },
            Filter { source: Some("email".to_owned()), stage: Some(Stage::Captured), ..Filter::default() },
        ];
        let list = |filter: &Filter, reason| who.desk.withheld_leads(filter, reason, 1_000, now).unwrap();
        let of_all: Vec<_> = Withheld::ALL.iter().map(|reason| (*reason, list(&Filter::default(), *reason))).collect();
        for filter in &filters {
            let counts = who.desk.withheld(filter, now).unwrap();
            for (reason, leads) in &of_all {
                let mut fitting = leads.clone();
                fitting.retain(|one| filter.fits(&one.lead.source, one.lead.status, one.lead.stage));
                let counted = counts.iter().find(|count| count.reason == *reason).map_or(0, |count| count.leads);
                let said = format!("{reason} for {}: {filter:?}", who.desk.me().name);
                assert_eq!(i64::try_from(fitting.len()).unwrap(), counted, "{said}");
                assert_eq!(list(filter, *reason), fitting, "{said}");
            }
        }
        all.extend(of_all.into_iter().flat_map(|(_, leads)| leads).map(|one| one.lead.id));
        assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len(), "twice for {}: {all:?}", who.desk.me().name);
        assert_eq!(all.into_iter().collect::<BTreeSet<_>>(), standing, "for {}", who.desk.me().name);
    }
}
