-- Purpose: the dense vectors of described texts, entry by entry. Parameters: $path VARCHAR as in `list-vectors.sql`.
-- One row = one dimension of one text. Columns: entry DOUBLE the dimension from 0, value DOUBLE.
-- Ordered by text, in the order of the file, then by dimension.
SELECT CAST(dimension - 1 AS DOUBLE) AS entry, CAST(number AS DOUBLE) AS value
FROM (
  SELECT file_row_number, generate_subscripts(vector, 1) AS dimension, unnest(vector) AS number
  FROM read_parquet($path, file_row_number = true, hive_partitioning = false)
)
ORDER BY file_row_number, dimension
