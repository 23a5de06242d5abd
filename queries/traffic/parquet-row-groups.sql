-- Purpose: how many rows a Parquet file has in each of its row groups, and how long they are.
-- Parameters: $path VARCHAR the file.
-- One row = one row group. Columns: rows DOUBLE, bytes DOUBLE of all columns before they were packed. Ordered as they stand in the file.
SELECT CAST(any_value(row_group_num_rows) AS DOUBLE) AS rows, CAST(sum(total_uncompressed_size) AS DOUBLE) AS bytes
FROM parquet_metadata($path)
GROUP BY row_group_id
ORDER BY row_group_id
