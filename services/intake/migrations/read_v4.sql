-- Read tables of intake, rebuilt from the journal. Another version gets other names.

CREATE TABLE administration_v4 (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  code TEXT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE INDEX administration_v4_name ON administration_v4 (name_key, id);

CREATE TABLE contact_person_v4 (
  seat TEXT PRIMARY KEY,
  administration TEXT NOT NULL,
  number BIGINT NOT NULL,
  person TEXT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  deputy BIGINT NOT NULL,
  decision_ref TEXT NOT NULL
);
CREATE INDEX contact_person_v4_administration ON contact_person_v4 (administration, number);

CREATE TABLE initiative_v4 (
  id TEXT PRIMARY KEY,
  administration TEXT NOT NULL,
  proposer TEXT NOT NULL,
  reference TEXT NOT NULL,
  title TEXT NOT NULL,
  need TEXT NOT NULL,
  words TEXT NOT NULL,
  status TEXT NOT NULL,
  cycle TEXT NOT NULL,
  area TEXT NOT NULL,
  total_cost BIGINT NOT NULL,
  compilation TEXT NOT NULL,
  diary_number TEXT NOT NULL,
  registered_at BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  content TEXT,
  scope TEXT,
  demand TEXT
);
-- What comes after the id is compared before the row is read. A query names the condition of an index.
CREATE INDEX initiative_v4_administration ON initiative_v4 (administration, id, status, area);
CREATE INDEX initiative_v4_area ON initiative_v4 (area, id, status) WHERE area <> '';
CREATE INDEX initiative_v4_cycle ON initiative_v4 (cycle, id, status) WHERE cycle <> '';
CREATE INDEX initiative_v4_status ON initiative_v4 (status, id);

-- Initiatives whose words are in no posting yet.
CREATE TABLE unposted_v4 (
  id TEXT PRIMARY KEY,
  words TEXT NOT NULL
);

-- Where a word stands: initiatives of one block, with a blank between. Some do not hold it any more.
CREATE TABLE posting_v4 (
  word TEXT NOT NULL,
  block TEXT NOT NULL,
  places BIGINT NOT NULL,
  ids TEXT NOT NULL,
  PRIMARY KEY (word, block, places)
);

CREATE TABLE compilation_v4 (
  id TEXT PRIMARY KEY,
  administration TEXT NOT NULL,
  cycle TEXT NOT NULL,
  diary_number TEXT NOT NULL,
  submitted_by TEXT NOT NULL,
  submitted_at BIGINT NOT NULL,
  late BIGINT NOT NULL,
  initiatives BIGINT NOT NULL
);
CREATE INDEX compilation_v4_administration ON compilation_v4 (administration, id);
CREATE INDEX compilation_v4_cycle ON compilation_v4 (cycle, id);

CREATE TABLE compilation_initiative_v4 (
  compilation TEXT NOT NULL,
  number BIGINT NOT NULL,
  initiative TEXT NOT NULL,
  PRIMARY KEY (compilation, number)
);

CREATE TABLE answer_v4 (
  position BIGINT PRIMARY KEY,
  initiative TEXT NOT NULL,
  number BIGINT NOT NULL,
  stage TEXT NOT NULL,
  outcome TEXT NOT NULL,
  instance TEXT NOT NULL,
  reason TEXT NOT NULL,
  service TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  decided_on TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  final BIGINT NOT NULL,
  proposer TEXT NOT NULL,
  administration TEXT NOT NULL,
  contact_person TEXT
);
CREATE INDEX answer_v4_initiative ON answer_v4 (initiative, position);
CREATE INDEX answer_v4_administration ON answer_v4 (administration, position);
CREATE INDEX answer_v4_proposer ON answer_v4 (proposer, position);
CREATE INDEX answer_v4_final ON answer_v4 (final, position);

CREATE TABLE waited_v4 (
  initiative TEXT NOT NULL,
  number BIGINT NOT NULL,
  contact_person TEXT NOT NULL,
  PRIMARY KEY (initiative, number)
);
CREATE INDEX waited_v4_contact_person ON waited_v4 (contact_person);

CREATE TABLE step_v4 (
  position BIGINT PRIMARY KEY,
  initiative TEXT NOT NULL,
  service TEXT NOT NULL,
  at BIGINT NOT NULL,
  stage TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  final BIGINT NOT NULL
);
CREATE INDEX step_v4_initiative ON step_v4 (initiative, position)
