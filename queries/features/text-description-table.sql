-- Purpose: an empty table for what is told of texts beside their features. Parameters: none. Rows: none.
-- Lists are JSON: terms and counts of one length, or a dense vector; all NULL when there is nothing to embed.
CREATE OR REPLACE TEMP TABLE text_description (
  place VARCHAR, language VARCHAR, embedder VARCHAR, terms VARCHAR, counts VARCHAR, vector VARCHAR
)
