-- Purpose: a few requests of one category, the same ones whenever it is asked.
-- Parameters: $files VARCHAR[] a night's Parquet files, $feature VARCHAR as summaries call it (model, tags.<name>),
-- $value VARCHAR the category, $limit DOUBLE how many, $seed VARCHAR.
-- One row = one request. Columns: id VARCHAR (its own, else log and line), input VARCHAR, output VARCHAR or NULL.
-- Ordered by a hash of seed and request, so the choice is uniform and does not depend on the order of rows.
WITH matching AS (
  SELECT record_key
  FROM read_parquet($files, hive_partitioning = false) AS record
  WHERE feature_category(record, $feature) = $value
  GROUP BY record_key
),
chosen AS (
  SELECT record_key, md5($seed || record_key) AS place
  FROM matching
  ORDER BY place
  LIMIT CAST($limit AS BIGINT)
)
SELECT coalesce(id, source || ':' || line) AS id, input, output
FROM read_parquet($files, hive_partitioning = false) AS record JOIN chosen USING (record_key)
QUALIFY row_number() OVER (PARTITION BY record_key ORDER BY record_age(record), source, line) = 1
ORDER BY place
