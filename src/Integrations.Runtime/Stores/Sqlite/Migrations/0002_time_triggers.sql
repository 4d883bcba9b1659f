-- What time starts: one row per activity of a published definition. The row is claimed by moving its due instant.
CREATE TABLE time_triggers (
  definition_id TEXT NOT NULL,
  activity_id   TEXT NOT NULL,
  version_id    TEXT NOT NULL,
  schedule      TEXT NOT NULL,
  due_at        INTEGER,
  PRIMARY KEY (definition_id, activity_id)
) WITHOUT ROWID;
CREATE INDEX time_triggers_due ON time_triggers (due_at) WHERE due_at IS NOT NULL;

-- One published version of a definition at most: publishing one takes the place of the one before.
UPDATE definition_versions SET published = 0
WHERE published = 1 AND EXISTS (
    SELECT 1 FROM definition_versions AS later
    WHERE later.published = 1 AND later.definition_id = definition_versions.definition_id AND later.version > definition_versions.version);
DROP INDEX definition_versions_published;
CREATE UNIQUE INDEX definition_versions_published ON definition_versions (definition_id) WHERE published = 1;
