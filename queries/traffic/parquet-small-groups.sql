-- Purpose: write a Parquet file anew in small row groups, so that a part of it can be read without unpacking the others.
-- Parameters: $source VARCHAR the file, $path VARCHAR the file to write.
-- One row = one row of the file, with all of its columns. Ordered as they stand in it.
COPY (FROM read_parquet($source, hive_partitioning = false))
TO $path (FORMAT parquet, COMPRESSION lz4, DICTIONARY_SIZE_LIMIT 1, ROW_GROUP_SIZE 2048)
