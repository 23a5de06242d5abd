-- Purpose: write the records of one calendar day, with their features, as Parquet.
-- Parameters: $date VARCHAR as YYYY-MM-DD, $source VARCHAR the log's name, $path VARCHAR the file to write.
-- Reads: traffic_record, traffic_kept. One row = one request. Ordered by line.
-- Units: latency_ms in milliseconds, tokens and characters and words as counts, cost_usd in US dollars;
-- inclusion_probability in (0, 1], NULL when the log does not sample; error is a class, NULL when there is none.
COPY (
  SELECT timestamp, id, input, output, model, latency_ms, input_tokens, output_tokens, cost_usd, conversation_id,
    user_id, error, finish_reason, CAST(tags AS MAP(VARCHAR, VARCHAR)) AS tags, inclusion_probability,
    characters(input) AS input_characters, words(input) AS input_words,
    characters(output) AS output_characters, words(output) AS output_words,
    record_key, CAST($source AS VARCHAR) AS source, line
  FROM traffic_record SEMI JOIN traffic_kept USING (line)
  WHERE date = CAST($date AS DATE)
  ORDER BY line
) TO $path (FORMAT parquet, COMPRESSION zstd)
