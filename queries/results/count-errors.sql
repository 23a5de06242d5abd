-- Purpose: why cases of a run have no answer.
-- Parameters: $paths VARCHAR[], the run's Parquet files as `write-results.sql` writes them.
-- One row = one kind of error. Columns: kind, count DOUBLE, message of the first case in order of ids.
-- Ordered by count, largest first, then kind.
SELECT error_kind AS kind, CAST(count(*) AS DOUBLE) AS count, arg_min(error_message, (case_id, epoch)) AS message
FROM read_parquet($paths, hive_partitioning = false)
WHERE status = 'errored'
GROUP BY error_kind
ORDER BY count DESC, kind
