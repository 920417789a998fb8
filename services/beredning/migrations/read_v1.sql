-- Read tables of beredning, rebuilt from the journal. Another version gets other names.

CREATE TABLE dossier_v1 (
  id TEXT PRIMARY KEY,
  initiative TEXT NOT NULL,
  cycle TEXT NOT NULL,
  administration TEXT NOT NULL,
  status TEXT NOT NULL,
  round BIGINT NOT NULL,
  officer TEXT NOT NULL,
  proposer TEXT NOT NULL,
  reference TEXT NOT NULL,
  title TEXT NOT NULL,
  area TEXT NOT NULL,
  total_cost BIGINT NOT NULL,
  value BIGINT,
  opened_at BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  dossier TEXT NOT NULL
);
CREATE INDEX dossier_v1_cycle ON dossier_v1 (cycle, id);
CREATE INDEX dossier_v1_area ON dossier_v1 (area, id);
CREATE INDEX dossier_v1_status ON dossier_v1 (status, id);
CREATE INDEX dossier_v1_officer ON dossier_v1 (officer, id)
