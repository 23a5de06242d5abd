-- Purpose: the requests of some units of a night, both drawn by their hashes, so evenly and the same ones each time.
-- Parameters: $files VARCHAR[], the night's Parquet files; $of_unit DOUBLE the most requests of one unit; $most DOUBLE: units
-- are added until they have so many requests.
-- Reads: unit_size of size-units.sql.
-- Makes: unit_record, one row = one request, in no order, copies of one once. Columns: those of a stored record but its
-- texts, and place DOUBLE from 1 in the order of units, unit_number DOUBLE from 0, weight DOUBLE.
CREATE OR REPLACE TEMP TABLE unit_record AS
WITH sampled AS (
  SELECT unit FROM unit_size QUALIFY sum(least(requests, $of_unit)) OVER (ORDER BY unit) - least(requests, $of_unit) < $most
),
record AS (
  SELECT * EXCLUDE (input, output) FROM read_parquet($files, hive_partitioning = false)
),
request AS (
  SELECT *, unit_of(record) AS unit FROM record
  WHERE unit_of(record) IN (FROM sampled)
  QUALIFY row_number() OVER (PARTITION BY record_key ORDER BY record_age(record), inclusion_probability) = 1
)
SELECT * EXCLUDE (turn), CAST(row_number() OVER (ORDER BY unit, record_key) AS DOUBLE) AS place,
  CAST(dense_rank() OVER (ORDER BY unit) - 1 AS DOUBLE) AS unit_number, 1 / coalesce(inclusion_probability, 1) AS weight
FROM (SELECT *, row_number() OVER (PARTITION BY unit ORDER BY hash(record_key), record_key) AS turn FROM request)
WHERE turn <= $of_unit
