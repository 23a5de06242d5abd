-- Purpose: are the texts of a column names of kinds, ids, or free text?
-- Parameters: none. Reads: cell_count(side VARCHAR, cell VARCHAR, cells BIGINT).
-- One row, over both sides. Columns: present DOUBLE, distinct_texts DOUBLE, average_words DOUBLE (NULL without cells), of at
-- most 10,000 distinct texts, chosen by a hash: enough to tell prose from ids, whatever the number of rows.
WITH text AS (
  SELECT cell, sum(cells) AS cells FROM cell_count WHERE nullif(cell, '') IS NOT NULL GROUP BY cell
), chosen AS (
  SELECT cell FROM text ORDER BY hash(cell), cell LIMIT 10000
)
SELECT CAST(coalesce((SELECT sum(cells) FROM text), 0) AS DOUBLE) AS present,
  CAST((SELECT count(*) FROM text) AS DOUBLE) AS distinct_texts,
  (SELECT avg(words(cell)) FROM chosen) AS average_words
