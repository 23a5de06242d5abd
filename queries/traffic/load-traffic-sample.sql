-- Purpose: the requests of one calendar day of a log with the smallest hashes of their keys: a uniform sample that
-- does not depend on order, and is the same whenever it is taken. Their inputs are redacted, as they may be sent away.
-- Parameters: $date VARCHAR as YYYY-MM-DD, $source VARCHAR the log's name, $size DOUBLE the most requests,
-- $redact DOUBLE 1 or 0, $path VARCHAR the file to write. Reads: traffic_record, traffic_copy, traffic_staged.
-- One row = one request: place VARCHAR (the MD5 of its key in hex), record_key VARCHAR, age (see `record_age`),
-- id VARCHAR (its own, else log and line), unit VARCHAR (of its user, else its conversation, NULL when it has neither),
-- input VARCHAR, vector VARCHAR (JSON, NULL when the log has none), inclusion_probability DOUBLE or NULL, and what else a
-- stored record has, without its output: see `load-traffic-night.sql`. Ordered by place.
COPY (
  WITH chosen AS (
    SELECT line, part, md5(record_key) AS place
    FROM traffic_record ANTI JOIN traffic_copy USING (line, part)
    WHERE reason IS NULL AND date = CAST($date AS DATE)
    ORDER BY place
    LIMIT CAST($size AS BIGINT)
  ),
  -- Asked for its age, a record has all of its columns read; outputs are most of what is staged.
  without_output AS (SELECT * EXCLUDE (output) FROM traffic_staged),
  drawn AS (
    SELECT place, record_key, record_age(record) AS age, coalesce(id, $source || ':' || line) AS id,
      coalesce('user ' || user_id, 'conversation ' || conversation_id) AS unit, input, input_may_hold, vector,
      inclusion_probability, user_id, conversation_id, model, latency_ms, input_tokens, output_tokens, cost_usd, turns,
      hour, error, finish_reason, tags, scores, input_features, output_features, own
    FROM without_output AS record JOIN chosen USING (line, part)
  )
  SELECT * EXCLUDE (input_may_hold) REPLACE (
    CASE WHEN $redact = 1 THEN without_own(CASE WHEN input_may_hold THEN redacted(input) ELSE input END) ELSE input END AS input)
  FROM drawn
  ORDER BY place
) TO $path (FORMAT parquet, COMPRESSION zstd)
