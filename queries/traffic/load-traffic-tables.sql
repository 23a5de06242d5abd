-- Purpose: an empty table for what of one log file cannot be read.
-- Parameters: none. Rows: none.
-- traffic_problem: lines that are no text or no record of the file's form, and why; line 0 stands for the whole file.
CREATE OR REPLACE TEMP TABLE traffic_problem (line BIGINT, reason VARCHAR)
