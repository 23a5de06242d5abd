-- Purpose: how many records of a log file are copies of another.
-- Parameters: none. Reads: traffic_copy. One row. Columns: copies DOUBLE.
SELECT CAST(count(*) AS DOUBLE) AS copies FROM traffic_copy
