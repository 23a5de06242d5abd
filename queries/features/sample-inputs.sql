-- Purpose: the inputs of a night's sample; the first ones, which are as good as any others.
-- Parameters: $path VARCHAR a file of `merge-samples.sql`, $most DOUBLE how many to give.
-- One row = one request. Columns: record_key VARCHAR, id VARCHAR, unit VARCHAR or NULL, input VARCHAR (NULL where texts
-- are not kept). Ordered by place, as the file is.
-- A sample of an earlier version has no id, unit and input.
SELECT record_key, coalesce(id, record_key) AS id, unit, input
FROM (
  SELECT CAST(NULL AS VARCHAR) AS id, CAST(NULL AS VARCHAR) AS unit, CAST(NULL AS VARCHAR) AS input WHERE false
  UNION ALL BY NAME
  SELECT * EXCLUDE (embedder, terms, counts, vector)
  FROM read_parquet($path, hive_partitioning = false)
)
ORDER BY place
LIMIT CAST($most AS BIGINT)
