-- Purpose: what is told of the inputs of cases. Parameters: $path VARCHAR a file of `write-descriptions.sql`.
-- One row = one case. Columns: embedder VARCHAR, terms, counts and vector as JSON lists or NULL. Ordered by position.
SELECT embedder, CAST(terms AS VARCHAR) AS terms, CAST(counts AS VARCHAR) AS counts, CAST(vector AS VARCHAR) AS vector
FROM read_parquet($path, hive_partitioning = false)
ORDER BY position
