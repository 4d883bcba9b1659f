-- What runs, for the activation strategies and for the change of version: history stays out.
CREATE INDEX instances_running ON instances (definition_id, correlation_id) WHERE status = 0;
