-- Purpose: what some requests were answered with.
-- Parameters: $files VARCHAR[] a night's Parquet files, $record_keys VARCHAR[] the requests' record keys.
-- One row = one request that is there. Columns: record_key VARCHAR, output VARCHAR or NULL; of the earliest copy.
-- Ordered by record_key.
SELECT record_key, arg_min(output, (timestamp, latency_ms, output)) AS output
FROM read_parquet($files, hive_partitioning = false)
WHERE list_contains($record_keys, record_key)
GROUP BY record_key
ORDER BY record_key
