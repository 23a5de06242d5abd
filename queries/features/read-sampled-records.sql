-- Purpose: what is known of the requests of a night's sample beside their vectors.
-- Parameters: $sample VARCHAR a file of `merge-samples.sql`, $files VARCHAR[] the night's Parquet files.
-- Reads: request_score of `request-scores.sql`.
-- One row = one sampled request. Columns: id VARCHAR (its own, else log and line), user VARCHAR and conversation VARCHAR
-- or NULL, probability DOUBLE (NULL where the log does not sample), failed DOUBLE 1 or 0: it has an error, a logged score
-- below 0.5, or does not pass a scorer; NULL where nothing tells, which is where it has no score and no request of the sample
-- an error. Where some of the sample was scored, nothing tells of what lies beyond: errors alone would be known of it.
-- Ordered by place, as the sample is.
WITH sampled AS (
  SELECT record_key, place FROM read_parquet($sample, hive_partitioning = false)
),
record AS (
  SELECT place, coalesce(record.id, source || ':' || line) AS id, user_id, conversation_id, inclusion_probability,
    error, list_min(map_values(scores)) AS worst
  FROM read_parquet($files, hive_partitioning = false) AS record JOIN sampled USING (record_key)
  QUALIFY row_number() OVER (PARTITION BY place ORDER BY record_age(record), source, line) = 1
)
SELECT id, user_id AS user, conversation_id AS conversation, inclusion_probability AS probability,
  CAST(CASE WHEN place > (SELECT max(place) FROM request_score) THEN NULL
  WHEN error IS NOT NULL OR worst < 0.5 OR fails THEN 1
  WHEN worst IS NOT NULL OR fails IS NOT NULL THEN 0
  WHEN (SELECT count(*) FROM request_score) = 0 AND bool_or(error IS NOT NULL) OVER () THEN 0 END AS DOUBLE) AS failed
FROM sampled LEFT JOIN record USING (place)
  LEFT JOIN (SELECT record_key, fails FROM request_score) AS scored USING (record_key)
ORDER BY place
