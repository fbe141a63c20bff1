-- Deals by stage, and in each stage by what they need; nurtured leads by when they wake.
CREATE INDEX deal_step ON deal (stage, next_step_at, id) WHERE state = 'open' AND taken_back_at IS NULL;
CREATE INDEX deal_close ON deal (stage, close_on, id) WHERE state = 'open' AND taken_back_at IS NULL;
CREATE INDEX deal_owner_step ON deal (owner_id, stage, next_step_at, id)
  WHERE state = 'open' AND taken_back_at IS NULL;
CREATE INDEX deal_owner_close ON deal (owner_id, stage, close_on, id)
  WHERE state = 'open' AND taken_back_at IS NULL;
CREATE INDEX deal_closed ON deal (closed_at, id) WHERE state <> 'open' AND taken_back_at IS NULL;
CREATE INDEX deal_owner_closed ON deal (owner_id, closed_at, id) WHERE state <> 'open' AND taken_back_at IS NULL;
CREATE INDEX lead_wake ON lead (next_at, id) WHERE status = 'nurturing' AND taken_back_at IS NULL;
CREATE INDEX lead_owner_wake ON lead (owner_id, next_at, id) WHERE status = 'nurturing' AND taken_back_at IS NULL;
CREATE INDEX lead_lane_wake ON lead (lane, next_at, id) WHERE status = 'nurturing' AND taken_back_at IS NULL;
