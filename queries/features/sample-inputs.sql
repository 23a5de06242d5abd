-- Purpose: the inputs of a night's sample; the first ones, which are as good as any others.
-- Where the log kept requests with different probabilities, so many of each are left out that all have the smallest one:
-- which, the request's place decides.
-- Parameters: $path VARCHAR a file of `merge-samples.sql`, $most DOUBLE how many to give.
-- One row = one request. Columns: record_key VARCHAR, id VARCHAR, unit VARCHAR or NULL, input VARCHAR (NULL where texts
-- are not kept), position DOUBLE where it stands in the file, from 0, sampled BIGINT and thinned BIGINT how many requests
-- the sample has, and how many are left of them. Ordered by place, as the file is.
-- A sample of an earlier version has no id, unit and input.
WITH chance AS (
  SELECT file_row_number AS position, count(*) OVER () AS sampled,
    min(coalesce(inclusion_probability, 1)) OVER () / coalesce(inclusion_probability, 1) AS chance,
    md5_number_upper(place || ' thinned') / 18446744073709551616.0 AS draw
  FROM read_parquet($path, file_row_number = true, hive_partitioning = false)
),
-- Texts are read of these alone.
kept AS (
  SELECT position, sampled, count(*) OVER () AS thinned
  FROM chance
  WHERE draw < chance
  ORDER BY position
  LIMIT CAST($most AS BIGINT)
),
request AS (
  SELECT CAST(NULL AS VARCHAR) AS id, CAST(NULL AS VARCHAR) AS unit, CAST(NULL AS VARCHAR) AS input WHERE false
  UNION ALL BY NAME
  SELECT * EXCLUDE (terms, counts, vector)
  FROM read_parquet($path, file_row_number = true, hive_partitioning = false)
  WHERE file_row_number <= (SELECT max(position) FROM kept)
)
SELECT record_key, coalesce(id, record_key) AS id, unit, input, CAST(position AS DOUBLE) AS position, sampled, thinned
FROM kept JOIN request ON file_row_number = position
ORDER BY position
