-- How many processes have begun to handle a message over which one may have died, and have not said what became of it.
ALTER TABLE inbox ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
