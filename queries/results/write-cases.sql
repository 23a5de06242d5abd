-- Purpose: write the dataset as it is run, one file for all time under its digest.
-- Parameters: $source VARCHAR a JSON-lines file with the fields position, id, input and body, one line a case;
--   $path VARCHAR the file to write.
-- One row = one case: position INTEGER from 0, id VARCHAR, input VARCHAR the text it asks with,
--   body VARCHAR the whole case as JSON. Ordered by position.
COPY (
  SELECT position, id, input, body
  FROM read_json($source, format = 'newline_delimited', maximum_object_size = 67108864,
    columns = {position: 'INTEGER', id: 'VARCHAR', input: 'VARCHAR', body: 'VARCHAR'})
  ORDER BY position
) TO $path (FORMAT parquet, COMPRESSION zstd)
