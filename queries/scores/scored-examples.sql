-- Purpose: a few scored requests by what one scorer gave them, the same ones whenever it is asked.
-- Parameters: $paths VARCHAR[] and $sample VARCHAR as in `scored-requests.sql`, $scorer VARCHAR, $nearest VARCHAR (low, median
-- or high), $limit DOUBLE how many, $seed VARCHAR.
-- One row = one request. Columns: id VARCHAR (its own, else log and line), input VARCHAR, output VARCHAR. Ordered by distance
-- to the lowest, median or highest value, equal ones by a hash.
WITH valued AS (
  SELECT case_id, result.input AS input, output, scores[$scorer].value AS value
  FROM read_parquet($paths, hive_partitioning = false) AS result
  WHERE status = 'answered' AND scores[$scorer].value IS NOT NULL
),
target AS (
  SELECT CASE $nearest WHEN 'low' THEN min(value) WHEN 'high' THEN max(value) ELSE quantile_disc(value, 0.5) END AS target
  FROM valued
)
SELECT sample.id AS id, valued.input AS input, output
FROM valued CROSS JOIN target JOIN read_parquet($sample, hive_partitioning = false) AS sample ON record_key = case_id
ORDER BY abs(value - target), md5($seed || case_id)
LIMIT CAST($limit AS BIGINT)
