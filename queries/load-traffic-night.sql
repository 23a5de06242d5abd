-- Purpose: write the records of one calendar day, with their features, as Parquet.
-- Parameters: $files VARCHAR[] the staged records, $date VARCHAR as YYYY-MM-DD, $source VARCHAR the log's name, $path VARCHAR the file to write.
-- Reads: traffic_kept. One row = one request. Ordered by line and place in it.
-- hour is 00 to 23 in the zone the log was loaded with; turns are messages of the user.
-- Units: latency_ms in milliseconds, tokens as counts, cost_usd in US dollars; input_features and output_features are
-- the structs of `text_features`, all of their fields NULL without a text;
-- inclusion_probability in (0, 1], NULL when the log does not sample; error is a class, NULL when there is none.
COPY (
  SELECT timestamp, id, input, output, model, latency_ms, input_tokens, output_tokens, cost_usd, conversation_id,
    user_id, error, finish_reason, tags, scores, turns, hour, inclusion_probability,
    input_features, output_features, own,
    record_key, CAST($source AS VARCHAR) AS source, line
  FROM read_parquet($files, hive_partitioning = false) SEMI JOIN traffic_kept USING (line, part)
  WHERE date = CAST($date AS DATE)
  ORDER BY line, part
) TO $path (FORMAT parquet, COMPRESSION zstd)
