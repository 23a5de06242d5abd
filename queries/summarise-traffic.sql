-- Purpose: the features of one night's requests, each request once.
-- Parameters: $files VARCHAR[], the night's Parquet files as `load-traffic-night.sql` writes them, in any order.
-- $partition DOUBLE from 0 and $partitions DOUBLE: only records whose key falls into this part of so many; all copies of one
-- request have one key, so every part drops its duplicates alone.
-- Makes: feature_record, one row = one request, in no order; of several with one key the earliest stays.
-- NULL is a missing value, but for error, where it is the category 'none'.
CREATE OR REPLACE TEMP TABLE feature_record AS
SELECT input_features.characters AS input_characters, input_features.words AS input_words,
  output_features.characters AS output_characters, output_features.words AS output_words,
  latency_ms, input_tokens, output_tokens, model, coalesce(error, 'none') AS error, tags
FROM read_parquet($files, hive_partitioning = false) AS record
WHERE is_in_partition(record_key, $partition, $partitions)
QUALIFY row_number() OVER (PARTITION BY record_key ORDER BY record_age(record)) = 1
