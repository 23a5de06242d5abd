-- Purpose: are the texts of a column names of kinds, ids, or free text?
-- Parameters: none. Reads: column_cell(side VARCHAR, cell VARCHAR).
-- One row, over both sides. Columns: present DOUBLE, distinct_texts DOUBLE, average_words DOUBLE (NULL without cells).
SELECT CAST(count(cell) AS DOUBLE) AS present, CAST(count(DISTINCT cell) AS DOUBLE) AS distinct_texts,
  avg(words(cell)) AS average_words
FROM (SELECT nullif(cell, '') AS cell FROM column_cell)
