-- Purpose: what a run could not score, and why.
-- Parameters: $paths VARCHAR[], the run's Parquet files as `write-results.sql` writes them.
-- One row = one reason of one scorer. Columns: scorer, reason, count DOUBLE. The most frequent first.
WITH score AS (
  SELECT unnest(map_entries(scores)) AS entry
  FROM read_parquet($paths, hive_partitioning = false)
  WHERE status = 'answered'
)
SELECT entry.key AS scorer, entry.value.reason AS reason, CAST(count(*) AS DOUBLE) AS count
FROM score
WHERE entry.value.value IS NULL
GROUP BY ALL
ORDER BY count DESC, scorer, reason
