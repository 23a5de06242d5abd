-- Purpose: the features of one night's requests, each request once.
-- Parameters: $files VARCHAR[], the night's Parquet files as `load-traffic-night.sql` writes them, in any order.
-- $partition DOUBLE from 0 and $partitions DOUBLE: only records whose key falls into this part of so many; all copies of one
-- request have one key, so every part drops its duplicates alone.
-- Makes: feature_record, one row = one request, in no order; of several with one key the earliest stays. Only records whose
-- key stands there more than once are compared for it: few nights have any, and a window over all holds all in memory.
-- NULL is a missing value, but for error, where it is the category 'none'. weight is one over inclusion_probability, in
-- units of 2^-20; 1 where there is none.
CREATE OR REPLACE TEMP TABLE feature_record AS
WITH record AS NOT MATERIALIZED (
  SELECT * FROM read_parquet($files, hive_partitioning = false) WHERE is_in_partition(record_key, $partition, $partitions)
),
repeated AS MATERIALIZED (
  SELECT record_key FROM record GROUP BY record_key HAVING count(*) > 1
),
request AS (
  FROM record ANTI JOIN repeated USING (record_key)
  UNION ALL
  FROM record SEMI JOIN repeated USING (record_key)
  QUALIFY row_number() OVER (PARTITION BY record_key ORDER BY record_age(record), inclusion_probability) = 1
)
SELECT
  input_features.characters AS input_characters, input_features.words AS input_words,
  input_features.sentences AS input_sentences, input_features.question_share AS input_question_share,
  input_features.non_letter_share AS input_non_letter_share, input_features.digit_share AS input_digit_share,
  input_features.code_share AS input_code_share, input_features.url_share AS input_url_share,
  input_features.repetition AS input_repetition, CAST(input_features.is_json AS VARCHAR) AS input_is_json,
  output_features.characters AS output_characters, output_features.words AS output_words,
  output_features.sentences AS output_sentences, output_features.question_share AS output_question_share,
  output_features.non_letter_share AS output_non_letter_share,
  output_features.digit_share AS output_digit_share, output_features.code_share AS output_code_share,
  output_features.url_share AS output_url_share, output_features.repetition AS output_repetition,
  CAST(output_features.is_json AS VARCHAR) AS output_is_json,
  CAST(output_features.refusal AS VARCHAR) AS output_refusal,
  latency_ms, input_tokens, output_tokens, cost_usd, turns, hour, model, finish_reason,
  coalesce(error, 'none') AS error, tags, scores, own,
  CAST(round(1048576 / coalesce(inclusion_probability, 1)) AS HUGEINT) AS weight
FROM request
