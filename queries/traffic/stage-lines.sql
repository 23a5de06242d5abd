-- Purpose: turn a file of lines, as `line-windows.ts` writes it, into Parquet that many threads can read.
-- Parameters: $source VARCHAR the file, $path VARCHAR the Parquet file to write.
-- One row = one line, in the order of the file. Columns: text VARCHAR, one space for a blank line.
-- A row group is small, because it is what one thread reads at a time; nothing is packed, because it is read once.
-- A line of 16 MB may have become a longer one on its way here.
COPY (
  SELECT text
  FROM read_csv(
    $source, columns = {'text': 'VARCHAR'}, delim = '', quote = '', escape = '', comment = '', header = false,
    auto_detect = false, new_line = '\n', max_line_size = 32000000
  )
) TO $path (FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1, ROW_GROUP_SIZE 8192)
