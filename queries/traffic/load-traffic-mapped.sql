-- Purpose: how many rows of a log became records, good or bad; several records of one row count once.
-- Parameters: none. Reads: traffic_record, whose part holds the row's place in its line below 2^20.
-- One row. Columns: rows DOUBLE.
SELECT CAST(count(DISTINCT (line, part % 1048576)) AS DOUBLE) AS rows FROM traffic_record
