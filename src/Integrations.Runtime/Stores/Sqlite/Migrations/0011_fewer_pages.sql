-- A burst of an instance that has waited long touches pages that no other burst of the moment touches, and each is written twice (to the
-- log, then to its place). So what it touches is kept small.

-- Rows of the journal are appended side by side. In the order of the instances, the second burst of an old one split a full page each time.
CREATE TABLE appended (
  id          INTEGER PRIMARY KEY,
  instance_id TEXT    NOT NULL,
  version     INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  entries     BLOB    NOT NULL
);
INSERT INTO appended (instance_id, version, at, entries) SELECT instance_id, version, at, entries FROM journal ORDER BY at, instance_id, version;
DROP TABLE journal;
ALTER TABLE appended RENAME TO journal;
CREATE UNIQUE INDEX journal_burst ON journal (instance_id, version);

-- The state of an instance names its bookmarks; no index need repeat it.
DROP INDEX bookmarks_instance;
