-- Purpose: which tags does any request of a night have? Every partition lists all of them, so that a tag it never sees
-- is counted as missing there.
-- Parameters: $files VARCHAR[], the night's Parquet files. One row = one tag. Columns: name VARCHAR. Ordered by name.
SELECT DISTINCT unnest(map_keys(tags)) AS name
FROM read_parquet($files, hive_partitioning = false)
ORDER BY name
