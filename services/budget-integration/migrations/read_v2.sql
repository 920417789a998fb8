CREATE TABLE planning_year_v2 (
  id TEXT PRIMARY KEY, year BIGINT NOT NULL, model TEXT NOT NULL, frame BIGINT NOT NULL,
  committed BIGINT NOT NULL, large_budget BIGINT NOT NULL, submit_by TEXT NOT NULL,
  step_one_by TEXT NOT NULL, step_two_by TEXT NOT NULL, recommend_by TEXT NOT NULL,
  decision_ref TEXT NOT NULL, phase TEXT NOT NULL, open_items BIGINT NOT NULL,
  decided_items BIGINT NOT NULL, recommended_items BIGINT, revision BIGINT NOT NULL
);
CREATE TABLE item_v2 (
  id TEXT PRIMARY KEY, initiative TEXT NOT NULL, case_id TEXT NOT NULL, cycle TEXT NOT NULL,
  administration TEXT NOT NULL, reference TEXT NOT NULL, title TEXT NOT NULL, area TEXT NOT NULL,
  city_rank BIGINT NOT NULL, cost BIGINT NOT NULL, status TEXT NOT NULL, amount BIGINT NOT NULL,
  withdrawn TEXT, revision BIGINT NOT NULL
);
CREATE INDEX item_v2_rank ON item_v2 (cycle, city_rank);
CREATE INDEX item_v2_area ON item_v2 (area, cycle, city_rank);
CREATE INDEX item_v2_administration ON item_v2 (administration, cycle, city_rank);
CREATE INDEX item_v2_status ON item_v2 (status, cycle, city_rank);
CREATE TABLE decision_v2 (
  item TEXT NOT NULL, place BIGINT NOT NULL, instance TEXT NOT NULL, outcome TEXT NOT NULL,
  amount BIGINT NOT NULL, reason TEXT NOT NULL, decision_ref TEXT NOT NULL,
  decided_on TEXT NOT NULL, recorded_at BIGINT NOT NULL, PRIMARY KEY (item, place)
);
CREATE TABLE start_v2 (item TEXT PRIMARY KEY, project_ref TEXT NOT NULL, started_on TEXT NOT NULL);
CREATE TABLE finish_v2 (
  item TEXT PRIMARY KEY, effect TEXT NOT NULL, cost BIGINT NOT NULL, finished_on TEXT NOT NULL
)
