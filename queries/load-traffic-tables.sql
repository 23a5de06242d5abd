-- Purpose: empty tables for the lines of one log file.
-- Parameters: none. Rows: none.
-- traffic_batch: whole lines in batches, with the number of the first. traffic_problem: lines that are not text.
CREATE OR REPLACE TEMP TABLE traffic_batch (first_line BIGINT, text VARCHAR);
CREATE OR REPLACE TEMP TABLE traffic_problem (line BIGINT, reason VARCHAR);
