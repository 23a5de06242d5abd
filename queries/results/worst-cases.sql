-- Purpose: the cases that a run did worst on, to be looked at first.
-- Parameters: $paths VARCHAR[], the run's Parquet files as `write-results.sql` writes them; $most INTEGER.
-- One row = one case that failed by one scorer, its lowest epoch. Columns: case_id, epoch DOUBLE, scorer, value DOUBLE,
-- reason. The lowest values first, then by case and scorer.
WITH result AS (
  SELECT CAST(NULL AS MAP(VARCHAR, BOOLEAN)) AS passed WHERE false
  UNION ALL BY NAME
  FROM read_parquet($paths, hive_partitioning = false, union_by_name = true)
),
score AS (
  SELECT case_id, epoch, passed, unnest(map_entries(scores)) AS entry
  FROM result
)
SELECT case_id, CAST(epoch AS DOUBLE) AS epoch, entry.key AS scorer, entry.value.value AS value, entry.value.reason AS reason
FROM score
WHERE NOT coalesce(passed[entry.key], entry.value.value >= 0.5)
QUALIFY row_number() OVER (PARTITION BY case_id, entry.key ORDER BY entry.value.value, score.epoch) = 1
ORDER BY value, case_id, epoch, scorer
LIMIT $most
