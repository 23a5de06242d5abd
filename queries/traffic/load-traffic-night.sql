-- Purpose: write the records of one calendar day, with their features, as Parquet, without what is personal or secret.
-- Parameters: $date VARCHAR as YYYY-MM-DD, $source VARCHAR the log's name,
-- $redact DOUBLE 1 or 0, $store_text DOUBLE 0 when inputs and outputs are not kept, $group_rows DOUBLE the rows of a row group,
-- $path VARCHAR the file to write.
-- Reads: traffic_loaded, whose order stays. One row = one request. Ordered by line and place in it.
-- hour is 00 to 23 in the zone the log was loaded with; turns are messages of the user.
-- Units: latency_ms in milliseconds, tokens as counts, cost_usd in US dollars; input_features and output_features are
-- the structs of `text_features`, of the texts as they were logged, all of their fields NULL without a text;
-- inclusion_probability from 1e-6 to 1, NULL when the log does not sample; error is a class, NULL when there is none.
COPY (
  WITH left_over AS (
    SELECT *,
      CASE WHEN $redact = 1 AND $store_text = 1 THEN without_own(CASE WHEN input_may_hold THEN redacted(input) ELSE input END)
        END AS input_left,
      CASE WHEN $redact = 1 AND $store_text = 1 THEN without_own(CASE WHEN output_may_hold THEN redacted(output) ELSE output END)
        END AS output_left
    FROM traffic_loaded
    WHERE date = CAST($date AS DATE)
  )
  SELECT timestamp, id, CASE WHEN $store_text = 0 THEN NULL WHEN $redact = 1 THEN input_left ELSE input END AS input,
    CASE WHEN $store_text = 0 THEN NULL WHEN $redact = 1 THEN output_left ELSE output END AS output,
    model, latency_ms, input_tokens, output_tokens, cost_usd, conversation_id,
    user_id, error, finish_reason, tags, scores, turns, hour, inclusion_probability,
    input_features, output_features, own,
    record_key, CAST($source AS VARCHAR) AS source, line
  FROM left_over
) TO $path (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 1, ROW_GROUP_SIZE $group_rows)
