-- Purpose: the languages of a night's sample, with the unit of each request.
-- Parameters: $path VARCHAR a file of `merge-samples.sql`.
-- One row = one request. Columns: unit_number DOUBLE from 0, weight DOUBLE, value DOUBLE a number of the language. Ordered by
-- unit, then place. A sample of an earlier version has no unit: each request is its own.
SELECT CAST(dense_rank() OVER (ORDER BY coalesce(unit, place)) - 1 AS DOUBLE) AS unit_number,
  1 / coalesce(inclusion_probability, 1) AS weight, CAST(hash(language) >> 12 AS DOUBLE) AS value
FROM (
  SELECT CAST(NULL AS VARCHAR) AS unit WHERE false
  UNION ALL BY NAME
  SELECT * FROM read_parquet($path, hive_partitioning = false)
)
ORDER BY unit_number, place
