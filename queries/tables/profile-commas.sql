-- Purpose: are the numbers of a column written with decimal commas, beyond doubt?
-- Parameters: none. Reads: cell_count(side VARCHAR, cell VARCHAR, cells BIGINT), each different cell once.
-- One row = one side that has rows. Columns, all DOUBLE but side: numbers (cells that are numbers when commas are decimal),
-- different (of these, different ones), commas (of these, with a comma), certain_commas (whose comma cannot mark
-- thousands), points (whose point marks thousands, or is a decimal one), certain_points (whose points can only mark
-- thousands). Ordered by side.
WITH told AS (
  SELECT side, CAST(cells AS DOUBLE) AS cells, contains(cell, ',') AS comma, contains(cell, '.') AS point,
    regexp_full_match(cell, '\s*[+-]?[1-9]\d{0,2}[,.]\d{3}\s*') AS ambiguous
  FROM cell_count
  WHERE comma_number(cell) IS NOT NULL
)
SELECT side,
  sum(cells) AS numbers,
  CAST(count(*) AS DOUBLE) AS different,
  coalesce(sum(cells) FILTER (comma), 0) AS commas,
  coalesce(sum(cells) FILTER (comma AND NOT ambiguous), 0) AS certain_commas,
  coalesce(sum(cells) FILTER (point AND ambiguous), 0) AS points,
  coalesce(sum(cells) FILTER (point AND NOT ambiguous), 0) AS certain_points
FROM told
GROUP BY side
ORDER BY side
