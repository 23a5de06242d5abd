-- Purpose: empty tables for the lines of one log file.
-- Parameters: none. Rows: none.
-- traffic_batch: whole lines in batches, with the number of the first; emptied when they have been read.
-- traffic_problem: lines that are not text.
CREATE OR REPLACE TEMP TABLE traffic_batch (first_line BIGINT, text VARCHAR);
CREATE TEMP TABLE IF NOT EXISTS traffic_problem (line BIGINT, reason VARCHAR);
