-- Purpose: how many requests has each unit of a night: each user, else each conversation, else each request by itself?
-- Parameters: $files VARCHAR[], the night's Parquet files as `load-traffic-night.sql` writes them, in any order.
-- Makes: unit_size, one row = one unit, in no order. Columns: unit UBIGINT, requests BIGINT, copies of one counted once,
-- weight DOUBLE the sum of 1 / inclusion_probability, squares HUGEINT the sum of their squares, each rounded so that sums
-- do not depend on their order.
CREATE OR REPLACE TEMP TABLE unit_size AS
WITH request AS (
  SELECT min(unit_of(record)) AS unit, min(inclusion_probability) AS probability
  FROM (
    SELECT record_key, user_id, conversation_id, inclusion_probability FROM read_parquet($files, hive_partitioning = false)
  ) AS record
  GROUP BY hash(record_key)
)
SELECT unit, count(*) AS requests,
  CAST(sum(CAST(round(1048576 / coalesce(probability, 1)) AS HUGEINT)) AS DOUBLE) / 1048576 AS weight,
  sum(CAST(round(1 / coalesce(probability, 1) ** 2) AS HUGEINT)) AS squares
FROM request
GROUP BY unit
