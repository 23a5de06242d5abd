-- Purpose: write a drawn sample as it is kept: described, and without its texts where these are not to be kept.
-- Parameters: $source VARCHAR a file of `load-traffic-sample.sql`, $store_text DOUBLE 1 or 0, $path VARCHAR the file to write.
-- Reads: text_description, a row for each place. One row = one request. Ordered by place.
-- Columns: place VARCHAR (the MD5 of its key in hex), record_key VARCHAR, age (see `record_age`), id, unit and input
-- as they were drawn (input NULL where it is not kept), language VARCHAR (ISO
-- 639-1, `unknown` when it cannot be told), embedder VARCHAR the space of the vectors, terms INTEGER[] rising with
-- counts INTEGER[] (sparse) or vector FLOAT[] (dense), inclusion_probability DOUBLE, NULL where the log does not sample,
-- and user_id, conversation_id and features as `load-traffic-night.sql` stores them: who reads a night's sample need not
-- look for it among all of the night's records.
COPY (
  SELECT place, record_key, age, id, unit, CASE WHEN $store_text = 1 THEN input END AS input, language, embedder,
    CAST(terms AS INTEGER[]) AS terms, CAST(counts AS INTEGER[]) AS counts, CAST(description.vector AS FLOAT[]) AS vector,
    request.* EXCLUDE (place, record_key, age, id, unit, input, vector)
  FROM read_parquet($source, hive_partitioning = false) AS request JOIN text_description AS description USING (place)
  ORDER BY place
) TO $path (FORMAT parquet, COMPRESSION zstd)
