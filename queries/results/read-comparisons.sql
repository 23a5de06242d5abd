-- Purpose: a night's judged comparisons.
-- Parameters: $path VARCHAR a Parquet file of write-comparisons.sql.
-- One row = one comparison: body VARCHAR (JSON). Ordered as written.
SELECT body
FROM read_parquet($path)
