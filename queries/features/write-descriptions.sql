-- Purpose: write what is told of the inputs of cases. Parameters: $path VARCHAR the file to write.
-- Reads: text_description, a row a case; place is the case's position in the dataset. Ordered by position.
-- In small row groups, so that they are read piece by piece.
-- Columns: position BIGINT, language VARCHAR, embedder VARCHAR, terms INTEGER[], counts INTEGER[], vector FLOAT[].
COPY (
  SELECT CAST(place AS BIGINT) AS position, language, embedder, CAST(terms AS INTEGER[]) AS terms,
    CAST(counts AS INTEGER[]) AS counts, CAST(vector AS FLOAT[]) AS vector
  FROM text_description
  ORDER BY position
) TO $path (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)
