-- Purpose: turn a file of JSON objects (a line each, or one array) into Parquet.
-- Parameters: $source VARCHAR the file (plain, .gz or .zst), $path VARCHAR to write.
-- One row = one object, in the order of the file. Columns by key, typed by all of their values; a column of mixed
-- types is JSON, and so is what nests within a list or an object: to type it can take minutes. A broken line is an error,
-- never skipped.
COPY (
  SELECT *
  FROM read_json(
    $source, format = 'auto', sample_size = -1, field_appearance_threshold = 0, map_inference_threshold = -1,
    maximum_depth = 2, convert_strings_to_integers = false, maximum_object_size = 67108864
  )
) TO $path (FORMAT parquet, COMPRESSION lz4)
