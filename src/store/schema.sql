-- Rows of record carry: version (the journal sequence that last changed the row: equal versions, equal
-- content), made_by (the one that inserted it) and taken_back_at (when an undo took it back; nothing is
-- deleted). Times are UTC milliseconds. Keys that time or leases move stand in tables of their own below.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE team (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX team_name ON team (name) WHERE taken_back_at IS NULL;

CREATE TABLE rep (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  name TEXT NOT NULL, full_name TEXT NOT NULL, role TEXT NOT NULL, team_id INTEGER REFERENCES team (id),
  zone TEXT, retired_at INTEGER
) STRICT;
CREATE UNIQUE INDEX rep_name ON rep (name) WHERE taken_back_at IS NULL;

CREATE TABLE account (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  name TEXT NOT NULL, name_key TEXT NOT NULL, domain TEXT, industry TEXT, size TEXT, place TEXT,
  owner_id INTEGER REFERENCES rep (id), primary_contact_id INTEGER
) STRICT;
CREATE INDEX account_name ON account (name_key) WHERE taken_back_at IS NULL;

CREATE TABLE contact (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  name TEXT NOT NULL, name_key TEXT NOT NULL, job_title TEXT, persona TEXT,
  company TEXT, industry TEXT, size TEXT, account_id INTEGER REFERENCES account (id),
  street TEXT, city TEXT, region TEXT, postal_code TEXT, country TEXT, zone TEXT,
  owner_id INTEGER REFERENCES rep (id)
) STRICT;
CREATE INDEX contact_name ON contact (name_key) WHERE taken_back_at IS NULL AND name_key <> '';
CREATE INDEX contact_account ON contact (account_id) WHERE account_id IS NOT NULL;

CREATE TABLE channel (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  contact_id INTEGER NOT NULL REFERENCES contact (id), kind TEXT NOT NULL, given TEXT NOT NULL,
  normal TEXT, extension TEXT, fault TEXT, standing TEXT NOT NULL
) STRICT;
CREATE INDEX channel_normal ON channel (normal) WHERE normal IS NOT NULL AND taken_back_at IS NULL;
CREATE INDEX channel_contact ON channel (contact_id);

CREATE TABLE lead (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  contact_id INTEGER NOT NULL REFERENCES contact (id), external_id TEXT, fingerprint INTEGER,
  source TEXT NOT NULL, campaign TEXT, tokens TEXT, extra TEXT, problem TEXT, buyer_phase TEXT,
  captured_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, live INTEGER NOT NULL,
  stage INTEGER NOT NULL, status TEXT NOT NULL,
  owner_id INTEGER REFERENCES rep (id), team_id INTEGER REFERENCES team (id),
  budget INTEGER, authority INTEGER, need INTEGER, timeframe TEXT, purchase_process TEXT, decision_makers TEXT,
  lane TEXT, cause TEXT, next_at INTEGER, next_kind TEXT, tries INTEGER NOT NULL,
  reject_reason TEXT, ended_at INTEGER
) STRICT;
CREATE INDEX lead_contact ON lead (contact_id);
CREATE INDEX lead_external ON lead (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX lead_fingerprint ON lead (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE INDEX lead_owner ON lead (owner_id, status) WHERE taken_back_at IS NULL;
CREATE INDEX lead_source ON lead (source) WHERE taken_back_at IS NULL;
-- The funnel reads nothing but this.
CREATE INDEX lead_funnel ON lead (captured_at, source, owner_id, stage, status, ended_at, reject_reason)
  WHERE taken_back_at IS NULL;

CREATE TABLE touch (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  lead_id INTEGER NOT NULL REFERENCES lead (id), at INTEGER NOT NULL, kind TEXT NOT NULL,
  rep_id INTEGER REFERENCES rep (id), note TEXT, offer TEXT, meaningful INTEGER NOT NULL, fingerprint INTEGER
) STRICT;
CREATE INDEX touch_lead ON touch (lead_id, at);
-- A row of a file that joined an open lead is known again by its touch.
CREATE INDEX touch_fingerprint ON touch (fingerprint) WHERE fingerprint IS NOT NULL;

CREATE TABLE attempt (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  lead_id INTEGER NOT NULL REFERENCES lead (id), touch_id INTEGER NOT NULL REFERENCES touch (id),
  rep_id INTEGER REFERENCES rep (id), at INTEGER NOT NULL, number TEXT,
  line_result TEXT NOT NULL, outcome TEXT NOT NULL, seconds INTEGER, evidence TEXT
) STRICT;
CREATE INDEX attempt_lead ON attempt (lead_id, at);
CREATE INDEX attempt_touch ON attempt (touch_id);

CREATE TABLE promise (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  lead_id INTEGER NOT NULL REFERENCES lead (id), rep_id INTEGER REFERENCES rep (id),
  made_at INTEGER NOT NULL, due_at INTEGER NOT NULL, note TEXT, state TEXT NOT NULL, closed_at INTEGER
) STRICT;
CREATE INDEX promise_lead ON promise (lead_id);
CREATE INDEX promise_rep ON promise (rep_id) WHERE state = 'open';

CREATE TABLE deal (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  lead_id INTEGER NOT NULL REFERENCES lead (id), contact_id INTEGER NOT NULL REFERENCES contact (id),
  account_id INTEGER REFERENCES account (id), name TEXT NOT NULL, amount INTEGER, currency TEXT,
  stage TEXT NOT NULL, probability INTEGER NOT NULL, next_step TEXT, next_step_at INTEGER, close_on TEXT,
  state TEXT NOT NULL, lost_reason TEXT, last_stage TEXT, made_at INTEGER NOT NULL, closed_at INTEGER,
  owner_id INTEGER REFERENCES rep (id)
) STRICT;
CREATE INDEX deal_lead ON deal (lead_id);
CREATE INDEX deal_contact ON deal (contact_id);
CREATE INDEX deal_account ON deal (account_id) WHERE account_id IS NOT NULL;

-- Several leads may stand on one deal, and a lead may have several deals.
CREATE TABLE lead_deal (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  lead_id INTEGER NOT NULL REFERENCES lead (id), deal_id INTEGER NOT NULL REFERENCES deal (id)
) STRICT;
CREATE INDEX lead_deal_lead ON lead_deal (lead_id);
CREATE INDEX lead_deal_deal ON lead_deal (deal_id);

-- The three kinds of span: all funnel numbers, times in stage and "as of" come from these. A span counts
-- from counts_from (its own time, or the moment of the undo or redo that brought it back) until taken_back_at; such
-- a copy has in origin the span that it is a copy of.
CREATE TABLE stage_entry (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  lead_id INTEGER NOT NULL REFERENCES lead (id), stage INTEGER NOT NULL,
  entered_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, counts_from INTEGER NOT NULL, origin INTEGER
) STRICT;
CREATE INDEX stage_entry_origin ON stage_entry (origin) WHERE origin IS NOT NULL;
CREATE UNIQUE INDEX stage_entry_lead ON stage_entry (lead_id, stage) WHERE taken_back_at IS NULL;

CREATE TABLE end_span (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  lead_id INTEGER NOT NULL REFERENCES lead (id), ended_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
  counts_from INTEGER NOT NULL, how TEXT NOT NULL, reason TEXT NOT NULL, note TEXT, reopened_at INTEGER,
  origin INTEGER
) STRICT;
CREATE INDEX end_span_lead ON end_span (lead_id);
CREATE INDEX end_span_origin ON end_span (origin) WHERE origin IS NOT NULL;
CREATE UNIQUE INDEX end_span_open ON end_span (lead_id) WHERE taken_back_at IS NULL AND reopened_at IS NULL;

CREATE TABLE owner_span (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, made_by INTEGER NOT NULL, taken_back_at INTEGER,
  lead_id INTEGER NOT NULL REFERENCES lead (id), owner_id INTEGER NOT NULL REFERENCES rep (id),
  from_at INTEGER NOT NULL, to_at INTEGER, recorded_at INTEGER NOT NULL, counts_from INTEGER NOT NULL,
  reason TEXT, origin INTEGER
) STRICT;
CREATE INDEX owner_span_lead ON owner_span (lead_id);
CREATE INDEX owner_span_origin ON owner_span (origin) WHERE origin IS NOT NULL;
CREATE UNIQUE INDEX owner_span_open ON owner_span (lead_id) WHERE taken_back_at IS NULL AND to_at IS NULL;

-- Who said no. No undo touches it.
CREATE TABLE do_not_call (
  id INTEGER PRIMARY KEY, made_by INTEGER NOT NULL, normal TEXT NOT NULL, contact_id INTEGER,
  at INTEGER NOT NULL, rep_id INTEGER, reason TEXT, lifted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX do_not_call_normal ON do_not_call (normal) WHERE lifted_at IS NULL;

-- Append-only. kind: do, undo, redo; target: the entry that an undo or redo is about; part_of: the first
-- entry of a long piece of work that was written in parts.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor_id INTEGER, command TEXT NOT NULL, kind TEXT NOT NULL,
  target INTEGER, part_of INTEGER, sentence TEXT NOT NULL, lead_id INTEGER, reason TEXT, schema_step INTEGER NOT NULL
) STRICT;
CREATE INDEX journal_actor ON journal (actor_id, seq);
CREATE INDEX journal_target ON journal (target) WHERE target IS NOT NULL;
CREATE INDEX journal_part ON journal (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX journal_lead ON journal (lead_id, seq) WHERE lead_id IS NOT NULL;

-- One row changed, or a run of rows inserted (last_id); before is the image, NULL for inserted; after is the
-- version that the row had then.
CREATE TABLE journal_row (
  seq INTEGER NOT NULL REFERENCES journal (seq), n INTEGER NOT NULL, entity TEXT NOT NULL,
  row_id INTEGER NOT NULL, last_id INTEGER NOT NULL, before TEXT, after INTEGER NOT NULL,
  PRIMARY KEY (seq, n)
) STRICT;
CREATE INDEX journal_row_entity ON journal_row (entity, row_id);

-- Leases and derived keys: not journalled, rebuilt by anybody at any time.
CREATE TABLE claim (
  lead_id INTEGER PRIMARY KEY, rep_id INTEGER NOT NULL UNIQUE, taken_at INTEGER NOT NULL, until_at INTEGER NOT NULL
) STRICT;
CREATE TABLE turn (name TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT;
CREATE TABLE gate (id INTEGER PRIMARY KEY, zones TEXT NOT NULL UNIQUE) STRICT;
-- seat: the rep's id, 0 for the pool, minus the team's id for a team's pool.
-- kind: which lane's rule; at: the time that rule looks at; rank: 100 - score; block: why never offered.
CREATE TABLE queue_key (
  lead_id INTEGER PRIMARY KEY, seat INTEGER NOT NULL, gate_id INTEGER NOT NULL, kind INTEGER NOT NULL,
  at INTEGER NOT NULL, rank INTEGER NOT NULL, block INTEGER NOT NULL, changes_at INTEGER
) STRICT;
CREATE INDEX queue_key_at ON queue_key (kind, seat, gate_id, at, lead_id) WHERE block = 0;
CREATE INDEX queue_key_rank ON queue_key (seat, gate_id, kind, rank, lead_id) WHERE block = 0;
CREATE INDEX queue_key_block ON queue_key (seat, block) WHERE block <> 0;
CREATE INDEX queue_key_changes ON queue_key (changes_at) WHERE changes_at IS NOT NULL;
