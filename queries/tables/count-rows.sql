-- Purpose: how many rows do these Parquet files hold together?
-- Parameters: $files VARCHAR[]. One row. Columns: records DOUBLE.
SELECT CAST(count(*) AS DOUBLE) AS records FROM read_parquet($files, hive_partitioning = false)
