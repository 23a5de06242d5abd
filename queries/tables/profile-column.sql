-- Purpose: what do the texts of a column look like on each side?
-- Parameters: none. Reads: cell_count(side VARCHAR, cell VARCHAR, cells BIGINT), each different cell once; a cell is NULL
-- where there is nothing.
-- One row = one side that has rows. Columns, all DOUBLE but side: present (cells that are not NULL or empty), absent
-- (of these, marks and words that stand for no number: -, NaN, NA, N/A, null, None), numbers (cells that are numbers),
-- different (numbers that are written differently), whole (numbers without point and exponent), booleans (true or false),
-- times (dates or times of day).
-- Ordered by side.
WITH told AS (
  SELECT side, CAST(cells AS DOUBLE) AS cells,
    nullif(cell, '') IS NOT NULL AS present,
    cell <> '' AND marks_missing(cell) AS absent,
    point_number(cell) IS NOT NULL AS number,
    regexp_full_match(cell, '\s*[+-]?\d+\s*') AS whole,
    lower(cell) IN ('true', 'false') AS boolean,
    regexp_full_match(
      cell, '\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})([T ].*)?|\s*\d{1,2}:\d\d(:\d\d.*)?'
    ) AS time
  FROM cell_count
)
SELECT side,
  coalesce(sum(cells) FILTER (present), 0) AS present,
  coalesce(sum(cells) FILTER (absent), 0) AS absent,
  coalesce(sum(cells) FILTER (number), 0) AS numbers,
  CAST(count(*) FILTER (number) AS DOUBLE) AS different,
  coalesce(sum(cells) FILTER (whole), 0) AS whole,
  coalesce(sum(cells) FILTER (boolean), 0) AS booleans,
  coalesce(sum(cells) FILTER (time), 0) AS times
FROM told
GROUP BY side
ORDER BY side
