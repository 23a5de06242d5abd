-- Purpose: which own features does any case have, and of what type? As `list-own.sql` for requests.
-- Parameters: none. Reads: feature_record. One row = one feature. Columns: name VARCHAR, is_number BOOLEAN. Ordered by name.
WITH found AS (
  SELECT unnest(map_keys(own.numbers)) AS name, true AS is_number FROM feature_record
  UNION ALL
  SELECT unnest(map_keys(own.categories)), false FROM feature_record
)
SELECT name, bool_or(is_number) AS is_number FROM found GROUP BY name ORDER BY name
