-- Purpose: what kind of vector each described text has. Parameters: $path VARCHAR a file of `write-sample.sql` or
-- `write-descriptions.sql`, $most DOUBLE how many of the first texts to give.
-- One row = one text. Columns: embedder VARCHAR, size DOUBLE how many entries its vector has, 0 when there is nothing
-- to embed; dense DOUBLE 1 or 0. In the order of the file.
SELECT embedder, CAST(coalesce(len(terms), len(vector), 0) AS DOUBLE) AS size,
  CAST(vector IS NOT NULL AS DOUBLE) AS dense
FROM read_parquet($path, file_row_number = true, hive_partitioning = false)
ORDER BY file_row_number
LIMIT CAST($most AS BIGINT)
