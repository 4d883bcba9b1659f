-- The span in which a row was written, as W3C Trace Context writes it, so that a trace goes on in another process and on another day.
ALTER TABLE outbox ADD COLUMN trace_parent TEXT;
ALTER TABLE instances ADD COLUMN trace_parent TEXT;
