-- Purpose: forget one log file's lines, so that the next can be loaded.
-- Parameters: none. Rows: none.
DROP TABLE IF EXISTS traffic_problem;
DROP TABLE IF EXISTS traffic_record;
DROP TABLE IF EXISTS traffic_kept;
DROP TABLE IF EXISTS traffic_judge;
