-- Purpose: a stretch of the cases of a run.
-- Parameters: $path VARCHAR a Parquet file of write-cases.sql, $first INTEGER position of the first case,
--   $count INTEGER how many.
-- One row = one case: body VARCHAR (JSON). Ordered by position.
SELECT body
FROM read_parquet($path)
WHERE position >= $first AND position < $first + $count
ORDER BY position
