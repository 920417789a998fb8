CREATE TABLE dossier_v1 (
  id TEXT PRIMARY KEY, cycle TEXT NOT NULL, area TEXT NOT NULL, status TEXT NOT NULL,
  officer TEXT, dossier TEXT NOT NULL, revision BIGINT NOT NULL
);
CREATE INDEX dossier_v1_cycle ON dossier_v1 (cycle, id);
CREATE INDEX dossier_v1_officer ON dossier_v1 (officer, id);
