-- Purpose: who passed what in a run, for comparing it with another.
-- Parameters: $paths VARCHAR[], the run's Parquet files as `write-results.sql` writes them.
-- One row = one case × epoch. Columns: case_id, epoch DOUBLE, input_digest, case_group, tags MAP(VARCHAR, VARCHAR),
-- status, scores MAP(VARCHAR, STRUCT(value DOUBLE, passed BOOLEAN)) with NULLs where unscored; passed is NULL too where the
-- scorer has no mark of its own. Files of before scorers had one have no column `passed`. Ordered by case_id, then epoch.
WITH result AS (
  SELECT CAST(NULL AS MAP(VARCHAR, BOOLEAN)) AS passed WHERE false
  UNION ALL BY NAME
  FROM read_parquet($paths, hive_partitioning = false, union_by_name = true)
)
SELECT case_id, CAST(epoch AS DOUBLE) AS epoch, input_digest, case_group, tags, status,
  map_from_entries(list_transform(map_entries(scores), lambda score:
    {'key': score.key, 'value': {'value': score.value.value, 'passed': passed[score.key]}})) AS scores
FROM result
ORDER BY case_id, epoch
