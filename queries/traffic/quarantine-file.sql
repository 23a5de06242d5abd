-- Purpose: write that a whole file could not be read, and why; as `load-traffic-quarantine.sql` writes lines.
-- Parameters: $source VARCHAR the log's name, $reason VARCHAR, $path VARCHAR the file to write.
-- One row. Columns: file VARCHAR, line BIGINT 0, reason VARCHAR.
COPY (
  SELECT CAST($source AS VARCHAR) AS file, CAST(0 AS BIGINT) AS line, CAST($reason AS VARCHAR) AS reason
) TO $path (FORMAT parquet, COMPRESSION zstd)
