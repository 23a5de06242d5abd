-- Purpose: can the cells of a column be the probabilities with which rows were kept?
-- Parameters: none. Reads: column_cell(side VARCHAR, cell VARCHAR).
-- One row = one side that has rows. Columns: side VARCHAR, absent DOUBLE (rows without one), wrong DOUBLE (cells that are
-- no number from 1e-9 to 1). Ordered by side.
SELECT side, CAST(count(*) FILTER (nullif(cell, '') IS NULL) AS DOUBLE) AS absent,
  CAST(count(*) FILTER (
    nullif(cell, '') IS NOT NULL AND NOT coalesce(TRY_CAST(cell AS DOUBLE) BETWEEN 1e-9 AND 1, false)
  ) AS DOUBLE) AS wrong
FROM column_cell
GROUP BY side
ORDER BY side
