-- Purpose: the inputs of a night's sample, with what was made of them; the first ones, which are as good as any others.
-- Parameters: $path VARCHAR a file of `merge-samples.sql`, $most DOUBLE how many to give.
-- One row = one request. Columns: record_key VARCHAR, id VARCHAR, unit VARCHAR or NULL, input VARCHAR (NULL where texts
-- are not kept), embedder VARCHAR, terms, counts and vector as JSON lists or NULL. Ordered by place.
-- A sample of an earlier version has no id, unit and input.
SELECT record_key, coalesce(id, record_key) AS id, unit, input, embedder, CAST(terms AS VARCHAR) AS terms,
  CAST(counts AS VARCHAR) AS counts, CAST(vector AS VARCHAR) AS vector
FROM (
  SELECT CAST(NULL AS VARCHAR) AS id, CAST(NULL AS VARCHAR) AS unit, CAST(NULL AS VARCHAR) AS input WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet($path, hive_partitioning = false)
)
ORDER BY place
LIMIT CAST($most AS BIGINT)
