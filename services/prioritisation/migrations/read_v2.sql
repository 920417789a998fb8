CREATE TABLE case_v2 (
  id TEXT PRIMARY KEY, initiative TEXT NOT NULL, cycle TEXT NOT NULL, administration TEXT NOT NULL,
  area TEXT NOT NULL, reference TEXT NOT NULL, title TEXT NOT NULL, cost BIGINT NOT NULL,
  round BIGINT NOT NULL, status TEXT NOT NULL, outcome TEXT, reason_code TEXT, reason TEXT,
  missing TEXT NOT NULL, due_on TEXT, revision BIGINT NOT NULL
);
CREATE INDEX case_v2_area ON case_v2 (cycle, area, id);
CREATE INDEX case_v2_cycle ON case_v2 (cycle, id);
CREATE INDEX case_v2_status ON case_v2 (status, id);
CREATE INDEX case_v2_administration ON case_v2 (administration, id);
CREATE TABLE area_round_v2 (
  cycle TEXT NOT NULL, area TEXT NOT NULL, phase TEXT NOT NULL, registered BIGINT NOT NULL,
  included BIGINT NOT NULL, awaiting_supplement BIGINT NOT NULL, rejected BIGINT NOT NULL,
  withdrawn BIGINT NOT NULL, decided_by TEXT, decision TEXT, revision BIGINT NOT NULL,
  PRIMARY KEY (cycle, area)
);
CREATE TABLE candidate_v2 (
  round TEXT NOT NULL, place BIGINT NOT NULL, initiative TEXT NOT NULL, case_id TEXT NOT NULL,
  administration TEXT NOT NULL, reference TEXT NOT NULL, title TEXT NOT NULL, cost BIGINT NOT NULL,
  withdrawn BIGINT NOT NULL, PRIMARY KEY (round, place)
);
CREATE TABLE ranking_v2 (
  round TEXT NOT NULL, place BIGINT NOT NULL, initiative TEXT NOT NULL, case_id TEXT NOT NULL,
  reference TEXT NOT NULL, title TEXT NOT NULL, computed_place BIGINT NOT NULL,
  points BIGINT NOT NULL, half BIGINT NOT NULL, cost BIGINT NOT NULL, PRIMARY KEY (round, place)
);
CREATE TABLE ballot_v2 (
  round TEXT NOT NULL, member TEXT NOT NULL, places TEXT NOT NULL, cast_at BIGINT NOT NULL,
  revision BIGINT NOT NULL, PRIMARY KEY (round, member)
);
CREATE TABLE proposal_v2 (
  cycle TEXT PRIMARY KEY, items BIGINT NOT NULL, digest TEXT NOT NULL, business TEXT, it TEXT,
  making TEXT, revision BIGINT NOT NULL
);
CREATE TABLE proposal_moment_v2 (
  cycle TEXT NOT NULL, what TEXT NOT NULL, happened_at BIGINT NOT NULL, PRIMARY KEY (cycle, what)
);
CREATE TABLE proposal_item_v2 (
  cycle TEXT NOT NULL, city_rank BIGINT NOT NULL, initiative TEXT NOT NULL, case_id TEXT NOT NULL,
  administration TEXT NOT NULL, reference TEXT NOT NULL, title TEXT NOT NULL, area TEXT NOT NULL,
  area_rank BIGINT NOT NULL, score_numerator BIGINT NOT NULL, score_denominator BIGINT NOT NULL,
  cost BIGINT NOT NULL, computed_rank BIGINT NOT NULL, within BIGINT NOT NULL,
  computed_within BIGINT NOT NULL, PRIMARY KEY (cycle, city_rank)
);
CREATE INDEX proposal_item_v2_initiative ON proposal_item_v2 (cycle, initiative);
CREATE TABLE case_round_v2 (
  case_id TEXT NOT NULL, round BIGINT NOT NULL, prepared_at BIGINT NOT NULL, dossier TEXT NOT NULL,
  PRIMARY KEY (case_id, round)
);
CREATE TABLE case_outcome_v2 (
  case_id TEXT NOT NULL, revision BIGINT NOT NULL, round BIGINT NOT NULL, outcome TEXT NOT NULL,
  reason_code TEXT, reason TEXT NOT NULL, missing TEXT NOT NULL, due_on TEXT,
  decided_at BIGINT NOT NULL, PRIMARY KEY (case_id, revision)
);
CREATE TABLE appraisal_v2 (
  case_id TEXT NOT NULL, member TEXT NOT NULL, round BIGINT NOT NULL, scores TEXT NOT NULL,
  value BIGINT NOT NULL, comment TEXT NOT NULL, given_at BIGINT NOT NULL, revision BIGINT NOT NULL,
  PRIMARY KEY (case_id, member)
);
CREATE INDEX appraisal_v2_member ON appraisal_v2 (member, case_id);
CREATE TABLE conflict_v2 (
  case_id TEXT NOT NULL, member TEXT NOT NULL, reason TEXT NOT NULL, declared_at BIGINT NOT NULL,
  PRIMARY KEY (case_id, member)
);
CREATE TABLE assignment_v2 (
  case_id TEXT NOT NULL, member TEXT NOT NULL, round TEXT NOT NULL, PRIMARY KEY (case_id, member)
);
CREATE INDEX assignment_v2_member ON assignment_v2 (member, case_id);
CREATE INDEX assignment_v2_round ON assignment_v2 (round, member);
CREATE TABLE comment_v2 (
  case_id TEXT NOT NULL, number BIGINT NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL,
  in_reply_to BIGINT, commented_at BIGINT NOT NULL, PRIMARY KEY (case_id, number)
)
