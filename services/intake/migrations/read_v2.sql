-- Read tables of intake, rebuilt from the journal. Another version gets other names.

CREATE TABLE administration_v2 (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  code TEXT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE INDEX administration_v2_name ON administration_v2 (name_key, id);

CREATE TABLE contact_person_v2 (
  seat TEXT PRIMARY KEY,
  administration TEXT NOT NULL,
  number BIGINT NOT NULL,
  person TEXT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  deputy BIGINT NOT NULL,
  decision_ref TEXT NOT NULL
);
CREATE INDEX contact_person_v2_administration ON contact_person_v2 (administration, number);

CREATE TABLE initiative_v2 (
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
CREATE INDEX initiative_v2_administration ON initiative_v2 (administration, id);
CREATE INDEX initiative_v2_area ON initiative_v2 (area, id);
CREATE INDEX initiative_v2_cycle ON initiative_v2 (cycle, id);
CREATE INDEX initiative_v2_status ON initiative_v2 (status, id);

CREATE TABLE word_v2 (
  word TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (word, id)
);
CREATE INDEX word_v2_id ON word_v2 (id);

CREATE TABLE compilation_v2 (
  id TEXT PRIMARY KEY,
  administration TEXT NOT NULL,
  cycle TEXT NOT NULL,
  diary_number TEXT NOT NULL,
  submitted_by TEXT NOT NULL,
  submitted_at BIGINT NOT NULL,
  late BIGINT NOT NULL,
  initiatives BIGINT NOT NULL
);
CREATE INDEX compilation_v2_administration ON compilation_v2 (administration, id);
CREATE INDEX compilation_v2_cycle ON compilation_v2 (cycle, id);

CREATE TABLE compilation_initiative_v2 (
  compilation TEXT NOT NULL,
  number BIGINT NOT NULL,
  initiative TEXT NOT NULL,
  PRIMARY KEY (compilation, number)
);

CREATE TABLE answer_v2 (
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
CREATE INDEX answer_v2_initiative ON answer_v2 (initiative, position);
CREATE INDEX answer_v2_administration ON answer_v2 (administration, position);
CREATE INDEX answer_v2_proposer ON answer_v2 (proposer, position);
CREATE INDEX answer_v2_final ON answer_v2 (final, position);

CREATE TABLE waited_v2 (
  initiative TEXT NOT NULL,
  number BIGINT NOT NULL,
  contact_person TEXT NOT NULL,
  PRIMARY KEY (initiative, number)
);
CREATE INDEX waited_v2_contact_person ON waited_v2 (contact_person);

CREATE TABLE step_v2 (
  position BIGINT PRIMARY KEY,
  initiative TEXT NOT NULL,
  service TEXT NOT NULL,
  at BIGINT NOT NULL,
  stage TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  final BIGINT NOT NULL
);
CREATE INDEX step_v2_initiative ON step_v2 (initiative, position)
