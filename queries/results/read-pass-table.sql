-- Purpose: who passed what in a run, for comparing it with another.
-- Parameters: $paths VARCHAR[], the run's Parquet files as `write-results.sql` writes them.
-- One row = one case × epoch. Columns: case_id, epoch DOUBLE, input_digest, case_group, tags MAP(VARCHAR, VARCHAR),
-- status, scores MAP(VARCHAR, DOUBLE) with NULL where unscored. Ordered by case_id, then epoch.
SELECT case_id, CAST(epoch AS DOUBLE) AS epoch, input_digest, case_group, tags, status,
  map_from_entries(list_transform(map_entries(scores), lambda score: {'key': score.key, 'value': score.value.value}))
    AS scores
FROM read_parquet($paths, hive_partitioning = false)
ORDER BY case_id, epoch
