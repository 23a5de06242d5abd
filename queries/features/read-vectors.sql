-- Purpose: the vectors of described texts. Parameters: $path VARCHAR and $most DOUBLE as in `list-vectors.sql`.
-- One row = one text. Columns: terms INTEGER[], counts INTEGER[] (sparse), vector FLOAT[] (dense); empty where it has none.
-- In the order of the file, which DuckDB keeps of one file: sorting would copy all vectors.
SELECT coalesce(CAST(terms AS INTEGER[]), []) AS terms, coalesce(CAST(counts AS INTEGER[]), []) AS counts,
  coalesce(CAST(vector AS FLOAT[]), []) AS vector
FROM read_parquet($path, hive_partitioning = false)
LIMIT CAST($most AS BIGINT)
