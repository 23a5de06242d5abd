-- Purpose: how many rows the part of a log has that is being mapped.
-- Parameters: none. Reads: raw_row. One row. Columns: rows DOUBLE.
SELECT CAST(count(*) AS DOUBLE) AS rows FROM raw_row
