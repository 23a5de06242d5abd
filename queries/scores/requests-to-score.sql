-- Purpose: the first requests of a night's sample that have an answer, which are as good as any others.
-- Parameters: $sample VARCHAR a file of `merge-samples.sql`, $files VARCHAR[] the night's Parquet files, $most DOUBLE.
-- One row = one request without an error. Columns: record_key VARCHAR, unit VARCHAR or NULL, input VARCHAR, output VARCHAR,
-- model VARCHAR, finish_reason VARCHAR, latency_ms DOUBLE, input_tokens DOUBLE, output_tokens DOUBLE, cost_usd DOUBLE, each
-- NULL where the log does not tell, and tags VARCHAR, as JSON. Ordered by place, as the sample is.
WITH sampled AS (
  SELECT record_key, place, unit FROM read_parquet($sample, hive_partitioning = false)
),
record AS (
  SELECT record.*, place, unit
  FROM read_parquet($files, hive_partitioning = false) AS record JOIN sampled USING (record_key)
  QUALIFY row_number() OVER (PARTITION BY place ORDER BY record_age(record), source, line) = 1
)
SELECT record_key, unit, input, output, model, finish_reason, CAST(latency_ms AS DOUBLE) AS latency_ms,
  CAST(input_tokens AS DOUBLE) AS input_tokens, CAST(output_tokens AS DOUBLE) AS output_tokens,
  CAST(cost_usd AS DOUBLE) AS cost_usd, CAST(to_json(tags) AS VARCHAR) AS tags
FROM record
WHERE error IS NULL AND input IS NOT NULL AND output IS NOT NULL
ORDER BY place
LIMIT CAST($most AS BIGINT)
