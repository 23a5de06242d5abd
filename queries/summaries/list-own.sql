-- Purpose: which own features does any request of a night have, and of what type? One that gives numbers is numeric, even
-- where it also gives texts. Every partition lists all of them, as `list-tags.sql` does.
-- Parameters: $files VARCHAR[], the night's Parquet files.
-- One row = one feature. Columns: name VARCHAR, is_number BOOLEAN. Ordered by name.
WITH found AS (
  SELECT unnest(map_keys(own.numbers)) AS name, true AS is_number
  FROM read_parquet($files, hive_partitioning = false)
  UNION ALL
  SELECT unnest(map_keys(own.categories)), false
  FROM read_parquet($files, hive_partitioning = false)
)
SELECT name, bool_or(is_number) AS is_number FROM found GROUP BY name ORDER BY name
