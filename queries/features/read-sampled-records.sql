-- Purpose: what is known of the requests of a night's sample beside their vectors.
-- Parameters: $sample VARCHAR a file of `merge-samples.sql`; one of an earlier version knows nobody's user and no failures.
-- Reads: request_score of `request-scores.sql`.
-- One row = one sampled request. Columns: id VARCHAR (its own, else log and line), user VARCHAR and conversation VARCHAR
-- or NULL, probability DOUBLE (NULL where the log does not sample), failed DOUBLE 1 or 0: it has an error, a logged score
-- below 0.5, or does not pass a scorer; NULL where nothing tells, which is where it has no score and no request of the sample
-- an error. Where some of the sample was scored, nothing tells of what lies beyond: errors alone would be known of it.
-- Ordered by place, as the sample is.
WITH sampled AS (
  SELECT record_key, place, id, user_id, conversation_id, inclusion_probability, error, list_min(map_values(scores)) AS worst
  FROM (
    SELECT CAST(NULL AS VARCHAR) AS id, CAST(NULL AS VARCHAR) AS user_id, CAST(NULL AS VARCHAR) AS conversation_id,
      CAST(NULL AS VARCHAR) AS error, CAST(NULL AS MAP(VARCHAR, DOUBLE)) AS scores
    WHERE false
    UNION ALL BY NAME
    SELECT * EXCLUDE (input, terms, counts, vector) FROM read_parquet($sample, hive_partitioning = false)
  )
)
SELECT id, user_id AS user, conversation_id AS conversation, inclusion_probability AS probability,
  CAST(CASE WHEN place > (SELECT max(place) FROM request_score) THEN NULL
  WHEN error IS NOT NULL OR worst < 0.5 OR fails THEN 1
  WHEN worst IS NOT NULL OR fails IS NOT NULL THEN 0
  WHEN (SELECT count(*) FROM request_score) = 0 AND bool_or(error IS NOT NULL) OVER () THEN 0 END AS DOUBLE) AS failed
FROM sampled LEFT JOIN (SELECT record_key, fails FROM request_score) AS scored USING (record_key)
ORDER BY place
