-- Purpose: were some requests of a sample more likely to be logged than others, so that each must be weighted?
-- Parameters: $path VARCHAR a file of `merge-samples.sql`.
-- One row. Columns: weighted BOOLEAN, true when a request does not count once.
SELECT coalesce(bool_or(inclusion_probability <> 1), false) AS weighted FROM read_parquet($path, hive_partitioning = false)
