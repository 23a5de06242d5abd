-- Purpose: a few requests by the size of one numeric feature, the same ones whenever it is asked.
-- Parameters: $files VARCHAR[] a night's Parquet files, $feature VARCHAR as in `summarise-traffic.sql`,
-- $nearest VARCHAR (low, median or high), $limit DOUBLE how many, $seed VARCHAR.
-- One row = one request that has the feature. Columns: id VARCHAR (its own, else log and line), input VARCHAR,
-- output VARCHAR or NULL. Ordered by distance to the lowest, median or highest value, equal ones by a hash.
WITH measured AS (
  SELECT record_key, arg_min(feature_number(record, $feature), record_age(record)) AS value
  FROM read_parquet($files, hive_partitioning = false) AS record
  GROUP BY record_key
),
target AS (
  SELECT CASE $nearest WHEN 'low' THEN min(value) WHEN 'high' THEN max(value) ELSE quantile_disc(value, 0.5) END
    AS target
  FROM measured
),
chosen AS (
  SELECT record_key, abs(value - target) AS distance, md5($seed || record_key) AS place
  FROM measured CROSS JOIN target
  WHERE value IS NOT NULL
  ORDER BY distance, place
  LIMIT CAST($limit AS BIGINT)
)
SELECT coalesce(id, source || ':' || line) AS id, input, output
FROM read_parquet($files, hive_partitioning = false) AS record JOIN chosen USING (record_key)
QUALIFY row_number() OVER (PARTITION BY record_key ORDER BY record_age(record), source, line) = 1
ORDER BY distance, place
