-- Purpose: forget one log file's lines, so that the next can be loaded.
-- Parameters: none. Rows: none.
DROP VIEW IF EXISTS traffic_loaded;
DROP VIEW IF EXISTS traffic_staged;
DROP TABLE IF EXISTS traffic_problem;
DROP TABLE IF EXISTS traffic_record;
DROP TABLE IF EXISTS traffic_copy;
DROP TABLE IF EXISTS traffic_judge;
