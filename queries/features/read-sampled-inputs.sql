-- Purpose: the inputs of the requests of a night's sample as the lake holds them.
-- Parameters: $sample VARCHAR a file of `merge-samples.sql`, $files VARCHAR[] the night's Parquet files.
-- One row = one sampled request. Columns: input VARCHAR, NULL where texts are not kept. Ordered by place.
WITH sampled AS (
  SELECT record_key, place FROM read_parquet($sample, hive_partitioning = false)
),
record AS (
  SELECT place, any_value(input) AS input
  FROM read_parquet($files, hive_partitioning = false) JOIN sampled USING (record_key)
  GROUP BY place
)
SELECT input FROM sampled LEFT JOIN record USING (place) ORDER BY place
