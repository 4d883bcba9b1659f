-- Lists of instances, whatever they are filtered and sorted by, walk this index and never the rows, which hold the states. The columns that
-- filters ask for first come first. The instant of creation leads, so that a burst writes its entry back to the page where it was.
CREATE INDEX instances_list ON instances
  (created_at, status, sub_status, incident_count, updated_at, finished_at, definition_id, definition_version_id, correlation_id, name, instance_id);

-- The list serves what these served, and the instances of a definition come in order. What a fault stopped is counted for the operators.
DROP INDEX instances_sub_status;
CREATE INDEX instances_faulted ON instances (sub_status) WHERE sub_status = 5;
DROP INDEX instances_definition;
CREATE INDEX instances_definition ON instances (definition_id, created_at);
