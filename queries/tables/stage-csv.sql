-- Purpose: turn a CSV file into Parquet, every cell as text.
-- Parameters: $source VARCHAR the file (plain, .gz or .zst), $delimiter VARCHAR one character, $path VARCHAR to write.
-- One row = one record, in the order of the file. Columns as in its first line. Empty cells, quoted or not, are NULL.
-- A record with another number of cells than the first line, or of more than 16 MiB, is an error, never skipped.
COPY (
  SELECT *
  FROM read_csv(
    $source, delim = $delimiter, quote = '"', escape = '"', comment = '', header = true, skip = 0,
    all_varchar = true, strict_mode = true, null_padding = false, max_line_size = 16777216
  )
) TO $path (FORMAT parquet, COMPRESSION lz4)
