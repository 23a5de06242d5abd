-- Purpose: keep answers of a target, so that an unchanged question need not be asked again.
-- Parameters: $source VARCHAR a JSON-lines file with the fields request_digest, epoch and body, one line an answer;
--   $path VARCHAR the file to write.
-- One row = one answer: request_digest VARCHAR, epoch INTEGER from 1, body VARCHAR the whole answer as JSON.
COPY (
  SELECT request_digest, epoch, body
  FROM read_json($source, format = 'newline_delimited', maximum_object_size = 67108864,
    columns = {request_digest: 'VARCHAR', epoch: 'INTEGER', body: 'VARCHAR'})
) TO $path (FORMAT parquet, COMPRESSION zstd)
