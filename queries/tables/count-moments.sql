-- Purpose: which cells of a column are dates or times, whatever the column says it holds?
-- Parameters: none. Reads: column_cell(side VARCHAR, cell VARCHAR).
-- One row = one side that has rows. Columns, all DOUBLE but side: present (cells that are not NULL or empty), moments
-- (of these, dates with or without a time of day and zone, or times of day). Numbers are none. Ordered by side.
SELECT side,
  CAST(count(nullif(cell, '')) AS DOUBLE) AS present,
  CAST(count(*) FILTER (
    TRY_CAST(cell AS DOUBLE) IS NULL AND coalesce(TRY_CAST(cell AS TIMESTAMPTZ) IS NOT NULL, false)
    OR TRY_CAST(cell AS TIME) IS NOT NULL
  ) AS DOUBLE) AS moments
FROM column_cell
GROUP BY side
ORDER BY side
