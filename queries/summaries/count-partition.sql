-- Purpose: how many rows of a night's files fall into one partition, copies of one request counted each?
-- Parameters: $files VARCHAR[]; $partition DOUBLE and $partitions DOUBLE as in summarise-traffic.sql.
-- One row. Columns: records DOUBLE.
SELECT CAST(count(*) AS DOUBLE) AS records
FROM read_parquet($files, hive_partitioning = false)
WHERE is_in_partition(record_key, $partition, $partitions)
