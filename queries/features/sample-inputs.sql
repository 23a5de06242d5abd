-- Purpose: the inputs of a night's sample, with what was made of them; the first ones, which are as good as any others.
-- Where the log kept requests with different probabilities, so many of each are left out that all have the smallest one:
-- which, the request's place decides.
-- Parameters: $path VARCHAR a file of `merge-samples.sql`, $most DOUBLE how many to give.
-- One row = one request. Columns: record_key VARCHAR, id VARCHAR, unit VARCHAR or NULL, input VARCHAR (NULL where texts
-- are not kept), embedder VARCHAR, terms, counts and vector as JSON lists or NULL, sampled BIGINT and thinned BIGINT how
-- many requests the sample has, and how many are left of them. Ordered by place.
-- A sample of an earlier version has no id, unit and input.
WITH sampled AS (
  SELECT *, coalesce(inclusion_probability, 1) AS probability
  FROM (
    SELECT CAST(NULL AS VARCHAR) AS id, CAST(NULL AS VARCHAR) AS unit, CAST(NULL AS VARCHAR) AS input WHERE false
    UNION ALL BY NAME
    SELECT * FROM read_parquet($path, hive_partitioning = false)
  )
),
chance AS (
  SELECT *, count(*) OVER () AS sampled, min(probability) OVER () / probability AS chance,
    md5_number_upper(place || ' thinned') / 18446744073709551616.0 AS draw
  FROM sampled
)
SELECT record_key, coalesce(id, record_key) AS id, unit, input, embedder, CAST(terms AS VARCHAR) AS terms,
  CAST(counts AS VARCHAR) AS counts, CAST(vector AS VARCHAR) AS vector, sampled, count(*) OVER () AS thinned
FROM chance
WHERE draw < chance
ORDER BY place
LIMIT CAST($most AS BIGINT)
