-- Purpose: all requests of some units of a night, which are drawn by their hash, so evenly and the same ones each time.
-- Parameters: $files VARCHAR[], the night's Parquet files; $most DOUBLE: units are added until they have so many requests.
-- Reads: unit_size of size-units.sql.
-- Makes: unit_record, one row = one request, in no order, copies of one once. Columns: those of a stored record but its
-- texts, and place DOUBLE from 1 in the order of units, unit_number DOUBLE from 0, weight DOUBLE.
CREATE OR REPLACE TEMP TABLE unit_record AS
WITH sampled AS (
  SELECT unit FROM unit_size QUALIFY sum(requests) OVER (ORDER BY unit) - requests < $most
),
record AS (
  SELECT * EXCLUDE (input, output) FROM read_parquet($files, hive_partitioning = false)
),
request AS (
  SELECT *, unit_of(record) AS unit FROM record
  WHERE unit_of(record) IN (FROM sampled)
  QUALIFY row_number() OVER (PARTITION BY record_key ORDER BY record_age(record), inclusion_probability) = 1
)
SELECT *, CAST(row_number() OVER (ORDER BY unit, record_key) AS DOUBLE) AS place,
  CAST(dense_rank() OVER (ORDER BY unit) - 1 AS DOUBLE) AS unit_number, 1 / coalesce(inclusion_probability, 1) AS weight
FROM request
