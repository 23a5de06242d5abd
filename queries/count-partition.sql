-- Purpose: how many rows of a night's files fall into one partition, copies of one request counted each?
-- Parameters: $files VARCHAR[]; $partition INTEGER and $partitions INTEGER as in summarise-traffic.sql.
-- One row. Columns: records DOUBLE.
SELECT CAST(count(*) AS DOUBLE) AS records
FROM read_parquet($files)
WHERE hash(record_key) % $partitions = $partition
