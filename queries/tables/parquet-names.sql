-- Purpose: the names in a Parquet file's schema, as they stand.
-- Parameters: $source VARCHAR the file.
-- One row = one element of the schema, the file's own first, then each column before its parts.
-- Columns: name VARCHAR, parts DOUBLE how many elements are its own parts. In the order of the file.
SELECT name, CAST(coalesce(num_children, 0) AS DOUBLE) AS parts FROM parquet_schema($source)
