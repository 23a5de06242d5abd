-- Purpose: write the dataset as it is run, one file for all time under its digest.
-- Parameters: $source VARCHAR a JSON-lines file with the fields position, id, input and body, one line a case, by position;
--   $path VARCHAR the file to write, $longest DOUBLE bytes of a line at most.
-- One row = one case: position INTEGER from 0, id VARCHAR, input VARCHAR the text it asks with,
--   body VARCHAR the whole case as JSON. In the order of the lines, which DuckDB keeps; sorting a large dataset takes
--   memory. Row groups are small, so that a batch is read without the cases around it.
COPY (
  SELECT position, id, input, body
  FROM read_json($source, format = 'newline_delimited', maximum_object_size = CAST($longest AS UINTEGER),
    columns = {position: 'INTEGER', id: 'VARCHAR', input: 'VARCHAR', body: 'VARCHAR'})
) TO $path (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 4096)
