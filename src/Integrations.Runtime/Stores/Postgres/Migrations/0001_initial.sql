-- Instants are UTC, in ticks of 100 ns since 1970-01-01, since timestamptz knows only microseconds: to_timestamp(at / 1e7) reads one.
-- Keys and what lists are sorted by compare byte by byte (COLLATE "C"), whatever the language of the database.
-- Every index serves a read of the hot path or a list that people open; those that find work are partial: they hold only what waits.
-- No index holds a column that every burst changes, so that the burst of an instance that waits touches no index (HOT updates).

-- Numbers are drawn before the rows are written: rows are written in the order of their keys, and numbered in the order of their arrival.
CREATE SEQUENCE inbox_id;
CREATE SEQUENCE outbox_id;
CREATE SEQUENCE instances_place;

CREATE TABLE inbox (
  id            bigint  PRIMARY KEY,
  source        text    COLLATE "C" NOT NULL,
  dedupe_key    text    COLLATE "C" NOT NULL,
  kind          text    NOT NULL,
  content_type  text    NOT NULL,
  headers       text,
  payload       bytea   NOT NULL,
  received_at   bigint  NOT NULL,
  due_at        bigint  NOT NULL,
  ephemeral     boolean NOT NULL,
  state         integer NOT NULL DEFAULT 0,
  attempts      integer NOT NULL DEFAULT 0,
  reason_code   text,
  reason        text,
  finished_at   bigint,
  claimed_until bigint,
  claimed_by    bigint
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
CREATE UNIQUE INDEX inbox_key         ON inbox (source, dedupe_key);
CREATE INDEX        inbox_due         ON inbox (due_at, id) WHERE state = 0;
CREATE INDEX        inbox_quarantined ON inbox (id)         WHERE state = 2;
CREATE INDEX        inbox_dead        ON inbox (id)         WHERE state = 3;

CREATE TABLE instances (
  instance_id           text    COLLATE "C" PRIMARY KEY,
  place                 bigint  NOT NULL,
  definition_id         text    COLLATE "C" NOT NULL,
  definition_version_id text    COLLATE "C" NOT NULL,
  correlation_id        text    COLLATE "C",
  parent_instance_id    text    COLLATE "C",
  name                  text    COLLATE "C",
  status                integer NOT NULL,
  sub_status            integer NOT NULL,
  incident_count        integer NOT NULL,
  stalled               boolean NOT NULL,
  created_at            bigint  NOT NULL,
  updated_at            bigint  NOT NULL,
  finished_at           bigint,
  version               bigint  NOT NULL,
  state                 bytea   NOT NULL,
  trace_parent          text
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
CREATE UNIQUE INDEX instances_in_order    ON instances (place);
CREATE INDEX        instances_created     ON instances (created_at, place);
CREATE INDEX        instances_definition  ON instances (definition_id, created_at, place);
CREATE INDEX        instances_correlation ON instances (correlation_id)                WHERE correlation_id IS NOT NULL;
CREATE INDEX        instances_parent      ON instances (parent_instance_id)            WHERE parent_instance_id IS NOT NULL;
CREATE INDEX        instances_running     ON instances (definition_id, correlation_id) WHERE status = 0;
CREATE INDEX        instances_stalled     ON instances (place)                         WHERE stalled;
CREATE INDEX        instances_faulted     ON instances (place)                         WHERE sub_status = 5;

CREATE TABLE bookmarks (
  id             text   COLLATE "C" PRIMARY KEY,
  instance_id    text   COLLATE "C" NOT NULL,
  correlation_id text   COLLATE "C",
  activity_id    text   NOT NULL,
  name           text   NOT NULL,
  stimulus_key   text   COLLATE "C" NOT NULL,
  due_at         bigint
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX bookmarks_key ON bookmarks (stimulus_key, correlation_id);
CREATE INDEX bookmarks_due ON bookmarks (due_at, id) WHERE due_at IS NOT NULL;

-- By month of the burst, so that what retention has emptied is dropped and not vacuumed. What falls into no month lands in the default partition.
CREATE TABLE journal (
  instance_id text   COLLATE "C" NOT NULL,
  version     bigint NOT NULL,
  at          bigint NOT NULL,
  entries     bytea  NOT NULL,
  PRIMARY KEY (instance_id, version, at)
) PARTITION BY RANGE (at);
CREATE TABLE journal_default PARTITION OF journal DEFAULT;

CREATE TABLE outbox (
  id              bigint  PRIMARY KEY,
  kind            text    NOT NULL,
  idempotency_key text    COLLATE "C" NOT NULL,
  ordering_key    text    COLLATE "C",
  stream_id       text    COLLATE "C",
  instance_id     text    COLLATE "C",
  bookmark_id     text    COLLATE "C",
  payload         text    NOT NULL,
  created_at      bigint  NOT NULL,
  due_at          bigint  NOT NULL,
  state           integer NOT NULL DEFAULT 0,
  attempts        integer NOT NULL DEFAULT 0,
  reason_code     text,
  reason          text,
  reply           text,
  finished_at     bigint,
  claimed_until   bigint,
  claimed_by      bigint,
  trace_parent    text
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
CREATE UNIQUE INDEX outbox_key      ON outbox (idempotency_key);
CREATE INDEX        outbox_due      ON outbox (due_at, id)       WHERE state = 0;
CREATE INDEX        outbox_ordering ON outbox (ordering_key, id) WHERE state = 0 AND ordering_key IS NOT NULL;
CREATE INDEX        outbox_dead     ON outbox (id)               WHERE state = 2;
CREATE INDEX        outbox_stream   ON outbox (stream_id, id)    WHERE stream_id IS NOT NULL;

-- A person sent a message (target 'inbox') or a command (target 'outbox') back to work.
CREATE TABLE replays (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  target text   COLLATE "C" NOT NULL,
  row_id bigint NOT NULL,
  at     bigint NOT NULL,
  by     text   NOT NULL,
  why    text   NOT NULL
);
CREATE INDEX replays_row ON replays (target, row_id, number);

CREATE TABLE stream_events (
  stream_id     text   COLLATE "C" NOT NULL,
  sequence      bigint NOT NULL,
  type          text   NOT NULL,
  at            bigint NOT NULL,
  legal_date    date   NOT NULL,
  actor         text   NOT NULL,
  channel       text   NOT NULL,
  payload       text   NOT NULL,
  previous_hash text,
  hash          text   NOT NULL,
  PRIMARY KEY (stream_id, sequence)
) PARTITION BY HASH (stream_id);
CREATE TABLE stream_events_0 PARTITION OF stream_events FOR VALUES WITH (MODULUS 8, REMAINDER 0);
CREATE TABLE stream_events_1 PARTITION OF stream_events FOR VALUES WITH (MODULUS 8, REMAINDER 1);
CREATE TABLE stream_events_2 PARTITION OF stream_events FOR VALUES WITH (MODULUS 8, REMAINDER 2);
CREATE TABLE stream_events_3 PARTITION OF stream_events FOR VALUES WITH (MODULUS 8, REMAINDER 3);
CREATE TABLE stream_events_4 PARTITION OF stream_events FOR VALUES WITH (MODULUS 8, REMAINDER 4);
CREATE TABLE stream_events_5 PARTITION OF stream_events FOR VALUES WITH (MODULUS 8, REMAINDER 5);
CREATE TABLE stream_events_6 PARTITION OF stream_events FOR VALUES WITH (MODULUS 8, REMAINDER 6);
CREATE TABLE stream_events_7 PARTITION OF stream_events FOR VALUES WITH (MODULUS 8, REMAINDER 7);

CREATE TABLE stream_due (
  stream_id text   COLLATE "C" PRIMARY KEY,
  due_at    bigint NOT NULL
);
CREATE INDEX stream_due_at ON stream_due (due_at, stream_id);

CREATE TABLE documents (
  collection text   COLLATE "C" NOT NULL,
  id         text   COLLATE "C" NOT NULL,
  group_key  text   COLLATE "C",
  sort       text   COLLATE "C" NOT NULL,
  due_at     bigint,
  search     text   COLLATE "C",
  json       text   NOT NULL,
  PRIMARY KEY (collection, id)
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX documents_sort  ON documents (collection, sort, id);
CREATE INDEX documents_group ON documents (collection, group_key, sort, id) WHERE group_key IS NOT NULL;
CREATE INDEX documents_due   ON documents (collection, due_at, id)          WHERE due_at IS NOT NULL;

-- Each process adds to rows of its own, so that the processes do not wait for each other; a counter is the sum of its rows.
CREATE TABLE counters (
  name  text    COLLATE "C" NOT NULL,
  shard integer NOT NULL,
  value bigint  NOT NULL,
  PRIMARY KEY (name, shard)
) WITH (fillfactor = 50);

CREATE TABLE definition_versions (
  version_id    text    COLLATE "C" PRIMARY KEY,
  definition_id text    COLLATE "C" NOT NULL,
  version       integer NOT NULL,
  name          text    COLLATE "C",
  json          text    NOT NULL,
  hash          text    NOT NULL,
  published     boolean NOT NULL,
  created_at    bigint  NOT NULL,
  description   text    COLLATE "C",
  revision      integer NOT NULL DEFAULT 1,
  released      boolean NOT NULL DEFAULT true,
  modified_at   bigint,
  modified_by   text
);
CREATE UNIQUE INDEX definition_versions_number    ON definition_versions (definition_id, version);
CREATE UNIQUE INDEX definition_versions_published ON definition_versions (definition_id) WHERE published;

-- Rises with each change of the definitions; the other processes look at it.
CREATE TABLE definitions_revision (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  revision bigint  NOT NULL
);
INSERT INTO definitions_revision (revision) VALUES (0);

-- Who did what to a definition. Many saves of one person to one version are one row.
CREATE TABLE definition_changes (
  definition_id text    COLLATE "C" NOT NULL,
  version_id    text    COLLATE "C" NOT NULL,
  version       integer NOT NULL,
  action        integer NOT NULL,
  by            text    COLLATE "C" NOT NULL,
  first_at      bigint  NOT NULL,
  last_at       bigint  NOT NULL,
  times         integer NOT NULL,
  PRIMARY KEY (definition_id, version_id, action, by)
);

-- What time starts: one row per activity of a published definition. The row is claimed by moving its due instant.
CREATE TABLE time_triggers (
  definition_id text   COLLATE "C" NOT NULL,
  activity_id   text   COLLATE "C" NOT NULL,
  version_id    text   COLLATE "C" NOT NULL,
  schedule      text   NOT NULL,
  due_at        bigint,
  PRIMARY KEY (definition_id, activity_id)
);
CREATE INDEX time_triggers_due ON time_triggers (due_at, definition_id, activity_id) WHERE due_at IS NOT NULL;

-- Makes the partitions of the journal of this month and of the months to come, and drops those of past months that retention has emptied.
-- With the rights of the owner, so that the role of the application need have none to create or drop. One that is in use at this moment
-- is left for the next time.
CREATE FUNCTION keep_journal_partitions(now_at timestamptz, ahead integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '2s' AS $$
DECLARE
  first_day date := date_trunc('month', now_at AT TIME ZONE 'UTC')::date;
  from_day date;
  from_at bigint;
  to_at bigint;
  partition text;
  is_empty boolean;
BEGIN
  -- One at a time: the others find it done.
  IF NOT pg_try_advisory_xact_lock(727274002) THEN
    RETURN;
  END IF;
  FOR month IN 0..ahead LOOP
    from_day := (first_day + make_interval(months => month))::date;
    partition := 'journal_' || to_char(from_day, 'YYYY_MM');
    from_at := extract(epoch FROM from_day::timestamp AT TIME ZONE 'UTC')::bigint * 10000000;
    to_at := extract(epoch FROM (from_day + interval '1 month') AT TIME ZONE 'UTC')::bigint * 10000000;
    BEGIN
      IF to_regclass(partition) IS NULL AND NOT EXISTS (SELECT 1 FROM journal_default WHERE at >= from_at AND at < to_at) THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF journal FOR VALUES FROM (%s) TO (%s)', partition, from_at, to_at);
      END IF;
    EXCEPTION WHEN lock_not_available THEN
      RAISE NOTICE 'partition % is in use', partition;
    END;
  END LOOP;
  FOR partition IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'journal'::regclass AND c.relname ~ '^journal_\d{4}_\d{2}$'
      AND to_date(right(c.relname, 7), 'YYYY_MM') < first_day - interval '1 month'
    ORDER BY c.relname
  LOOP
    BEGIN
      EXECUTE format('SELECT NOT EXISTS (SELECT 1 FROM %I)', partition) INTO is_empty;
      IF is_empty THEN
        LOCK TABLE journal IN ACCESS EXCLUSIVE MODE;
        EXECUTE format('SELECT NOT EXISTS (SELECT 1 FROM %I)', partition) INTO is_empty;
        IF is_empty THEN
          EXECUTE format('DROP TABLE %I', partition);
        END IF;
      END IF;
    EXCEPTION WHEN lock_not_available THEN
      RAISE NOTICE 'partition % is in use', partition;
    END;
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION keep_journal_partitions(timestamptz, integer) FROM PUBLIC;
