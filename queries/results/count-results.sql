-- Purpose: how many results a run's files hold.
-- Parameters: $paths VARCHAR[], the run's Parquet files as `write-results.sql` writes them.
-- One row. Columns: results DOUBLE.
SELECT CAST(count(*) AS DOUBLE) AS results
FROM read_parquet($paths, hive_partitioning = false)
