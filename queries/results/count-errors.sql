-- Purpose: why cases of a run have no answer.
-- Parameters: $paths VARCHAR[], the run's Parquet files as `write-results.sql` writes them; $most DOUBLE how many reasons.
-- One row = one kind of error in one wording. Columns: kind, count DOUBLE, message. Ordered by count, largest first, then
-- kind and message.
SELECT error_kind AS kind, CAST(count(*) AS DOUBLE) AS count, error_message AS message
FROM read_parquet($paths, hive_partitioning = false)
WHERE status = 'errored'
GROUP BY ALL
ORDER BY count DESC, kind, message
LIMIT CAST($most AS BIGINT)
