-- Purpose: the texts of a drawn sample, to be described. Parameters: $path VARCHAR a file of `load-traffic-sample.sql`.
-- One row = one request. Columns: place VARCHAR, input VARCHAR, vector VARCHAR or NULL. Ordered by place.
SELECT place, input, vector FROM read_parquet($path, hive_partitioning = false) ORDER BY place
