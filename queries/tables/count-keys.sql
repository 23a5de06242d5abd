-- Purpose: does a column name the same thing in several rows, as the id of a conversation does?
-- Parameters: none. Reads: column_cell(side VARCHAR, cell VARCHAR).
-- One row = one side that has rows. Columns: side VARCHAR, present DOUBLE (rows with a key), keys DOUBLE (different ones).
-- Ordered by side.
SELECT side, CAST(count(nullif(cell, '')) AS DOUBLE) AS present, CAST(count(DISTINCT nullif(cell, '')) AS DOUBLE) AS keys
FROM column_cell
GROUP BY side
ORDER BY side
