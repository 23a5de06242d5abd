-- Purpose: the sample of a night from the samples of its files: exactly what drawing from all files at once gives, in
-- whatever order and however the night was cut into files. A request that stands in several files is its earliest copy.
-- Parameters: $files VARCHAR[] of `write-sample.sql`, $size DOUBLE the most requests, $path VARCHAR the file to write.
-- One row = one request, columns as in `write-sample.sql` without age. Ordered by place. In small row groups, so that the
-- first requests are read without the others, and all of them piece by piece.
COPY (
  SELECT * EXCLUDE (age)
  FROM read_parquet($files, hive_partitioning = false, union_by_name = true)
  QUALIFY row_number() OVER (PARTITION BY record_key ORDER BY age, inclusion_probability, id, unit, input) = 1
  ORDER BY place
  LIMIT CAST($size AS BIGINT)
) TO $path (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)
