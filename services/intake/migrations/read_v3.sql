-- Read tables of intake, rebuilt from the journal. Another version gets other names.

CREATE TABLE administration_v3 (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  code TEXT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE INDEX administration_v3_name ON administration_v3 (name_key, id);

CREATE TABLE contact_person_v3 (
  seat TEXT PRIMARY KEY,
  administration TEXT NOT NULL,
  number BIGINT NOT NULL,
  person TEXT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  deputy BIGINT NOT NULL,
  decision_ref TEXT NOT NULL
);
CREATE INDEX contact_person_v3_administration ON contact_person_v3 (administration, number);

CREATE TABLE initiative_v3 (
  id TEXT PRIMARY KEY,
  administration TEXT NOT NULL,
  proposer TEXT NOT NULL,
  reference TEXT NOT NULL,
  title TEXT NOT NULL,
  need TEXT NOT NULL,
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
-- What comes after the id is compared before the row is read.
CREATE INDEX initiative_v3_administration ON initiative_v3 (administration, id, status, area);
CREATE INDEX initiative_v3_area ON initiative_v3 (area, id, status);
CREATE INDEX initiative_v3_cycle ON initiative_v3 (cycle, id, status);
CREATE INDEX initiative_v3_status ON initiative_v3 (status, id);

CREATE TABLE word_v3 (
  word TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (word, id)
);
CREATE INDEX word_v3_id ON word_v3 (id, word);

CREATE TABLE compilation_v3 (
  id TEXT PRIMARY KEY,
  administration TEXT NOT NULL,
  cycle TEXT NOT NULL,
  diary_number TEXT NOT NULL,
  submitted_by TEXT NOT NULL,
  submitted_at BIGINT NOT NULL,
  late BIGINT NOT NULL,
  initiatives BIGINT NOT NULL
);
CREATE INDEX compilation_v3_administration ON compilation_v3 (administration, id);
CREATE INDEX compilation_v3_cycle ON compilation_v3 (cycle, id);

CREATE TABLE compilation_initiative_v3 (
  compilation TEXT NOT NULL,
  number BIGINT NOT NULL,
  initiative TEXT NOT NULL,
  PRIMARY KEY (compilation, number)
);

CREATE TABLE answer_v3 (
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
CREATE INDEX answer_v3_initiative ON answer_v3 (initiative, position);
CREATE INDEX answer_v3_administration ON answer_v3 (administration, position);
CREATE INDEX answer_v3_proposer ON answer_v3 (proposer, position);
CREATE INDEX answer_v3_final ON answer_v3 (final, position);

CREATE TABLE waited_v3 (
  initiative TEXT NOT NULL,
  number BIGINT NOT NULL,
  contact_person TEXT NOT NULL,
  PRIMARY KEY (initiative, number)
);
CREATE INDEX waited_v3_contact_person ON waited_v3 (contact_person);

CREATE TABLE step_v3 (
  position BIGINT PRIMARY KEY,
  initiative TEXT NOT NULL,
  service TEXT NOT NULL,
  at BIGINT NOT NULL,
  stage TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  final BIGINT NOT NULL
);
CREATE INDEX step_v3_initiative ON step_v3 (initiative, position)
