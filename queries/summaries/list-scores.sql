-- Purpose: which scores does any request of a night have? Every partition lists all of them, as `list-tags.sql` does.
-- Parameters: $files VARCHAR[], the night's Parquet files. One row = one score. Columns: name VARCHAR. Ordered by name.
SELECT DISTINCT unnest(map_keys(scores)) AS name
FROM read_parquet($files, hive_partitioning = false)
ORDER BY name
