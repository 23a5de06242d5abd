-- Purpose: write where the lines are that could not be read, and why; never what they contain.
-- Parameters: $source VARCHAR the log's name, $path VARCHAR the file to write.
-- Reads: traffic_record, traffic_problem.
-- One row = one line. Columns: file VARCHAR, line BIGINT from 1 (0 for the whole file), reason VARCHAR. Ordered by line.
COPY (
  SELECT CAST($source AS VARCHAR) AS file, line, reason
  FROM (
    SELECT line, reason FROM traffic_record WHERE reason IS NOT NULL
    UNION ALL SELECT line, reason FROM traffic_problem
  )
  ORDER BY line
) TO $path (FORMAT parquet, COMPRESSION zstd)
