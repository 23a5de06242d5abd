-- Purpose: the sparse vectors of described texts, entry by entry. Parameters: $path VARCHAR as in `list-vectors.sql`.
-- One row = one term of one text. Columns: entry DOUBLE the term, value DOUBLE how often the text has it.
-- Ordered by text, in the order of the file, then by term.
SELECT CAST(term AS DOUBLE) AS entry, CAST(found AS DOUBLE) AS value
FROM (
  SELECT file_row_number, unnest(terms) AS term, unnest(counts) AS found
  FROM read_parquet($path, file_row_number = true, hive_partitioning = false)
)
ORDER BY file_row_number, term
