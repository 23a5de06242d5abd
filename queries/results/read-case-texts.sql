-- Purpose: what some cases of a run asked and what came back, epoch by epoch, for people to read.
-- Parameters: $paths VARCHAR[] a run's result files as `write-results.sql` writes them, older ones lack some columns;
--   $case_ids VARCHAR[]; $cap DOUBLE the most characters of a text.
-- One row = one case × epoch. Columns: case_id, epoch DOUBLE, input and output cut to the cap with input_length and
--   output_length DOUBLE of the whole, expected (JSON), tool_calls (JSON), model, finish_reason, latency_ms, cost_usd,
--   input_tokens and output_tokens DOUBLE, from_cache BOOLEAN, error_kind, error_message,
--   reasons MAP(VARCHAR, VARCHAR) of the scores. Ordered by case_id, then epoch.
WITH result AS (
  SELECT CAST(NULL AS VARCHAR) AS tool_calls, CAST(NULL AS BOOLEAN) AS from_cache
  WHERE false
  UNION ALL BY NAME
  FROM read_parquet($paths, hive_partitioning = false, union_by_name = true)
)
SELECT case_id, CAST(epoch AS DOUBLE) AS epoch,
  left(input, CAST($cap AS BIGINT)) AS input, CAST(length(input) AS DOUBLE) AS input_length,
  left(output, CAST($cap AS BIGINT)) AS output, CAST(length(output) AS DOUBLE) AS output_length,
  expected, left(tool_calls, CAST($cap AS BIGINT)) AS tool_calls, model, finish_reason, latency_ms, cost_usd, input_tokens, output_tokens,
  from_cache, error_kind, error_message,
  map_from_entries(list_transform(map_entries(scores), lambda score:
    {'key': score.key, 'value': score.value.reason})) AS reasons
FROM result
WHERE case_id IN (SELECT unnest($case_ids))
ORDER BY case_id, epoch
