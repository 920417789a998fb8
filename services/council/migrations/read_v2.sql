CREATE TABLE appointment_v2 (
  id TEXT PRIMARY KEY, body TEXT NOT NULL, role TEXT NOT NULL, responsibility TEXT NOT NULL,
  person TEXT NOT NULL, from_day TEXT NOT NULL, until_day TEXT, decision_ref TEXT NOT NULL,
  end_reason TEXT
);
CREATE INDEX appointment_v2_body ON appointment_v2 (body, id);
CREATE INDEX appointment_v2_person ON appointment_v2 (person, id);
CREATE TABLE meeting_v2 (
  id TEXT PRIMARY KEY, cycle TEXT NOT NULL, attendance TEXT NOT NULL, quorum BIGINT NOT NULL,
  held_on TEXT NOT NULL, handled BIGINT NOT NULL, issued BIGINT NOT NULL, revision BIGINT NOT NULL
);
CREATE INDEX meeting_v2_cycle ON meeting_v2 (cycle, id);
CREATE TABLE meeting_moment_v2 (
  meeting TEXT NOT NULL, what TEXT NOT NULL, happened_at BIGINT NOT NULL,
  PRIMARY KEY (meeting, what)
);
CREATE TABLE recommendation_v2 (
  cycle TEXT PRIMARY KEY, received BIGINT NOT NULL, announced BIGINT, digest TEXT,
  complete BIGINT NOT NULL, meeting TEXT, decided_on TEXT, revision BIGINT NOT NULL
);
CREATE TABLE recommendation_item_v2 (
  case_id TEXT PRIMARY KEY, cycle TEXT NOT NULL, city_rank BIGINT NOT NULL,
  initiative TEXT NOT NULL, administration TEXT NOT NULL, reference TEXT NOT NULL,
  title TEXT NOT NULL, area TEXT NOT NULL, cost BIGINT NOT NULL, meeting TEXT
);
CREATE INDEX recommendation_item_v2_rank ON recommendation_item_v2 (cycle, city_rank);
CREATE TABLE withdrawal_v2 (initiative TEXT PRIMARY KEY, reason TEXT NOT NULL)
