-- Purpose: a few requests by the size of one numeric feature, the same ones whenever it is asked.
-- Parameters: $sample VARCHAR a file of `merge-samples.sql`, $feature VARCHAR as in `summarise-traffic.sql`,
-- $nearest VARCHAR (low, median or high), $limit DOUBLE how many, $seed VARCHAR.
-- One row = one request that has the feature. Columns: record_key VARCHAR, id VARCHAR (its own, else log and line), input
-- VARCHAR or NULL. Ordered by distance to the lowest, median or highest value of the sample, equal ones by a hash.
WITH measured AS (
  SELECT record_key, id, input, feature_number(record, $feature) AS value
  FROM read_parquet($sample, hive_partitioning = false) AS record
),
target AS (
  SELECT CASE $nearest WHEN 'low' THEN min(value) WHEN 'high' THEN max(value) ELSE quantile_disc(value, 0.5) END
    AS target
  FROM measured
)
SELECT record_key, id, input
FROM measured CROSS JOIN target
WHERE value IS NOT NULL
ORDER BY abs(value - target), md5($seed || record_key)
LIMIT CAST($limit AS BIGINT)
