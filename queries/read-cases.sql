-- Purpose: a stretch of the cases of a run.
-- Parameters: $file (VARCHAR) a Parquet file of write-cases.sql, $first (INTEGER) position of the first, $count (INTEGER).
-- One row = one case: body (VARCHAR, JSON). Ordered by position.
SELECT body
FROM read_parquet($file)
WHERE position >= $first AND position < $first + $count
ORDER BY position
