-- An event for one file finds the bookmarks of that file, however many files wait for events of the same name.
DROP INDEX bookmarks_key;
CREATE INDEX bookmarks_key ON bookmarks (stimulus_key, correlation_id);
