-- Instants are UTC, in ticks of 100 ns since 1970-01-01: datetime(at / 10000000, 'unixepoch') reads one.
-- Every index serves a read of the hot path or a list that people open; those that find work are partial: they hold only what waits.

CREATE TABLE inbox (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  source       TEXT    NOT NULL,
  dedupe_key   TEXT    NOT NULL,
  kind         TEXT    NOT NULL,
  content_type TEXT    NOT NULL,
  headers      TEXT,
  payload      BLOB    NOT NULL,
  received_at  INTEGER NOT NULL,
  due_at       INTEGER NOT NULL,
  ephemeral    INTEGER NOT NULL,
  state        INTEGER NOT NULL DEFAULT 0,
  attempts     INTEGER NOT NULL DEFAULT 0,
  reason_code  TEXT,
  reason       TEXT,
  finished_at  INTEGER
);
CREATE UNIQUE INDEX inbox_key         ON inbox (source, dedupe_key);
CREATE INDEX        inbox_due         ON inbox (due_at, id) WHERE state = 0;
CREATE INDEX        inbox_quarantined ON inbox (id)         WHERE state = 2;
CREATE INDEX        inbox_dead        ON inbox (id)         WHERE state = 3;

CREATE TABLE instances (
  instance_id           TEXT    PRIMARY KEY,
  definition_id         TEXT    NOT NULL,
  definition_version_id TEXT    NOT NULL,
  correlation_id        TEXT,
  parent_instance_id    TEXT,
  name                  TEXT,
  status                INTEGER NOT NULL,
  sub_status            INTEGER NOT NULL,
  incident_count        INTEGER NOT NULL,
  stalled               INTEGER NOT NULL,
  created_at            INTEGER NOT NULL,
  updated_at            INTEGER NOT NULL,
  finished_at           INTEGER,
  version               INTEGER NOT NULL,
  state                 BLOB    NOT NULL
);
CREATE INDEX instances_definition  ON instances (definition_id);
CREATE INDEX instances_correlation ON instances (correlation_id)     WHERE correlation_id IS NOT NULL;
CREATE INDEX instances_parent      ON instances (parent_instance_id) WHERE parent_instance_id IS NOT NULL;
CREATE INDEX instances_sub_status  ON instances (sub_status);
CREATE INDEX instances_stalled     ON instances (stalled)            WHERE stalled = 1;

CREATE TABLE bookmarks (
  id             TEXT PRIMARY KEY,
  instance_id    TEXT NOT NULL,
  correlation_id TEXT,
  activity_id    TEXT NOT NULL,
  name           TEXT NOT NULL,
  stimulus_key   TEXT NOT NULL,
  due_at         INTEGER
) WITHOUT ROWID;
CREATE INDEX bookmarks_key      ON bookmarks (stimulus_key);
CREATE INDEX bookmarks_instance ON bookmarks (instance_id);
CREATE INDEX bookmarks_due      ON bookmarks (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE journal (
  instance_id TEXT    NOT NULL,
  version     INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  entries     BLOB    NOT NULL,
  PRIMARY KEY (instance_id, version)
) WITHOUT ROWID;

CREATE TABLE outbox (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  kind            TEXT    NOT NULL,
  idempotency_key TEXT    NOT NULL,
  ordering_key    TEXT,
  stream_id       TEXT,
  instance_id     TEXT,
  bookmark_id     TEXT,
  payload         TEXT    NOT NULL,
  created_at      INTEGER NOT NULL,
  due_at          INTEGER NOT NULL,
  state           INTEGER NOT NULL DEFAULT 0,
  attempts        INTEGER NOT NULL DEFAULT 0,
  reason_code     TEXT,
  reason          TEXT,
  reply           TEXT,
  finished_at     INTEGER
);
CREATE UNIQUE INDEX outbox_key      ON outbox (idempotency_key);
CREATE INDEX        outbox_due      ON outbox (due_at, id)       WHERE state = 0;
CREATE INDEX        outbox_ordering ON outbox (ordering_key, id) WHERE state = 0 AND ordering_key IS NOT NULL;
CREATE INDEX        outbox_dead     ON outbox (id)               WHERE state = 2;
CREATE INDEX        outbox_stream   ON outbox (stream_id)        WHERE stream_id IS NOT NULL;

-- A person sent a message (target 'inbox') or a command (target 'outbox') back to work.
CREATE TABLE replays (
  target TEXT    NOT NULL,
  row_id INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  by     TEXT    NOT NULL,
  why    TEXT    NOT NULL
);
CREATE INDEX replays_row ON replays (target, row_id);

CREATE TABLE stream_events (
  stream_id     TEXT    NOT NULL,
  sequence      INTEGER NOT NULL,
  type          TEXT    NOT NULL,
  at            INTEGER NOT NULL,
  legal_date    TEXT    NOT NULL,
  actor         TEXT    NOT NULL,
  channel       TEXT    NOT NULL,
  payload       TEXT    NOT NULL,
  previous_hash TEXT,
  hash          TEXT    NOT NULL,
  PRIMARY KEY (stream_id, sequence)
) WITHOUT ROWID;

CREATE TABLE stream_due (
  stream_id TEXT    PRIMARY KEY,
  due_at    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX stream_due_at ON stream_due (due_at);

CREATE TABLE documents (
  collection TEXT NOT NULL,
  id         TEXT NOT NULL,
  group_key  TEXT,
  sort       TEXT NOT NULL,
  due_at     INTEGER,
  search     TEXT,
  json       TEXT NOT NULL
);
CREATE UNIQUE INDEX documents_key   ON documents (collection, id);
CREATE INDEX        documents_sort  ON documents (collection, sort, id);
CREATE INDEX        documents_group ON documents (collection, group_key, sort, id) WHERE group_key IS NOT NULL;
CREATE INDEX        documents_due   ON documents (collection, due_at, id)          WHERE due_at IS NOT NULL;

CREATE TABLE counters (
  name  TEXT    PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE definition_versions (
  version_id    TEXT    PRIMARY KEY,
  definition_id TEXT    NOT NULL,
  version       INTEGER NOT NULL,
  name          TEXT,
  json          TEXT    NOT NULL,
  hash          TEXT    NOT NULL,
  published     INTEGER NOT NULL,
  created_at    INTEGER NOT NULL
);
CREATE UNIQUE INDEX definition_versions_number    ON definition_versions (definition_id, version);
CREATE INDEX        definition_versions_published ON definition_versions (definition_id, version) WHERE published = 1;
