-- Drafts: a version that was never released may be saved again, each time under the next revision; a released one never changes.
ALTER TABLE definition_versions ADD COLUMN description TEXT;
ALTER TABLE definition_versions ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE definition_versions ADD COLUMN released INTEGER NOT NULL DEFAULT 1;
ALTER TABLE definition_versions ADD COLUMN modified_at INTEGER;
ALTER TABLE definition_versions ADD COLUMN modified_by TEXT;

-- Lists read this index alone: the JSON of a row may be long.
CREATE INDEX definition_versions_list ON definition_versions
  (definition_id, version, version_id, name, description, published, released, revision, created_at, modified_at, modified_by);

-- Who did what to a definition. Many saves of one person to one version are one row.
CREATE TABLE definition_changes (
  definition_id TEXT    NOT NULL,
  version_id    TEXT    NOT NULL,
  version       INTEGER NOT NULL,
  action        INTEGER NOT NULL,
  by            TEXT    NOT NULL,
  first_at      INTEGER NOT NULL,
  last_at       INTEGER NOT NULL,
  times         INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (definition_id, version_id, action, by)
) WITHOUT ROWID;
