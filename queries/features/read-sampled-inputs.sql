-- Purpose: the inputs of the requests of a night's sample, as it keeps them. Parameters: $sample VARCHAR a file of
-- `merge-samples.sql`; one of an earlier version has no input.
-- One row = one sampled request. Columns: input VARCHAR, NULL where texts are not kept. Ordered by place.
SELECT input
FROM (
  SELECT CAST(NULL AS VARCHAR) AS input WHERE false
  UNION ALL BY NAME
  SELECT * EXCLUDE (terms, counts, vector) FROM read_parquet($sample, hive_partitioning = false)
)
ORDER BY place
