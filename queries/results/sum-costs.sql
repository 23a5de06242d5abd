-- Purpose: what a run cost.
-- Parameters: $paths VARCHAR[], the run's Parquet files as `write-results.sql` writes them. Older files lack some columns.
-- One row. Columns: usd DOUBLE the known costs of answers that were asked for, NULL when none is known; unknown DOUBLE
--   asked answers without a cost; cached DOUBLE answers from the cache; input_tokens and output_tokens DOUBLE of asked ones;
--   judge_usd DOUBLE and judge_tokens DOUBLE of models that judged, likewise.
WITH result AS (
  SELECT CAST(NULL AS BOOLEAN) AS from_cache, CAST(NULL AS VARCHAR) AS status, CAST(NULL AS DOUBLE) AS cost_usd,
    CAST(NULL AS DOUBLE) AS input_tokens, CAST(NULL AS DOUBLE) AS output_tokens,
    CAST(NULL AS DOUBLE) AS judge_cost_usd, CAST(NULL AS DOUBLE) AS judge_tokens
  WHERE false
  UNION ALL BY NAME
  FROM read_parquet($paths, hive_partitioning = false, union_by_name = true)
),
answered AS (
  SELECT *, coalesce(from_cache, false) AS is_cached
  FROM result
  WHERE status = 'answered'
)
SELECT
  -- In order of size, so that the last digit does not depend on how files are read.
  list_sum(list_sort(list(cost_usd) FILTER (NOT is_cached))) AS usd,
  CAST(count(*) FILTER (NOT is_cached AND cost_usd IS NULL) AS DOUBLE) AS unknown,
  CAST(count(*) FILTER (is_cached) AS DOUBLE) AS cached,
  CAST(coalesce(sum(CAST(input_tokens AS BIGINT)) FILTER (NOT is_cached), 0) AS DOUBLE) AS input_tokens,
  CAST(coalesce(sum(CAST(output_tokens AS BIGINT)) FILTER (NOT is_cached), 0) AS DOUBLE) AS output_tokens,
  list_sum(list_sort(list(judge_cost_usd) FILTER (judge_cost_usd IS NOT NULL))) AS judge_usd,
  CAST(coalesce(sum(CAST(judge_tokens AS BIGINT)), 0) AS DOUBLE) AS judge_tokens
FROM answered
