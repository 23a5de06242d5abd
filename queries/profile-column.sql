-- Purpose: what do the texts of a column look like on each side?
-- Parameters: none. Reads: column_cell(side VARCHAR, cell VARCHAR); a cell is NULL where there is nothing.
-- One row = one side that has rows. Columns, all DOUBLE but side: present (cells that are not NULL or empty), absent
-- (of these, words that stand for no number: NaN, NA, N/A, null, None), numbers (cells that are numbers),
-- whole (numbers without point and exponent), booleans (true or false), times (dates or times of day).
-- Ordered by side.
SELECT side,
  CAST(count(nullif(cell, '')) AS DOUBLE) AS present,
  CAST(count(*) FILTER (lower(trim(cell)) IN ('nan', 'na', 'n/a', 'null', 'none')) AS DOUBLE) AS absent,
  CAST(count(*) FILTER (TRY_CAST(cell AS DOUBLE) IS NOT NULL AND NOT isnan(TRY_CAST(cell AS DOUBLE))) AS DOUBLE)
    AS numbers,
  CAST(count(*) FILTER (regexp_full_match(cell, '\s*[+-]?\d+\s*')) AS DOUBLE) AS whole,
  CAST(count(*) FILTER (lower(cell) IN ('true', 'false')) AS DOUBLE) AS booleans,
  CAST(count(*) FILTER (regexp_full_match(
    cell, '\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})([T ].*)?|\s*\d{1,2}:\d\d(:\d\d.*)?'
  )) AS DOUBLE) AS times
FROM column_cell
GROUP BY side
ORDER BY side
